import type { ProcessUsage } from '#shared/operations/resources.ts'
import type { LimitKeeper } from '#shared/operations/sessionInfo.ts'

/**
 * Port: where the programs of sessions run. `local` runs them on this machine, as children of the host; whatever starts,
 * ends and measures a session's program does it here.
 */
export interface Runner {
  /** Starts a program. Returns at once, and never throws: one that cannot be started says so through `onGone`. */
  start(program: Program, listener: ProgramListener): RunningProgram
  /** What a program has started and still runs. To be read while it lives: afterwards nothing leads there any more. */
  startedBy(handle: RunnerHandle): readonly RunnerHandle[]
  /**
   * Ends a program and all that it started: first by a signal it can handle, after `grace_ms` by force. One that is gone already
   * is fine, and another that got its number meanwhile is left alone. Resolves when nothing of it runs. Never rejects.
   */
  stop(handle: RunnerHandle, how: StopOptions): Promise<void>
  /** The same without waiting. Also for what a host that died left behind. */
  kill(handle: RunnerHandle, mark?: RunnerMark): Promise<void>
  /** What the program and all that it started take of the machine. One that is gone has 0 processes. */
  usage(handle: Pick<RunnerHandle, 'pid'>): Promise<ProcessUsage>
  /** What a program was held to when it started. */
  limitsOf(handle: Pick<RunnerHandle, 'pid'>): LimitsInForce
  /** The files that its programs see. */
  readonly files: RunnerFiles
}

export interface Program {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  /** All of it: nothing of the host's own environment is added. */
  readonly env: Readonly<Record<string, string>>
  /** Written as one line to descriptor `SECRET_FD`, which is closed then; null: there is no such descriptor. */
  readonly secret: string | null
  /** none: it has nothing to read, and leads a process group of its own that ends when the host dies. */
  readonly input?: 'none'
  /** It is held to the limits that are set for sessions, with all that it starts. */
  readonly limited?: true
}

/** What programs may take; null: no bound. */
export interface ProgramLimits {
  readonly memory_bytes: number | null
  /** 100 is one core. */
  readonly cpu_percent: number | null
}

export interface LimitsInForce extends ProgramLimits {
  /** watched: the runner does nothing, somebody has to look. */
  readonly memory_kept_by: LimitKeeper
  readonly cpu_kept_by: LimitKeeper
}

/** The descriptor of a program's secret: not in its arguments, not in its environment, not inherited by what it starts. */
export const SECRET_FD = 3

export interface ProgramListener {
  readonly onStdout: (chunk: Buffer) => void
  readonly onStderr: (chunk: Buffer) => void
  /** Exactly once; after the last output. `problem`: why it never ran. */
  readonly onGone: (end: ProgramEnd) => void
}

export interface ProgramEnd {
  readonly code: number | null
  readonly signal: string | null
  readonly problem: string | null
  /** The system ended it because it took more memory than it may. */
  readonly over_memory?: boolean
}

export interface RunningProgram {
  /** null when it could not be started. */
  readonly handle: RunnerHandle | null
  /** In order; what comes after its end is lost. */
  readonly write: (text: string) => void
  readonly endInput: () => void
  /** Nothing of its output is read any more until `resume`: once its pipes are full, it waits. Both are idempotent. */
  readonly pause: () => void
  readonly resume: () => void
}

/**
 * A program that a runner started, as the database keeps it: it leads there also after the host has died. What the two
 * say is the runner's affair alone; `local` keeps the process id and the operating system's start mark.
 */
export interface RunnerHandle {
  readonly pid: number
  readonly started: string | null
}

/** A variable that a program was started with, and what it started inherited: leads to what outlived its parent. */
export interface RunnerMark {
  readonly name: string
  readonly value: string
}

export interface StopOptions {
  readonly grace_ms: number
  /** All that carries it ends as well. */
  readonly mark?: RunnerMark | undefined
}

export interface RunnerFiles {
  /** Whether a program can be started in it. */
  folder(path: string): 'usable' | 'not_a_folder' | 'unreachable'
}
