import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { performancePage } from '#test/bench/page.ts'
import { medianRow } from '#test/bench/row.ts'
import { root } from './sourceTree.ts'

const page = readFileSync(path.join(root, 'resources/docs/performance.md'), 'utf8')
const row = medianRow({ what: 'start to ready', goal: 600, unit: 'ms', samples: [300, 340, 380], note: 'built' })

test('a run of the benches replaces what the page of performance tells, and nothing else', async () => {
  const first = await performancePage(page, [row], 'a machine, a commit')
  expect(first).toContain('a machine, a commit')
  expect(first).toMatch(/\| start to ready +\| ≤ 600 ms +\| 340 ms +\| 300–380, 3 +\| met +\| built +\|/)
  const again = await performancePage(first, [{ ...row, value: 700 }], 'a machine, a commit')
  expect(again.match(/start to ready/g)).toHaveLength(1)
  expect(again).toContain('**missed**')
  expect(again.slice(0, 100)).toBe(page.slice(0, 100))
})

test('a page without the place for it is left alone, in words', async () => {
  expect(() => performancePage('# Performance', [row], '')).toThrow('There is no place for measured')
})
