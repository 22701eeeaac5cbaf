import { type ChildProcess, spawn } from 'node:child_process'
import { type Readable, Writable } from 'node:stream'
import { failureText } from '#server/platform/failure.ts'
import { processStartMark } from '#server/platform/processes/processStart.ts'
import { SECRET_FD } from '../runner.ts'
import type { Program, ProgramEnd, ProgramListener, RunningProgram } from '../runner.ts'
import { guardAgainstHostDeath } from './hostGuard.ts'

/** How long output may still come after the exit: a tool that inherited the pipe may hold it open for ever. */
const OUTPUT_GRACE_MS = 500

/** Starts a program with its three streams, and the secret's own where there is one. Never throws. */
export function startLocally({ command, args, cwd, env, secret }: Program, listener: ProgramListener): RunningProgram {
  const secretPipe = secret === null ? [] : (['pipe'] as const)
  let child: ChildProcess
  try {
    child = spawn(command, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe', ...secretPipe], windowsHide: true })
  } catch (error) {
    // Too long an argument list, a NUL in a path: Node refuses before the system does.
    queueMicrotask(() => listener.onGone({ code: null, signal: null, problem: failureText(error) }))
    return { handle: null, write: () => {}, endInput: () => {} }
  }
  handOver(child, secret)
  child.once('exit', guardAgainstHostDeath(child))
  watch(child, listener)
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
  }
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

function watch(child: ChildProcess, listener: ProgramListener): void {
  const streams: (Readable | null)[] = [child.stdout, child.stderr]
  child.stdout?.on('data', listener.onStdout)
  child.stderr?.on('data', listener.onStderr)
  let gone = false
  const finish = (end: ProgramEnd) => {
    if (!gone) {
      gone = true
      streams.forEach((stream) => stream?.destroy())
      listener.onGone(end)
    }
  }
  child.on('error', (error) => {
    // Also emitted when a running process cannot be signalled: then it did start.
    if (child.pid === undefined) {
      finish({ code: null, signal: null, problem: failureText(error) })
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
