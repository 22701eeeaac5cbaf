import { expect, test } from 'vitest'
import { answersOf, choose, noChoice, questionsOf, showOtherToast } from '#renderer/features/approvals/questions.ts'
import { editedInput, editingOf } from '#renderer/features/approvals/editedInput.ts'

const [single, multi] = questionsOf({
  questions: [
    { question: 'Which?', header: 'A', multiSelect: false, options: [{ label: 'One' }, { label: 'Two' }] },
    { question: 'What?', header: 'B', multiSelect: true, options: [{ label: 'X' }, { label: 'Y' }] },
  ],
})

test('one answer per question, several where several are asked for, own words where they are better', () => {
  if (single === undefined || multi === undefined) {
    throw new Error('the questions were not read')
  }
  const one = choose(choose(noChoice, single, 'One'), single, 'Two')
  const many = showOtherToast(choose(choose(noChoice, multi, 'X'), multi, 'Y'), multi, 'and Z')
  expect(answersOf([single, multi], [one, many])).toEqual({ 'Which?': 'Two', 'What?': 'X, Y, and Z' })
  expect(answersOf([single], [showOtherToast(one, single, 'Neither')])).toEqual({ 'Which?': 'Neither' })
})

test('nothing is sent while a question is unanswered', () => {
  if (single === undefined || multi === undefined) {
    throw new Error('the questions were not read')
  }
  expect(answersOf([single, multi], [choose(noChoice, single, 'One'), noChoice])).toBeNull()
})

test('an edited command keeps the rest of the input', () => {
  const approval = { input: { command: 'ls', timeout: 5 } }
  expect(editingOf(approval)).toEqual({ kind: 'command', text: 'ls' })
  expect(editedInput(approval, { kind: 'command', text: 'ls -l' })).toEqual({
    kind: 'valid',
    input: { command: 'ls -l', timeout: 5 },
  })
})

test.each(['', '  ', '[1]', '{"a":', '5'])('an edit that cannot run is said before it is sent: %j', (text) => {
  const kind = text.trim() === '' ? 'command' : 'json'
  expect(editedInput({ input: {} }, { kind, text }).kind).toBe('invalid')
})
