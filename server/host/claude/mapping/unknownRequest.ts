import type { AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import type { MapState } from './mapState.ts'
import { MAX_NOTICE_TEXT, countedUnknown, excerpt } from './unknownMessages.ts'

export interface UnknownRequest {
  readonly subtype: string
  /** The request as it came. */
  readonly raw: string
  /** What to type to go on in a terminal; null before Claude Code has said which conversation it is in. */
  readonly command: string | null
}

/** Claude Code asked for something that nobody here can answer: what it was, and where it can be answered. */
export function reportUnknownRequest(state: Pick<MapState, 'unknown'>, request: UnknownRequest): AgentUpdate[] {
  const { subtype, raw, command } = request
  const { name, count, isDue } = countedUnknown(state, `request "${subtype}"`)
  if (!isDue) {
    return []
  }
  const where =
    command === null
      ? ''
      : ` To answer it yourself, end this session here and go on in a terminal on this machine: ${command}`
  const soFar = count === 1 ? '' : ` (${count} so far)`
  const text = `Claude Code asked for something that this Homeport does not know: ${name}${soFar}. It was told so, and goes on without an answer.${where}`
  return [
    {
      kind: 'notice',
      level: 'warning',
      code: 'unknown_request',
      text: `${text}\n${excerpt(raw, MAX_NOTICE_TEXT)}`,
      details: { name, count, ...(command === null ? {} : { command }) },
    },
  ]
}

const CONVERSATION_ID = /^[\w-]{1,100}$/

/** How a conversation is gone on with in a terminal; null where its names cannot be typed safely. */
export function resumeCommand(
  { cwd, conversationId }: { readonly cwd: string; readonly conversationId: string },
  platform: NodeJS.Platform,
): string | null {
  // A folder whose name holds a line break or a quote is nothing to be pasted into a shell.
  const isPlain = !/[\p{Cc}\p{Cf}]/u.test(cwd) && CONVERSATION_ID.test(conversationId)
  if (platform === 'win32') {
    return isPlain && !/["%!]/.test(cwd) ? `cd /d "${cwd}" && claude --resume ${conversationId}` : null
  }
  return isPlain ? `cd '${cwd.replaceAll("'", String.raw`'\''`)}' && claude --resume ${conversationId}` : null
}
