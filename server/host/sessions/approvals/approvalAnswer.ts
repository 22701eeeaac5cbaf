import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import { readElicitation } from '#shared/session/elicitation.ts'
import { contentProblem } from '#shared/session/elicitationAnswer.ts'
import type { Approval, ApprovalOutcome } from '#shared/session/session.ts'
import { inputDigest } from '#server/platform/canonicalJson.ts'
import type { AgentAnswer } from '../ports/agent.ts'
import type { NewGrant } from '../ports/folderTrust.ts'
import { splitLastingGrants } from './storedGrants.ts'

export type ApprovalParams = ParamsOf<'approval.answer'>

/** Who answers, and from where. */
export type Answerer = Pick<Actor, 'username' | 'device'>

export interface Answered {
  /** For Claude. */
  readonly answer: AgentAnswer
  /** For everybody. */
  readonly outcome: ApprovalOutcome
  /** For good: Homeport keeps these and hands them over at each start. */
  readonly grants: readonly NewGrant[]
}

const Question = z.looseObject({ questions: z.array(z.looseObject({ question: z.string() })) })
const GivenAnswers = z.looseObject({
  answers: z.record(z.string(), z.union([z.string().trim().min(1), z.array(z.string().trim().min(1)).min(1)])),
})

/**
 * Turns a person's answer into Claude's and into the outcome that everybody sees.
 * @throws HomeportError WS_002 when it does not fit what was asked.
 */
export function answerApproval(approval: Approval, params: ApprovalParams, by: Answerer): Answered {
  const { approval_id, message } = params
  const chosen = remembered(approval, params.remember)
  const { suggestions: remember, grants } = splitLastingGrants(chosen)
  const base = {
    approval_id,
    tool_name: approval.tool_name,
    answered_by: by.username,
    ...(by.device === undefined ? {} : { answered_from: by.device }),
    ...(message === undefined ? {} : { message }),
  }
  if (approval.kind === 'elicitation') {
    return answeredElicitation(approval, params, base)
  }
  if (params.decision === 'deny') {
    if (chosen.length > 0) {
      throw misfit('Only an allowance can be remembered: the suggestions are rules that allow.')
    }
    return {
      answer: { decision: 'deny', message: message ?? 'The user declined this. Ask what they would like instead.' },
      outcome: { ...base, decision: 'deny' },
      grants: [],
    }
  }
  const updatedInput = approval.kind === 'question' ? answeredQuestions(approval, params) : params.updated_input
  const input = updatedInput === undefined ? {} : { updated_input: updatedInput }
  return {
    answer: { decision: 'allow', ...input, remember },
    outcome: {
      ...base,
      decision: 'allow',
      ...input,
      ...(chosen.length > 0 ? { remember: true } : {}),
      input_sha256: inputDigest(updatedInput ?? approval.input),
    },
    grants,
  }
}

const FilledIn = z.strictObject({ content: z.record(z.string(), z.unknown()) })
const Dismissed = z.strictObject({ action: z.literal('cancel') })

/** Longest form, filled in, in UTF-16 units of its JSON. */
const MAX_CONTENT = 200_000

/**
 * What a person says to an MCP server. The values go to the server alone: people type passwords into forms, whatever the
 * protocol says of it, so neither the log nor the other pages get them.
 */
function answeredElicitation(
  { input }: Approval,
  { decision, updated_input: given }: ApprovalParams,
  base: Omit<ApprovalOutcome, 'decision'>,
): Answered {
  if (decision === 'deny') {
    const isDismissed = Dismissed.safeParse(given).success
    if (given !== undefined && !isDismissed) {
      throw misfit('Only updated_input {"action":"cancel"} goes with a refusal: the question is closed without a word.')
    }
    const answer = { decision, message: base.message ?? '', ...(isDismissed ? { is_dismissed: true as const } : {}) }
    return { answer, outcome: { ...base, decision }, grants: [] }
  }
  const questions = readElicitation(input)
  const filledIn = FilledIn.safeParse(given ?? { content: {} })
  if (!filledIn.success || JSON.stringify(filledIn.data).length > MAX_CONTENT) {
    throw misfit('A form wants updated_input.content: the value of each field, by its name, 200 KB at most.')
  }
  const { content } = filledIn.data
  const problem = questions.url === null ? contentProblem(questions, content) : null
  if (problem !== null) {
    throw misfit(problem)
  }
  const updated_input = questions.url === null ? { content } : {}
  const answer = { decision, updated_input, remember: [] } as const
  return { answer, outcome: { ...base, decision, input_sha256: inputDigest(input) }, grants: [] }
}

function remembered(approval: Approval, remember: ApprovalParams['remember']): Approval['suggestions'] {
  if (remember === undefined || remember === false) {
    return []
  }
  if (remember === true) {
    // The first is what Claude Code offers first; the others may allow far more.
    return approval.suggestions.slice(0, 1)
  }
  return [...new Set(remember)].map((index) => {
    const suggestion = approval.suggestions[index]
    if (suggestion === undefined) {
      throw misfit(`There is no suggestion ${index} to remember; Claude made ${approval.suggestions.length}.`)
    }
    return suggestion
  })
}

/** The questions with an answer to each; several choices become one line, as Claude Code's own dialog writes them. */
function answeredQuestions(approval: Approval, params: ApprovalParams): Record<string, unknown> {
  const given = GivenAnswers.safeParse(params.updated_input)
  if (!given.success) {
    throw misfit('A question wants updated_input.answers: the answer to each question, by the question’s text.')
  }
  const questions = Question.safeParse(approval.input).data?.questions.map(({ question }) => question) ?? []
  const unanswered = questions.filter((question) => !Object.hasOwn(given.data.answers, question))
  if (unanswered.length > 0) {
    throw misfit(`No answer was given to: ${unanswered.join(' · ')}`)
  }
  const answers = Object.fromEntries(
    Object.entries(given.data.answers).map(([question, answer]) => [
      question,
      Array.isArray(answer) ? answer.join(', ') : answer,
    ]),
  )
  return { ...approval.input, ...given.data, answers }
}

function misfit(message: string): HomeportError {
  return new HomeportError('WS_002', `${message} The approval still waits.`)
}
