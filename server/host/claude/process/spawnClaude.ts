import type { SessionLogin } from '#shared/session/session.ts'
import type { PermissionMode } from '#shared/session/status.ts'
import type { InspectedFolder, PermissionRule } from '#server/host/sessions/ports/folderTrust.ts'
import type { ProcessIdentity } from '#server/host/sessions/ports/agent.ts'
import type { ProgramListener, Runner } from '../../runners/runner.ts'
import { claudeCommand } from '../install/findClaude.ts'
import type { LaunchPlan } from './launch.ts'

export interface SpawnRequest {
  readonly binary: string
  readonly version: string
  readonly cwd: string
  readonly plan: LaunchPlan
  /** What the plan signs in with. */
  readonly login: SessionLogin | null
  /** What of the folder the plan is made for. */
  readonly folder: InspectedFolder
  readonly permission_mode: PermissionMode
  /** Of the machine owner's own settings of Claude Code: those that count in this session. */
  readonly personalRules: readonly PermissionRule[]
  /** What the machine owner's own settings of Claude Code add to its environment. */
  readonly personalEnv: Readonly<Record<string, string>>
  /** What is missing of the person's environment, in words; null when nothing is. */
  readonly shellProblem: string | null
}

export interface RunningClaude {
  /** null when it could not be started. */
  readonly identity: ProcessIdentity | null
  /** Writes one JSON line. A single malformed one would kill Claude: only `JSON.stringify` goes there. */
  readonly write: (line: Record<string, unknown>) => void
  readonly endInput: () => void
}

/** What is run on a terminal for Claude Code's own interface. `settings`: the file that says them. */
export function terminalCommand(
  { binary, plan }: Pick<SpawnRequest, 'binary' | 'plan'>,
  settings: string,
): ReturnType<typeof claudeCommand> {
  return claudeCommand(binary, [...plan.args, '--settings', settings])
}

/** Has the binary started where its session runs. Never throws. */
export function spawnClaude(
  { binary, cwd, plan, runner }: Pick<SpawnRequest, 'binary' | 'cwd' | 'plan'> & { readonly runner: Runner },
  listener: ProgramListener,
): RunningClaude {
  const { env, secret } = plan
  const { onStdout, onStderr, onGone } = listener
  const running = runner.start(
    { ...claudeCommand(binary, plan.args), cwd, env, secret, limited: true },
    { onStdout, onStderr, onGone: (end) => onGone({ ...end, problem: startProblem(binary, end.problem) }) },
  )
  return {
    identity: running.handle,
    write: (line) => running.write(`${JSON.stringify(line)}\n`),
    endInput: running.endInput,
  }
}

function startProblem(binary: string, problem: string | null): string | null {
  return problem === null ? null : `Claude Code could not be started (${binary}): ${problem}`
}
