import { accessSync, constants, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { Writable } from 'node:stream'
import type { ChildProcess } from 'node:child_process'
import { type Program, type ProgramListener, SECRET_FD } from '../runner.ts'

const SHELL = '/bin/sh'

/** Not every shell passes others on. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

/** How the shell begins what it says of a program that it cannot become. */
const SAYS = 'homeport-start: '
const SAYS_AT_MOST = 500

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
 * null: it is started without. On Windows there is no such shell; variables that the shell does not pass on are the program's all the
 * same; and what cannot be started is left to whoever says why.
 */
export function startGate(program: Program): StartGate | null {
  const { command, args, env, secret } = program
  const { isThere, passesAllOn } = shell()
  if (!isThere || !(passesAllOn || Object.keys(env).every((name) => NAME.test(name))) || !isProgramThere(program)) {
    return null
  }
  const fd = gateFd(secret)
  const script = `read -r homeport_start <&${fd} || exit 125; exec ${fd}<&-; exec "$@"`
  return {
    command: SHELL,
    args: ['-c', script, SAYS.slice(0, -2), command, ...args],
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

/**
 * Passes on what a program says and how it ends. Where the shell could not become it (the interpreter of a script is missing, another
 * machine's program), it was not started, and the shell's reason is the problem.
 */
export function behindGate(listener: ProgramListener): ProgramListener {
  let errors = ''
  return {
    ...listener,
    onStderr: (chunk) => {
      if (errors.length < SAYS_AT_MOST) {
        errors += chunk.toString('utf8', 0, SAYS_AT_MOST)
      }
      listener.onStderr(chunk)
    },
    onGone: (end) => {
      const isRefused = (end.code === 126 || end.code === 127) && errors.startsWith(SAYS)
      listener.onGone(isRefused ? { code: null, signal: null, problem: errors.slice(SAYS.length).trim() } : end)
    },
  }
}

let known: { readonly isThere: boolean; readonly passesAllOn: boolean } | undefined

/** bash passes every variable on, also those that it cannot name: `which` and modules are exported functions on many machines. */
function shell(): NonNullable<typeof known> {
  known ??= {
    isThere: process.platform !== 'win32' && isExecutable(SHELL),
    passesAllOn: process.platform === 'linux' && path.basename(realPath(SHELL)) === 'bash',
  }
  return known
}

function realPath(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    return file
  }
}

/** Its descriptor comes after the secret's. */
function gateFd(secret: string | null): number {
  return secret === null ? SECRET_FD : SECRET_FD + 1
}

/** As the system looks for it (execvp(3)). */
function isProgramThere({ command, cwd, env }: Program): boolean {
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
