import { HomeportError } from '#shared/errors.ts'
import type { Actor } from '#shared/operations/session.ts'

/** @throws HomeportError SESSION_003 for a prompt of somebody else that would change what is the owner's. */
export function assertChangesNothingOfOwner(content: string | undefined, actor: Actor): void {
  if (actor.is_local_owner !== true && content !== undefined && WRITING.test(content)) {
    throw new HomeportError(
      'SESSION_003',
      'This command of Claude Code changes settings of the owner of this machine. Nothing was sent; choose model and permission mode with the controls of the session.',
    )
  }
}

/**
 * Commands with which Claude Code writes at once, without a tool that would be asked for, into files of the machine's
 * owner or of the folder (measured: `/config model=opus` into `~/.claude/settings.json`, `/output-style` into
 * `.claude/settings.local.json`); the others of their kind write as soon as a version of it offers them here.
 */
const WRITING =
  /^\s{0,999}\/(?:config|settings|output-style|autocompact|auto-mode-setup|mcp|theme|memory|permissions|allowed-tools|hooks|plugins?|marketplace|login|logout)(?![\w:-])/i
