import type { SessionRegistry } from '../sessions/registry.ts'
import type { HostHandlers } from '../hostHandlers.ts'
import { HomeportError } from '#shared/errors.ts'
import type { Actor } from '#shared/operations/session.ts'

type TurnHandlers = Pick<HostHandlers, Extract<keyof HostHandlers, `message.${string}` | `approval.${string}`>>

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
    'approval.answer': (params, actor) => registry.find(params.session_id, actor).answer(params, actor.username),
    'approval.judge': (params, actor) => registry.find(params.session_id, actor).judge(params),
    'approval.before': ({ session_id, approval_id }, actor) => registry.find(session_id, actor).before(approval_id),
  }
}

/**
 * Commands with which Claude Code writes at once, without a tool that would be asked for, into files of the machine's
 * owner or of the folder (measured: `/config model=opus` into `~/.claude/settings.json`, `/output-style` into
 * `.claude/settings.local.json`); the others of their kind write as soon as a version of it offers them here.
 */
const WRITING =
  /^\s{0,999}\/(?:config|settings|output-style|autocompact|auto-mode-setup|mcp|theme|memory|permissions|allowed-tools|hooks|plugins?|marketplace|login|logout)(?![\w:-])/i

/** @throws HomeportError SESSION_003 for a prompt of somebody else that would change what is the owner's. */
function assertChangesNothingOfOwner(content: string | undefined, actor: Actor): void {
  if (actor.is_local_owner !== true && content !== undefined && WRITING.test(content)) {
    throw new HomeportError(
      'SESSION_003',
      'This command of Claude Code changes settings of the owner of this machine. Nothing was sent; choose model and permission mode with the controls of the session.',
    )
  }
}
