import { describe, expect, test } from 'vitest'
import { ApprovalId, SessionId } from '#shared/ids.ts'
import type { Approval } from '#shared/session/session.ts'
import { answerApproval } from '#server/host/sessions/approvals/approvalAnswer.ts'
import { elicitationAnswered } from '#server/host/sessions/approvals/elicitationNotice.ts'
import type { ApprovalParams } from '#server/host/sessions/approvals/approvalAnswer.ts'

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
  return answerApproval(
    approval,
    { session_id, approval_id, ...params },
    { username: 'Mia', device: 'Safari on iPhone' },
  )
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

describe('a server’s form', () => {
  const requested_schema = {
    type: 'object',
    properties: {
      name: { type: 'string', minLength: 2, maxLength: 5 },
      age: { type: 'integer', minimum: 1, maximum: 150 },
      mail: { type: 'string', format: 'email' },
      sure: { type: 'boolean' },
      colour: { type: 'string', oneOf: [{ const: 'r', title: 'Red' }, { const: 'g' }] },
      sizes: { type: 'array', items: { type: 'string', enum: ['S', 'M'] }, maxItems: 1 },
      odd: { type: 'object' },
    },
    required: ['name'],
  }
  const form: Approval = {
    ...tool,
    kind: 'elicitation',
    tool_use_id: '',
    tool_name: 'Elicitation',
    input: { mcp_server_name: 'asker', message: 'Who?', mode: 'form', requested_schema },
    suggestions: [],
  }
  const send = (content: Record<string, unknown>) => answer(form, { decision: 'allow', updated_input: { content } })

  test('goes to the server as it was filled in, and nowhere else', () => {
    const content = { name: 'Bo', age: 3, mail: 'a@b.c', sure: false, colour: 'r', sizes: ['S'], odd: { a: 1 } }
    const { answer: given, outcome } = send(content)
    expect(given).toEqual({ decision: 'allow', updated_input: { content }, remember: [] })
    expect(outcome).toMatchObject({ decision: 'allow', answered_by: 'Mia', tool_name: 'Elicitation' })
    expect(JSON.stringify(outcome)).not.toContain('a@b.c')
    const [notice] = elicitationAnswered(form, outcome, given)
    expect(notice?.content).toMatch(/“asker” asked: Who\?\nMia answered: name, age, mail/)
    expect(notice?.content).not.toContain('a@b.c')
  })

  test.each([
    [{}, 'name: this is needed'],
    [{ name: 'B' }, 'at least 2 characters'],
    [{ name: 'Bartholomew' }, 'at most 5 characters'],
    [{ name: 3 }, 'must be a text'],
    [{ name: 'Bo', age: 1.5 }, 'whole number'],
    [{ name: 'Bo', age: 0 }, 'at least 1'],
    [{ name: 'Bo', age: '3' }, 'must be a number'],
    [{ name: 'Bo', mail: 'nobody' }, 'e-mail'],
    [{ name: 'Bo', sure: 'yes' }, 'yes or no'],
    [{ name: 'Bo', colour: 'b' }, 'none of the choices'],
    [{ name: 'Bo', sizes: ['S', 'M'] }, 'at most 1'],
    [{ name: 'Bo', more: 1 }, 'no field “more”'],
  ])('is refused with the field that does not fit, and still waits (%#)', (content, words) => {
    expect(() => send(content)).toThrow(words)
    expect(() => send(content)).toThrow('The approval still waits.')
  })

  test('can be declined, and closed without a word', () => {
    expect(answer(form, { decision: 'deny' }).answer).toEqual({ decision: 'deny', message: '' })
    const closed = answer(form, { decision: 'deny', updated_input: { action: 'cancel' } })
    expect(closed.answer).toMatchObject({ decision: 'deny', is_dismissed: true })
    expect(() => answer(form, { decision: 'deny', updated_input: { action: 'accept' } })).toThrow('still waits')
  })
})
