import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'
import { Writable } from 'node:stream'
import type { ChildProcess } from 'node:child_process'
import { type Program, SECRET_FD } from '../runner.ts'

/** A shell would pass no others on. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

/** What is started in the place of a program, and how it is let go. */
export interface StartGate {
  readonly command: string
  readonly args: readonly string[]
  /** Nothing of the program has run before. Once. */
  readonly open: (child: ChildProcess) => void
}

/**
 * Holds a program back between its start and its first instruction: a shell waits for a line, and becomes the program. Where the host
 * dies before, the line never comes and nothing has run: what guards a program, and what bounds it, is there before it is.
 *
 * null: it is started without. On Windows there is no such shell; variables that no shell passes on are the program's all the same; and
 * what cannot be started is left to whoever says why.
 */
export function startGate(program: Program): StartGate | null {
  const { command, args, env, secret } = program
  if (process.platform === 'win32' || !Object.keys(env).every((name) => NAME.test(name)) || !isThere(program)) {
    return null
  }
  const fd = gateFd(secret)
  const script = `read -r _ <&${fd} || exit 125; exec ${fd}<&-; exec "$@"`
  return {
    command: '/bin/sh',
    args: ['-c', script, 'homeport-start', command, ...args],
    open: (child) => {
      const gate = child.stdio[fd]
      if (gate instanceof Writable) {
        // It may have been ended meanwhile.
        gate.on('error', () => {})
        gate.end('\n')
      }
    },
  }
}

/** Its descriptor comes after the secret's. */
function gateFd(secret: string | null): number {
  return secret === null ? SECRET_FD : SECRET_FD + 1
}

/** As the system looks for it (execvp(3)). */
function isThere({ command, cwd, env }: Program): boolean {
  const folders = command.includes('/') ? [''] : (env['PATH'] ?? '').split(':')
  return folders.some((folder) => isExecutable(path.resolve(cwd, folder, command)))
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
