import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from '#test/house/sourceTree.ts'
import { scriptOf } from '#test/support/package/workflowSteps.ts'

const list = readFileSync(path.join(import.meta.dirname, 'README.md'), 'utf8')
const rows = list.split('\n').filter((line) => /^\| (?!-|what )/.test(line))
const smoke = readFileSync(path.join(root, '.setup/smoke.ts'), 'utf8')

test('every row of the list is tried by a step that the nightly workflow has, or says how it is done by hand', () => {
  expect(rows.length).toBeGreaterThan(10)
  const places = rows.map((row) => row.split('|')[2]?.trim() ?? '')
  const steps = places.filter((place) => !/^by hand, on |^the same/.test(place))
  // It throws where there is no such step.
  expect(steps.map((place) => scriptOf('nightly.yml', /“([^”]+)”/.exec(place)?.[1] ?? place))).not.toContain('')
})

test('the parts of the trial that it names are there', () => {
  const named = [...list.matchAll(/`(serves|showsPage|recovers)`/g)].map(([, name = '']) => name)
  expect(named.length).toBeGreaterThan(2)
  expect(named.filter((name) => !smoke.includes(`function ${name}(`))).toEqual([])
})
