import type { AgentUpdate, ProcessIdentity } from '#server/host/sessions/ports/agent.ts'
import { HomeportError } from '#shared/errors.ts'
import type { ProgramEnd } from '../../runners/runner.ts'
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

/** How a process ended, for its session's log. */
export function endText({ problem, code, signal }: ProgramEnd, expected: boolean): string {
  if (problem !== null) {
    return problem
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
