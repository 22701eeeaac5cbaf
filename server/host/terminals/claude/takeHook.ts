import { ApprovalId, type SessionId } from '#shared/ids.ts'
import type { Ids } from '#server/platform/clock.ts'
import { failureText } from '#server/platform/failure.ts'
import type { PermissionRule } from '../../sessions/ports/folderTrust.ts'
import { mayReach } from '../../claude/process/ruleReach.ts'
import type { Conversations } from '../../claude/transcripts/conversations.ts'
import type { SessionLog, Timers } from '../../sessions/ports/sessionPorts.ts'
import type { Session } from '../../sessions/session.ts'
import type { Writers } from '../../writers/writers.ts'
import { HookEvent, type PermissionEvent, approvalOf, beforeTool, decisionOf, promptBlocked } from './hookEvents.ts'
import type { HookCall } from './hookListener.ts'

export interface TerminalHooksDeps {
  readonly session: Session
  readonly conversations: Conversations
  /** Whether a conversation is nobody's yet, or the session's own. */
  readonly isFreeFor: (conversationId: string, sessionId: SessionId) => boolean
  readonly writers: Pick<Writers, 'lookNow'>
  /** A rule that forbids or asks, may be about the tool, and was not there when the terminal was opened; null: there is none. */
  readonly newerRule: (toolName: string) => string | null
  readonly ids: Ids
  readonly timers: Timers
  readonly log: Pick<SessionLog, 'error'>
}

/** The call that is asked for stands in the transcript a moment before or after the hook comes. */
const LOOKS = 16
const LOOK_EVERY_MS = 50

/** Nothing to say: Claude Code goes on as if there were no hook. */
const NOTHING = {}

/** Takes what a hook of a terminal brings. Whatever it is, the terminal goes on: never throws. */
export function takeHook(deps: TerminalHooksDeps, call: HookCall): void {
  const event = HookEvent.safeParse(call.event).data
  if (event === undefined || !deps.session.writing.isLent) {
    call.answer(NOTHING)
    return
  }
  noteConversation(deps, event.session_id)
  if (event.hook_event_name === 'PermissionRequest') {
    ask(deps, { event, call }).catch((error: unknown) => {
      deps.log.error('a question of a terminal could not be shown', { reason: failureText(error) })
      call.answer(NOTHING)
    })
    return
  }
  call.answer(event.hook_event_name === 'PreToolUse' ? boundsOf(deps, event.tool_name) : promptBounds(deps, event))
  deps.timers.after(LOOK_EVERY_MS, () => deps.writers.lookNow(deps.session.state.id))
}

/**
 * Claude Code in a terminal reads rules when it starts and never again (measured), and no rule is evaluated here: where a newer
 * one may be about the tool, a person is asked.
 */
function boundsOf({ session, newerRule }: TerminalHooksDeps, toolName: string): object {
  const spent = session.writing.spent()
  if (spent !== null) {
    return beforeTool('deny', spent)
  }
  const rule = newerRule(toolName)
  return rule === null
    ? NOTHING
    : beforeTool(
        'ask',
        `The rule “${rule}” was added after this terminal was opened, so Homeport asks. Open the terminal anew to have it hold here.`,
      )
}

function promptBounds({ session }: TerminalHooksDeps, { hook_event_name }: HookEvent): object {
  const spent = hook_event_name === 'UserPromptSubmit' ? session.writing.spent() : null
  return spent === null ? NOTHING : promptBlocked(`${spent} Nothing was sent.`)
}

/** After `/clear` the terminal goes on in another conversation, and so does the session. */
function noteConversation({ session, conversations, isFreeFor }: TerminalHooksDeps, conversationId: string): void {
  const { id } = session.state
  if (conversations.current(id) !== conversationId && isFreeFor(conversationId, id)) {
    conversations.moved(id, conversationId)
  }
}

async function ask(
  deps: TerminalHooksDeps,
  { event, call }: { readonly event: PermissionEvent; readonly call: HookCall },
): Promise<void> {
  const { session, ids } = deps
  const id = ApprovalId.parse(ids.uuid())
  let isGone = false
  call.onGone(() => {
    isGone = true
    session.writing.questions.withdraw(id)
  })
  const { questions } = session.writing
  const refusal = questions.refusal(approvalOf(event, id, null))
  if (refusal !== null) {
    // At once: whoever sits at the terminal could answer meanwhile.
    call.answer(decisionOf({ decision: 'deny', message: refusal }))
    await questions.noteRefused(approvalOf(event, id, await callOf(deps, event)), refusal)
    return
  }
  const toolUseId = await callOf(deps, event)
  if (isGone || !session.writing.isLent) {
    return
  }
  await questions.ask(approvalOf(event, id, toolUseId), (answer) => call.answer(decisionOf(answer)))
}

async function callOf({ session, writers, timers }: TerminalHooksDeps, event: PermissionEvent): Promise<string | null> {
  for (let look = 0; look < LOOKS; look += 1) {
    writers.lookNow(session.state.id)
    const found = session.writing.questions.callOf(event.tool_name, event.tool_input)
    if (found !== null) {
      return found
    }
    await new Promise<void>((resolve) => void timers.after(LOOK_EVERY_MS, resolve))
  }
  return null
}

/**
 * Tells of rules that forbid or ask and came after this call: one that may be about a tool; null where there is none. `rulesNow`
 * says which hold.
 */
export function rulesSince(rulesNow: () => readonly PermissionRule[]): (toolName: string) => string | null {
  const before = new Set(strict(rulesNow()).map(keyOf))
  return (toolName) =>
    strict(rulesNow()).find((one) => !before.has(keyOf(one)) && mayReach(one.rule, toolName))?.rule ?? null
}

function strict(rules: readonly PermissionRule[]): readonly PermissionRule[] {
  return rules.filter(({ behavior }) => behavior !== 'allow')
}

function keyOf({ behavior, rule }: PermissionRule): string {
  return `${behavior} ${rule}`
}
