import { type ChildProcess, spawn } from 'node:child_process'
import { type Readable, Writable } from 'node:stream'
import type { SessionLogin } from '#shared/session/session.ts'
import type { PermissionMode } from '#shared/session/status.ts'
import type { LeftProcess } from '#server/host/sessions/ports/agent.ts'
import type { FolderLook, PermissionRule } from '#server/host/sessions/ports/folderTrust.ts'
import { processStartMark } from '#server/platform/processes/processStart.ts'
import { claudeCommand } from '../install/findClaude.ts'
import { guardAgainstHostDeath } from './hostGuard.ts'
import { type LaunchPlan, SECRET_FD } from './launch.ts'

export interface SpawnRequest {
  readonly binary: string
  readonly cwd: string
  readonly plan: LaunchPlan
  /** What the plan signs in with. */
  readonly login: SessionLogin | null
  /** What of the folder the plan is made for. */
  readonly folder: FolderLook
  readonly permission_mode: PermissionMode
  /** Of the machine owner's own settings of Claude Code: those that count in this session. */
  readonly personalRules: readonly PermissionRule[]
  /** What is missing of the person's environment, in words; null when nothing is. */
  readonly shellProblem: string | null
}

export interface SpawnListener {
  readonly onStdout: (chunk: Buffer) => void
  readonly onStderr: (chunk: Buffer) => void
  /** Exactly once; after the last output. `problem`: why it never ran. */
  readonly onGone: (end: { code: number | null; signal: string | null; problem: string | null }) => void
}

export interface RunningClaude {
  /** null when it could not be started. */
  readonly identity: LeftProcess | null
  /** Writes one JSON line. A single malformed one would kill Claude: only `JSON.stringify` goes there. */
  readonly write: (line: Record<string, unknown>) => void
  readonly endInput: () => void
}

/** How long output may still come after the exit: a tool that inherited the pipe may hold it open for ever. */
const OUTPUT_GRACE_MS = 500

/** Starts the binary with its three streams, and the token's own where there is one. Never throws. */
export function spawnClaude(
  { binary, cwd, plan }: Pick<SpawnRequest, 'binary' | 'cwd' | 'plan'>,
  listener: SpawnListener,
): RunningClaude {
  const { command, args } = claudeCommand(binary, plan.args)
  const secretPipe = plan.secret === null ? [] : (['pipe'] as const)
  let child: ChildProcess
  try {
    child = spawn(command, args, {
      cwd,
      env: plan.env,
      stdio: ['pipe', 'pipe', 'pipe', ...secretPipe],
      windowsHide: true,
    })
  } catch (error) {
    // Too long an argument list, a NUL in a path: Node refuses before the system is asked.
    queueMicrotask(() => listener.onGone({ code: null, signal: null, problem: startProblem(binary, error) }))
    return { identity: null, write: () => {}, endInput: () => {} }
  }
  handOver(child, plan.secret)
  child.once('exit', guardAgainstHostDeath(child))
  watch(child, binary, listener)
  const stdin = child.stdin
  return {
    identity: child.pid === undefined ? null : { pid: child.pid, started: processStartMark(child.pid) },
    // Node queues what the pipe does not take yet, in order; prompts are bounded long before they get here.
    write: (line) => {
      if (stdin?.writable === true) {
        stdin.write(`${JSON.stringify(line)}\n`)
      }
    },
    endInput: () => stdin?.end(),
  }
}

function handOver(child: ChildProcess, secret: string | null): void {
  const stream = child.stdio[SECRET_FD]
  if (secret !== null && stream instanceof Writable) {
    // Claude may be gone before it has read its key: its exit is what tells.
    stream.on('error', () => {})
    stream.end(`${secret}\n`)
  }
  child.stdin?.on('error', () => {})
}

function watch(child: ChildProcess, binary: string, listener: SpawnListener): void {
  const streams: (Readable | null)[] = [child.stdout, child.stderr]
  child.stdout?.on('data', listener.onStdout)
  child.stderr?.on('data', listener.onStderr)
  let gone = false
  const finish = (end: Parameters<SpawnListener['onGone']>[0]) => {
    if (!gone) {
      gone = true
      streams.forEach((stream) => stream?.destroy())
      listener.onGone(end)
    }
  }
  child.on('error', (error) => {
    // Also emitted when a running process cannot be signalled: then it did start.
    if (child.pid === undefined) {
      finish({ code: null, signal: null, problem: startProblem(binary, error) })
    }
  })
  child.on('exit', (code, signal) => {
    const timer = setTimeout(() => finish({ code, signal, problem: null }), OUTPUT_GRACE_MS)
    child.once('close', () => {
      clearTimeout(timer)
      finish({ code, signal, problem: null })
    })
  })
}

function startProblem(binary: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error)
  return `Claude Code could not be started (${binary}): ${reason}`
}
