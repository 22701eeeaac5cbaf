import { type ChildProcess, type SpawnOptions, type StdioOptions, spawn } from 'node:child_process'
import { type Readable, Writable } from 'node:stream'
import { failureText } from '#server/platform/failure.ts'
import { processStartMark } from '#server/platform/processes/processStart.ts'
import { SECRET_FD } from '../runner.ts'
import type { Program, ProgramEnd, ProgramListener, RunningProgram } from '../runner.ts'
import { guardAgainstHostDeath } from './hostGuard.ts'
import { behindGate, startGate } from './startGate.ts'

/** How long output may still come after the exit: a tool that inherited the pipe may hold it open for ever. */
const OUTPUT_GRACE_MS = 500

/**
 * Starts a program with its three streams, and the secret's own where there is one. `whenStarted` is called before anything else is
 * done: what has to reach the program before it starts others has no time to lose where there is no gate. Never throws.
 */
export function startLocally(
  program: Program,
  listener: ProgramListener,
  whenStarted: (pid: number) => void = () => {},
): RunningProgram {
  let child: ChildProcess
  const gate = startGate(program)
  try {
    const { command, args } = gate ?? program
    child = spawn(command, args, optionsOf(program, gate !== null))
  } catch (error) {
    // Too long an argument list, a NUL in a path: Node refuses before the system does.
    queueMicrotask(() => listener.onGone({ code: null, signal: null, problem: failureText(error) }))
    return { handle: null, write: () => {}, endInput: () => {}, pause: () => {}, resume: () => {} }
  }
  if (child.pid !== undefined) {
    whenStarted(child.pid)
  }
  handOver(child, program.secret)
  child.once('exit', guardAgainstHostDeath(child))
  gate?.open(child)
  const flow = watch(child, gate === null ? listener : behindGate(listener))
  const stdin = child.stdin
  return {
    handle: child.pid === undefined ? null : { pid: child.pid, started: processStartMark(child.pid) },
    // Node queues what the pipe does not take yet, in order; prompts are bounded long before they get here.
    write: (text) => {
      if (stdin?.writable === true) {
        stdin.write(text)
      }
    },
    endInput: () => stdin?.end(),
    ...flow,
  }
}

function optionsOf({ cwd, env, secret, input }: Program, hasGate: boolean): SpawnOptions {
  const secretPipe = secret === null ? [] : (['pipe'] as const)
  const gatePipe = hasGate ? (['pipe'] as const) : []
  const stdio: StdioOptions = [input === 'none' ? 'ignore' : 'pipe', 'pipe', 'pipe', ...secretPipe, ...gatePipe]
  // On Windows a group of its own would be a console window of its own.
  const detached = input === 'none' && process.platform !== 'win32'
  return { cwd, env, stdio, detached, windowsHide: true }
}

function handOver(child: ChildProcess, secret: string | null): void {
  const stream = child.stdio[SECRET_FD]
  if (secret !== null && stream instanceof Writable) {
    // The program may be gone before it has read its key: its exit says so.
    stream.on('error', () => {})
    stream.end(`${secret}\n`)
  }
  child.stdin?.on('error', () => {})
}

/** Reports what comes and the end. While it is paused the end waits for what was not read yet. */
function watch(child: ChildProcess, listener: ProgramListener): Pick<RunningProgram, 'pause' | 'resume'> {
  const streams: (Readable | null)[] = [child.stdout, child.stderr]
  child.stdout?.on('data', listener.onStdout)
  child.stderr?.on('data', listener.onStderr)
  let gone = false
  let isPaused = false
  let exit: ProgramEnd | null = null
  let timer: NodeJS.Timeout | undefined
  const finish = (end: ProgramEnd) => {
    clearTimeout(timer)
    if (!gone) {
      gone = true
      streams.forEach((stream) => stream?.destroy())
      listener.onGone(end)
    }
  }
  const awaitLastOutput = () => {
    clearTimeout(timer)
    if (exit !== null && !isPaused) {
      timer = setTimeout(finish, OUTPUT_GRACE_MS, exit)
    }
  }
  child.on('error', (error) => {
    // Also emitted when a running process cannot be signalled: then it did start.
    if (child.pid === undefined) {
      finish({ code: null, signal: null, problem: failureText(error) })
    }
  })
  child.on('exit', (code, signal) => {
    const end = { code, signal, problem: null }
    exit = end
    awaitLastOutput()
    child.once('close', () => finish(end))
  })
  return {
    pause: () => {
      isPaused = true
      streams.forEach((stream) => stream?.pause())
      awaitLastOutput()
    },
    resume: () => {
      isPaused = false
      streams.forEach((stream) => stream?.resume())
      awaitLastOutput()
    },
  }
}
