import type { Exec, ExecEnd } from '#shared/operations/exec.ts'
import type { AuditFact } from './auditLog.ts'

/** What was asked for is named, up to a length; what it printed never is. Values of variables may be secrets. */
export function commandFacts({ command, argv, cwd, workingDirectory, env }: Exec): AuditFact['details'] {
  const line = command ?? argv?.join(' ') ?? ''
  return present({
    command: line.slice(0, MOST_OF_COMMAND),
    cwd: cwd ?? workingDirectory,
    variables: env === undefined ? undefined : Object.keys(env).join(' ').slice(0, MOST_OF_COMMAND),
  })
}

export const MOST_OF_COMMAND = 200

/** How a command ended. */
export function endFacts({ reason, exit_code, signal, duration_ms }: ExecEnd): AuditFact['details'] {
  return present({ reason, exit_code: exit_code ?? undefined, signal: signal ?? undefined, duration_ms })
}

/** Without what is not known. */
export function present(fields: Readonly<Record<string, string | number | boolean | undefined>>): AuditFact['details'] {
  const kept: Record<string, string | number | boolean> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) {
      kept[name] = value
    }
  }
  return kept
}
