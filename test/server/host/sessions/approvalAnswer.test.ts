import { describe, expect, test } from 'vitest'
import { ApprovalId, SessionId } from '#shared/ids.ts'
import type { Approval } from '#shared/session/session.ts'
import { answerApproval } from '#server/host/sessions/approvalAnswer.ts'
import type { ApprovalParams } from '#server/host/sessions/approvalAnswer.ts'

const approval_id = ApprovalId.parse('toolu_1')
const session_id = SessionId.parse('3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01')
const tool: Approval = {
  approval_id,
  kind: 'tool',
  tool_use_id: 'toolu_1',
  tool_name: 'Bash',
  input: { command: 'ls' },
  suggestions: [{ type: 'addRules' }, { type: 'setMode' }],
}
const question: Approval = {
  ...tool,
  kind: 'question',
  tool_name: 'AskUserQuestion',
  input: { questions: [{ question: 'Colour?' }, { question: 'Sizes?' }] },
}

function answer(approval: Approval, params: Omit<ApprovalParams, 'session_id' | 'approval_id'>) {
  return answerApproval(approval, { session_id, approval_id, ...params }, 'Mia')
}

function remembered(remember: ApprovalParams['remember']) {
  return answer(tool, { decision: 'allow', remember }).answer
}

describe('an answer to an approval', () => {
  test('passes back the suggestions to remember: the first or those named', () => {
    expect(remembered(true)).toEqual({ decision: 'allow', remember: [{ type: 'addRules' }] })
    expect(remembered([1, 1])).toEqual({ decision: 'allow', remember: [{ type: 'setMode' }] })
    expect(remembered(false)).toEqual({ decision: 'allow', remember: [] })
    expect(() => remembered([2])).toThrow(/no suggestion 2/)
  })

  test('can change what runs', () => {
    const { answer: given, outcome } = answer(tool, { decision: 'allow', updated_input: { command: 'ls -a' } })
    expect(given).toMatchObject({ updated_input: { command: 'ls -a' } })
    expect(outcome).toMatchObject({ decision: 'allow', answered_by: 'Mia', updated_input: { command: 'ls -a' } })
  })

  test('that refuses tells Claude why, and remembers nothing', () => {
    expect(answer(tool, { decision: 'deny', message: 'not there' }).answer).toEqual({
      decision: 'deny',
      message: 'not there',
    })
    expect(() => answer(tool, { decision: 'deny', remember: true })).toThrow(/still waits/)
  })

  test('to questions answers each of them', () => {
    const answers = { 'Colour?': 'Blue', 'Sizes?': ['S', 'M'] }
    expect(answer(question, { decision: 'allow', updated_input: { answers } }).answer).toMatchObject({
      updated_input: { ...question.input, answers: { 'Colour?': 'Blue', 'Sizes?': 'S, M' } },
    })
    expect(() => answer(question, { decision: 'allow' })).toThrow(/updated_input.answers/)
    expect(() => answer(question, { decision: 'allow', updated_input: { answers: { 'Colour?': 'Blue' } } })).toThrow(
      'No answer was given to: Sizes?',
    )
    expect(answer(question, { decision: 'deny' }).answer.decision).toBe('deny')
  })
})
