import { spawn } from 'node:child_process'
import { failureText } from '#server/platform/failure.ts'
import { processStartMark } from '#server/platform/processes/processStart.ts'
import { killTree } from '#server/platform/processes/processTree.ts'

/** No program that is run here prints more. */
const MAX_OUTPUT = 256 * 1024

/** How long a program that is to end may take for it. */
const GRACE_MS = 2_000

export interface ProgramRun {
  readonly file: string
  readonly args: readonly string[]
  readonly timeoutMs: number
  /** Ends it early, with all that it started. */
  readonly signal?: AbortSignal
}

/**
 * Runs a program of this machine, without a shell, and returns what it printed. Nothing of it is left afterwards.
 * @throws Error with its last words when it cannot be started, fails, takes too long or is ended by the signal.
 */
export async function runProgram({ file, args, timeoutMs, signal }: ProgramRun): Promise<string> {
  signal?.throwIfAborted()
  const child = spawn(file, [...args], { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
  const identity = child.pid === undefined ? null : { pid: child.pid, started: processStartMark(child.pid) }
  let ended: string | null = null
  const end = (why: string): void => {
    ended ??= why
    if (identity !== null) {
      void killTree(identity, { graceMs: GRACE_MS })
    }
  }
  const timer = setTimeout(() => end(`did not end within ${Math.round(timeoutMs / 1000)} s`), timeoutMs)
  const abort = (): void => end('was ended')
  signal?.addEventListener('abort', abort)
  const stdout = collect(child.stdout, () => end('printed too much'))
  const stderr = collect(child.stderr, () => end('printed too much'))
  try {
    const code = await new Promise<string | null>((resolve) => {
      child.once('error', (error) => resolve(`could not be started: ${failureText(error)}`))
      child.once('close', (exit, killed) => resolve(exit === 0 ? null : `ended with ${killed ?? `code ${exit}`}`))
    })
    const problem = ended ?? code
    if (problem !== null) {
      throw new Error([`${file} ${problem}`, lastWords(stderr()) ?? lastWords(stdout())].filter(Boolean).join(': '))
    }
    return stdout()
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}

function collect(stream: NodeJS.ReadableStream, onTooMuch: () => void): () => string {
  let text = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    if (text.length < MAX_OUTPUT) {
      text += chunk
    } else {
      onTooMuch()
    }
  })
  return () => text
}

/** The last three lines in one: what is wrong often comes before what to do about it. */
function lastWords(text: string): string | undefined {
  const words = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(-3)
    .join(' ')
    .slice(0, 400)
  return words === '' ? undefined : words
}
