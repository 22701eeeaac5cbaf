import { spawn } from 'node:child_process'
import path from 'node:path'
import { scrubEnvironment } from './environment.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The PATH that the person has in a terminal. An app started from the desktop lacks most of it: neither `claude` nor
 * the tools that Claude runs would be found. null on Windows, on time-out and when the shell says nothing.
 */
export async function readLoginShellPath(env: Environment): Promise<string | null> {
  const shell = env['SHELL']
  if (process.platform === 'win32' || shell === undefined || !path.isAbsolute(shell)) {
    return null
  }
  const output = await run(shell, env)
  const found = parsePath(output)
  return found === null ? null : withoutPackageFolders(found)
}

/** The PATH line between the two marks; what profiles print around them does not matter. Pure. */
export function parsePath(output: string): string | null {
  const between = output.split(MARK)[1]
  return /^PATH=(.+)$/m.exec(between ?? '')?.[1] ?? null
}

/** Takes out the `node_modules/.bin` folders that `npm run` puts in front: theirs is not the person's `claude`. Pure. */
export function withoutPackageFolders(value: string): string {
  return value
    .split(path.delimiter)
    .filter((folder) => !/[/\\]node_modules[/\\]/.test(`${folder}/`))
    .join(path.delimiter)
}

const MARK = '__homeport_environment__'

/** Profiles of some people ask the network; nobody waits longer than this for them. */
const TIMEOUT_MS = 4_000
const MAX_OUTPUT = 1024 * 1024

function run(shell: string, env: Environment): Promise<string> {
  return new Promise((resolve) => {
    const command = `echo ${MARK}; /usr/bin/env; echo ${MARK}`
    // A group of its own: what a profile started ends with it. Interactive, because many set PATH only then.
    const child = spawn(shell, ['-i', '-l', '-c', command], {
      env: scrubEnvironment(env, { keepCredentials: false }),
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
      windowsHide: true,
    })
    let output = ''
    const finish = () => {
      clearTimeout(timer)
      child.stdout.destroy()
      resolve(output)
    }
    const timer = setTimeout(() => {
      killGroup(child.pid)
      finish()
    }, TIMEOUT_MS)
    child.stdout.setEncoding('utf8')
    child.stdout.on('data', (text: string) => {
      output = (output + text).slice(0, MAX_OUTPUT)
    })
    child.on('error', finish)
    child.on('close', finish)
  })
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
