import type { NewEvent } from '#shared/session/events.ts'
import { Usage } from '#shared/session/session.ts'
import type { AgentExit, AgentUpdate } from '../ports/agent.ts'
import type { StopOrder } from '../core/processPhase.ts'
import type { Ending } from '../core/closing.ts'

type NewNotice = Extract<NewEvent, { type: 'notice' }>

/** Claude Code died in the middle of a turn: it is started again soon, and runs the turn again from its last step. */
export function crashedInTurn(exit: AgentExit, delayMs: number): Ending {
  const how = manner(exit)
  const when = delayMs < 1000 ? 'at once' : `in ${Math.round(delayMs / 1000)} s`
  const sentence = `Claude Code ended unexpectedly ${how}. It is started again ${when} and takes the turn up from its last recorded step.`
  return {
    reason: 'crashed',
    error: sentence,
    status: 'STARTING',
    status_reason: 'claude_crashed',
    keepsTurn: true,
    notice: {
      type: 'notice',
      content: withOutput(sentence, exit.stderr),
      data: {
        level: 'warning',
        code: 'claude_restarts',
        details: { exit_code: exit.code, signal: exit.signal, delay_ms: delayMs, stderr: exit.stderr },
      },
    },
  }
}

/** Claude Code died unasked, and is not started again by itself. The next message resumes the session. */
export function crashed(exit: AgentExit): Ending {
  const how = manner(exit)
  return {
    reason: 'crashed',
    error: `Claude Code ended unexpectedly ${how}. What it had said is kept; the next message resumes the session.`,
    status: 'SUSPENDED',
    status_reason: 'claude_crashed',
    notice: {
      type: 'notice',
      content: withOutput(`Claude Code ended unexpectedly ${how}. The next message resumes the session.`, exit.stderr),
      data: {
        level: 'error',
        code: 'claude_crashed',
        details: { exit_code: exit.code, signal: exit.signal, stderr: exit.stderr },
      },
    },
  }
}

/** Claude Code took more memory than it may: it is not started again by itself, the same turn would take as much. */
export function overMemory(): Ending {
  const content =
    'Claude Code and what it started took more memory than a session may (setting "Most memory of a session"), so the process was ' +
    'stopped. What was said is kept; the next message goes on.'
  return {
    reason: 'memory_limit',
    error: content,
    status: 'SUSPENDED',
    status_reason: 'memory_limit',
    notice: { type: 'notice', content, data: { level: 'error', code: 'memory_limit' } },
  }
}

/** Claude Code could not be started. Prompts stay in the queue; the next message tries again. */
export function couldNotStart({ problem, stderr }: { problem: string | null; stderr: string }): Ending {
  const why = problem ?? 'It ended before it was ready.'
  const advice = 'Your messages are kept in the queue. Run "homeport doctor" for help; the next message tries again.'
  return {
    reason: 'crashed',
    error: `Claude Code could not start: ${why}`,
    status: 'FAILED',
    status_reason: 'claude_start_failed',
    notice: {
      type: 'notice',
      content: withOutput(`Claude Code could not start. ${why} ${advice}`, stderr),
      data: { level: 'error', code: 'claude_start_failed', details: { error_code: 'SESSION_001', stderr } },
    },
  }
}

/** The `status_reason` of a session whose conversation Claude Code no longer has: a person says how it goes on. */
export const CONVERSATION_GONE = 'conversation_gone'

/** Nothing is sent: a new conversation that knows nothing of the old one is not what anybody asked for. */
export function conversationGone(): Ending {
  const content =
    'Claude Code no longer has this conversation: its transcript is gone. Nothing was sent; your messages wait. Start ' +
    'over with a summary of what Homeport kept, or leave it.'
  return {
    reason: CONVERSATION_GONE,
    error: content,
    status: 'FAILED',
    status_reason: CONVERSATION_GONE,
    notice: { type: 'notice', content, data: { level: 'error', code: CONVERSATION_GONE } },
  }
}

/** Something else writes in the conversation: what waits for a process waits on. */
export function writtenElsewhere(): Ending {
  return {
    reason: WRITTEN_ELSEWHERE,
    error: 'A Claude Code that Homeport did not start has this conversation, so this turn was not run again here.',
    status: 'SUSPENDED',
    status_reason: WRITTEN_ELSEWHERE,
  }
}

/** The `status_reason` of a session whose conversation something else has. */
export const WRITTEN_ELSEWHERE = 'written_elsewhere'

/** Somebody ended the process, or will not have one started. */
export function stopped(order: StopOrder): Ending {
  return { ...order, status_reason: order.reason }
}

/** The log cannot be written (disk full …). */
export function storageFailed(message: string): StopOrder {
  return { status: 'FAILED', reason: 'storage_failed', error: message }
}

/** The host restarted after it had died. */
export function hostRestarted(turnWasCut: boolean): NewNotice {
  const what = turnWasCut
    ? 'The turn that was running goes on from the last recorded step; unfinished text and open approvals are asked for anew.'
    : 'The conversation goes on where it was.'
  return {
    type: 'notice',
    content: `The session host was restarted after it went down unexpectedly. ${what}`,
    data: { level: 'warning', code: 'host_restarted' },
  }
}

/** When another login counts: at the next start, after the turn that runs, or at once. */
export type LoginInForce = 'next_start' | 'next_turn' | 'now'

/** What somebody did to what a session signs in with: `own` is the token of this session alone. */
export type LoginChange = 'own_given' | 'own_removed' | 'token_replaced' | 'token_removed'

/** A session signs in differently from now on. */
export function loginChanged(facts: { by: string; change: LoginChange; inForce: LoginInForce }): NewNotice {
  const what = {
    own_given: `${facts.by} gave this session a Claude token of its own.`,
    own_removed: `${facts.by} removed this session's own Claude token; it signs in like the other sessions.`,
    token_replaced: `${facts.by} replaced the Claude token that this session signs in with.`,
    token_removed: `${facts.by} removed the Claude token that this session signed in with.`,
  }[facts.change]
  const when = {
    next_start: 'It counts from the next message on.',
    next_turn: 'The turn that runs ends with what it began with; from the next one on the new login counts.',
    now: 'Claude Code starts again with it and goes on with the conversation.',
  }[facts.inForce]
  return {
    type: 'notice',
    content: `${what} ${when}`,
    data: { level: 'info', code: reasonOf(facts.change), details: { in_force: facts.inForce } },
  }
}

/** The word for it in statuses and notices. */
export function reasonOf(change: LoginChange): 'token_replaced' | 'token_removed' {
  return change === 'own_given' || change === 'token_replaced' ? 'token_replaced' : 'token_removed'
}

/** A turn that was cut by the death of the host, and that Claude does not take up again. */
export function lostTurn(turn: { turn_id: string; duration_ms: number }): Extract<AgentUpdate, { kind: 'turn_ended' }> {
  return {
    kind: 'turn_ended',
    ...turn,
    is_error: true,
    error: 'This turn was under way when the session host went down, and Claude Code did not take it up again.',
    reason: 'host_restarted',
    usage: Usage.parse({}),
    cost_usd: 0,
    files_changed: [],
  }
}

/** One process ends so that another can go on differently: nothing of the conversation ends with it. */
export function renewed(reason: string): Ending {
  return {
    reason: 'interrupted',
    error: 'Claude Code was started again while this turn began. It was not run again.',
    status: 'STARTING',
    status_reason: reason,
  }
}

/** `bypassPermissions` holds for one process, on purpose. */
export function modeReset(): NewNotice {
  return {
    type: 'notice',
    content: 'Permission checks are on again: bypassing them is never carried over to a new start of Claude Code.',
    data: { level: 'warning', code: 'permission_mode_reset' },
  }
}

function manner({ signal, code }: AgentExit): string {
  return signal === null ? `with exit code ${code ?? 'unknown'}` : `by signal ${signal}`
}

function withOutput(sentence: string, stderr: string): string {
  return stderr.trim() === '' ? sentence : `${sentence}\n\n${stderr.trim()}`
}
