import { expect, test } from 'vitest'
import { linesOfCut } from '#shared/session/cutByStop.ts'

const tasks = [{ task_id: 'b1', description: 'npm run dev' }]

test.each([
  ['ACTIVE', [], []],
  ['SUSPENDED', [], []],
  ['WORKING', [], ['“pier” works: its turn is cut']],
  ['WAITING', [], ['“pier” waits for an answer, and can be answered afterwards']],
  ['ACTIVE', tasks, ['“pier” runs in the background, which ends: npm run dev']],
  ['WORKING', tasks, ['“pier” works: its turn is cut; runs in the background, which ends: npm run dev']],
] as const)('a stop is told to cut what a session (%s) does', (status, background_tasks, lines) => {
  expect(linesOfCut([{ name: 'pier', status, background_tasks: [...background_tasks] }])).toEqual(lines)
})

test('many sessions are counted, not listed', () => {
  const many = Array.from({ length: 30 }, () => ({ name: 'pier', status: 'WORKING' as const, background_tasks: [] }))
  expect(linesOfCut(many)).toHaveLength(11)
  expect(linesOfCut(many).at(-1)).toBe('and 20 more')
})
