import { expect, test } from 'vitest'
import { typedIn, writtenAs } from '#renderer/features/tasks/taskFields.ts'

const task = { name: 'Nightly', prompts: ['Look through the logs'] }
const typed = { name: 'Nightly', prompts: ['Look through the logs, and say what'] }

test('what was typed into the form of a task is there again while the task says the same', () => {
  expect(typedIn(writtenAs(typed, task), task)).toEqual({ kind: 'typed', words: typed })
  expect(typedIn(writtenAs(typed, null), null)).toEqual({ kind: 'typed', words: typed })
})

test('it replaces nothing in a task that was changed since', () => {
  const now = { name: 'Nightly', prompts: ['Look through the logs of both hosts'] }
  expect(typedIn(writtenAs(typed, task), now)).toEqual({ kind: 'outdated', words: typed })
})

test('what is none of ours counts as nothing', () => {
  expect(typedIn('', task)).toEqual({ kind: 'none', words: null })
  expect(typedIn('{"name":1}', task)).toEqual({ kind: 'none', words: null })
})
