import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { benches } from '#test/bench/benches.ts'
import { performancePage } from '#test/bench/report/page.ts'
import { medianRow } from '#test/bench/report/row.ts'
import { root } from './sourceTree.ts'

const page = readFileSync(path.join(root, 'resources/docs/performance.md'), 'utf8')
const row = medianRow({ what: 'start to ready', goal: 600, unit: 'ms', samples: [300, 340, 380], note: 'built' })

const measured = { bench: 'start', rows: [row], machine: 'a machine, a commit' }

/** The tables of all other benches. */
function others(text: string): string[] {
  return text.split(/^(?=### )/m).filter((one) => !one.startsWith('### start\n'))
}

test('a bench replaces what the page of performance tells of it, and nothing else', async () => {
  const first = await performancePage(page, measured)
  expect(first).toMatch(/### start\n\na machine, a commit\n/)
  expect(first).toMatch(/\| start to ready +\| ≤ 600 ms +\| 340 ms +\| 300–380, 3 +\| met +\| built +\|/)
  const again = await performancePage(first, { ...measured, rows: [{ ...row, value: 700 }] })
  expect(again.match(/start to ready/g)).toHaveLength(1)
  expect(again).toContain('**missed**')
  expect(others(again)).toEqual(others(page))
})

test('what was never measured before comes last', async () => {
  const once = await performancePage(page, { ...measured, bench: 'quite_new' })
  expect(once.indexOf('### quite_new')).toBeGreaterThan(once.lastIndexOf('### desktop'))
  expect(await performancePage(once, { ...measured, bench: 'quite_new' })).toBe(once)
})

test('every table is of a bench that there is', () => {
  const told = [...page.matchAll(/^### (\S+)$/gm)].map(([, name]) => name)
  expect(told.length).toBeGreaterThan(10)
  expect(told.filter((name) => !Object.hasOwn(benches, name ?? ''))).toEqual([])
})

test('a page without the place for it is refused, in words', () => {
  expect(() => performancePage('# Performance', measured)).toThrow('There is no place for measured')
})
