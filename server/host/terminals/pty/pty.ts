import type { TerminalSignal } from '#shared/session/terminal.ts'
import type { RunnerHandle } from '../../runners/runner.ts'

/** A program that is to be started on a terminal of its own. */
export interface PtyProgram {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  /** All of it: nothing of the host's own environment is added. */
  readonly env: Readonly<Record<string, string>>
  readonly cols: number
  readonly rows: number
}

export interface PtyListener {
  /** The chunk is read into again after it returns. */
  readonly onData: (chunk: Buffer) => void
  /** Exactly once, after the last output. */
  readonly onExit: (end: PtyEnd) => void
}

export interface PtyEnd {
  readonly exit_code: number | null
  readonly signal: string | null
}

/** Port: a pseudo terminal with the program that runs on it. */
export interface Pty {
  readonly handle: RunnerHandle
  /** False: the program reads nothing, and what waits for it is full already; nothing was written. */
  write(bytes: Buffer): boolean
  resize(cols: number, rows: number): void
  /** Its output waits in the system, and the program with it, until `resume`. */
  pause(): void
  resume(): void
  signal(signal: TerminalSignal): void
}

/** @throws HomeportError SESSION_003 when the program cannot be started, or this system has no terminals. */
export type StartPty = (program: PtyProgram, listener: PtyListener) => Promise<Pty>
