import type { SessionRegistry } from '../sessions/registry.ts'
import type { HostHandlers } from '../hostHandlers.ts'
import { assertChangesNothingOfOwner } from '../sessions/turns/ownersCommands.ts'

type TurnHandlers = Pick<
  HostHandlers,
  Exclude<
    Extract<keyof HostHandlers, `message.${string}` | `approval.${string}`>,
    'approval.list' | 'message.rewind' | 'message.rewind_preview'
  >
>

/** Answers for prompts and approvals. */
export function turnHandlers({ registry }: { registry: SessionRegistry }): TurnHandlers {
  return {
    'message.send': async ({ session_id, ...prompt }, actor) => {
      assertChangesNothingOfOwner(prompt.content, actor)
      await registry.find(session_id, actor).folder.refreshBeforePrompt()
      return registry.find(session_id, actor).send({ ...prompt, author: actor.username })
    },
    'message.cancel': async ({ session_id, message_id }, actor) => {
      await registry.find(session_id, actor).cancel(message_id)
      return { message_id }
    },
    'message.edit': ({ session_id, message_id, ...edit }, actor) => {
      assertChangesNothingOfOwner(edit.content, actor)
      return { queue: [...registry.find(session_id, actor).edit(message_id, edit)] }
    },
    'approval.answer': (params, actor) => registry.find(params.session_id, actor).answer(params, actor),
    'approval.judge': (params, actor) => registry.find(params.session_id, actor).judge(params),
    'approval.before': ({ session_id, approval_id }, actor) => registry.find(session_id, actor).before(approval_id),
  }
}
