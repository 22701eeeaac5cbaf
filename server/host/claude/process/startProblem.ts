import type { AgentExit, AgentUpdate, ProcessIdentity } from '#server/host/sessions/ports/agent.ts'
import { HomeportError } from '#shared/errors.ts'
import type { ProgramEnd, Runner } from '../../runners/runner.ts'
import type { SpawnRequest } from './spawnClaude.ts'

/** Why nothing could be started, in words. */
export function problemOf(error: unknown): string {
  return error instanceof HomeportError ? error.message : `Claude Code could not be prepared: ${String(error)}`
}

/** How a process ended that never was ready, in words. */
export function endedAtOnce(end: ProgramEnd, stderr: string): string {
  const how = end.signal === null ? `exit code ${end.code ?? 'unknown'}` : end.signal
  return `Claude Code ended before it was ready (${how}). ${stderr === '' ? 'It said nothing.' : `It said: ${stderr}`}`
}

/** What the sessions are told of an end. */
export function exitOf({ code, signal, over_memory }: ProgramEnd): Pick<AgentExit, 'code' | 'signal' | 'over_memory'> {
  return { code, signal, ...(over_memory === true ? { over_memory } : {}) }
}

/** How a process ended, for its session's log. */
export function endText({ problem, code, signal, over_memory }: ProgramEnd, expected: boolean): string {
  if (problem !== null) {
    return problem
  }
  if (over_memory === true) {
    return 'Ended by the system: it took more memory than it may.'
  }
  const how = signal === null ? `with exit code ${code ?? 'unknown'}` : `by signal ${signal}`
  return expected ? `Ended as asked, ${how}.` : `Ended unexpectedly ${how}.`
}

/** What is told of a process that exists: what it was started with, and what is missing of the person's environment. */
export function spawnedUpdates(
  identity: ProcessIdentity,
  { login, folder, permission_mode, shellProblem }: SpawnRequest,
): AgentUpdate[] {
  const spawned = { kind: 'spawned', identity, login, trust: folder.trust, permission_mode } as const
  return shellProblem === null
    ? [spawned]
    : [spawned, { kind: 'notice', level: 'warning', code: 'shell_environment', text: shellProblem }]
}

/** Why nothing can be started in a folder, for people; null when something can. */
export function folderProblem({ files }: Runner, cwd: string): string | null {
  switch (files.folder(cwd)) {
    case 'usable':
      return null
    case 'not_a_folder':
      return `${cwd} is not a folder. The conversation is kept.`
    case 'unreachable':
      return `The folder ${cwd} cannot be opened. The conversation is kept; bring the folder back and send a message.`
  }
}
