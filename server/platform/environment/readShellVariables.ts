import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { Socket } from 'node:net'
import path from 'node:path'
import type { Environment } from './ownVariables.ts'
import { type Marks, readVariables, shellCommand } from './shellCommand.ts'
import { endWithProcess } from '../processes/endWithProcess.ts'

/** What a shell exports, or why that is not known; `none`: there is no shell to ask. */
export type ShellReading =
  | { readonly kind: 'read'; readonly variables: Readonly<Record<string, string>> }
  | { readonly kind: 'failed'; readonly problem: string }
  | { readonly kind: 'none' }

/** More than any system lets a process have. */
const MAX_OUTPUT = 8 * 1024 * 1024

/**
 * Starts the person's login shell (`SHELL`) once and reads what it exports. It has no terminal and no input, so
 * nothing in a profile can wait for an answer; one that is not through after `withinMs` is ended with all it started.
 * Never throws.
 */
export async function readShellVariables(env: Environment, withinMs: number): Promise<ShellReading> {
  const shell = env['SHELL'] ?? ''
  const marks = newMarks()
  const command = shellCommand(shell, marks)
  if (process.platform === 'win32' || !path.isAbsolute(shell) || command === null) {
    return { kind: 'none' }
  }
  let child: ChildProcess
  try {
    // A session of its own: what a profile started ends with it, and there is no terminal that it could ask on.
    child = spawn(shell, command.args, {
      ...(command.argv0 === undefined ? {} : { argv0: command.argv0 }),
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
      windowsHide: true,
    })
  } catch (error) {
    return { kind: 'failed', problem: `${shell} could not be started: ${String(error)}.` }
  }
  child.unref()
  endWithProcess(child, () => killGroup(child.pid))
  return follow(child, { shell, marks, withinMs })
}

interface ShellRun {
  readonly shell: string
  readonly marks: Marks
  readonly withinMs: number
}

/** Settles with the end mark: what a shell does on its way out, and who else holds its output, does not matter. */
function follow(child: ChildProcess, { shell, marks, withinMs }: ShellRun): Promise<ShellReading> {
  return new Promise((resolve) => {
    const chunks: string[] = []
    let size = 0
    let tail = ''
    const settle = (reading: ShellReading) => {
      child.stdout?.destroy()
      resolve(reading)
    }
    const giveUp = (problem: string) => {
      killGroup(child.pid)
      settle({ kind: 'failed', problem })
    }
    const timer = setTimeout(
      () => giveUp(`${shell} did not finish its start-up files within ${withinMs / 1000} s.`),
      withinMs,
    )
    timer.unref()
    // Nobody waits for it any more when a command line has nothing else to do.
    if (child.stdout instanceof Socket) {
      child.stdout.unref()
    }
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const seam = tail + text
      tail = seam.slice(-marks.end.length)
      chunks.push(text)
      size += text.length
      if (size > MAX_OUTPUT) {
        giveUp(`${shell} printed more than ${MAX_OUTPUT / 1024 / 1024} MiB when it started.`)
      } else if (seam.includes(marks.end)) {
        const variables = readVariables(chunks.join(''), marks)
        if (variables !== null) {
          settle(readingOf(variables, shell))
        }
      }
    })
    child.once('error', (error) =>
      settle({ kind: 'failed', problem: `${shell} could not be started: ${error.message}.` }),
    )
    child.once('exit', () => clearTimeout(timer))
    child.once('close', (code, signal) =>
      settle({
        kind: 'failed',
        problem: `${shell} ended with ${signal ?? `code ${code}`} before it printed what it exports.`,
      }),
    )
  })
}

function readingOf(variables: Record<string, string>, shell: string): ShellReading {
  return Object.keys(variables).length === 0
    ? { kind: 'failed', problem: `${shell} printed no variables: "/usr/bin/env -0" does not work on this system.` }
    : { kind: 'read', variables }
}

function newMarks(): Marks {
  const secret = randomBytes(16).toString('hex')
  return { begin: `begin-${secret}`, end: `end-${secret}` }
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) {
      process.kill(-pid, 'SIGKILL')
    }
  } catch {
    // It has ended meanwhile.
  }
}
