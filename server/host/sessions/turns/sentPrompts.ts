import type { StoredMessage } from '../ports/sessionPorts.ts'
import type { SessionCore } from '../core/sessionCore.ts'

/** How prompts go on that were sent to a process which is gone. */
export interface SentPrompts {
  /** In Claude's transcript. */
  readonly held: readonly StoredMessage[]
  /** Never reached it: to be sent again. */
  readonly lost: readonly StoredMessage[]
}

/** Which of the prompts under way Claude's own transcript holds. */
export async function sortSent({ journal, deps }: SessionCore): Promise<SentPrompts> {
  const { id, workspace_path: cwd } = journal.session
  const sent = await Promise.all(
    deps.store.sentMessages(id).map(async (stored) => {
      const { message_id } = stored.message
      const { has_message } = await deps.launcher.inspectTranscript({ id, cwd, message_id })
      return { stored, has_message }
    }),
  )
  return {
    held: sent.filter(({ has_message }) => has_message).map(({ stored }) => stored),
    lost: sent.filter(({ has_message }) => !has_message).map(({ stored }) => stored),
  }
}
