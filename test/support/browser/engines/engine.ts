import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

/** A browser of another make than the one the other tests run in, driven by what it offers itself. */
export interface Engine {
  open(address: string): Promise<void>
  /** The value of an expression in the page; a promise is waited for. */
  evaluate<T>(expression: string): Promise<T>
  /** Presses the keys of a text one after the other, in what has the focus. `\n` is Enter. */
  types(text: string): Promise<void>
  /** Presses the mouse at this place of the window, in CSS px. */
  clicks(x: number, y: number): Promise<void>
  /** A PNG of what is in the window. */
  picture(): Promise<Buffer>
  close(): Promise<void>
}

/** The keys of a text as WebDriver's actions, one after the other. */
export function keysOf(text: string): object {
  const actions = Array.from(text.replaceAll('\n', ENTER)).flatMap((value) => [
    { type: 'keyDown', value },
    { type: 'keyUp', value },
  ])
  return { type: 'key', id: 'keyboard', actions }
}

/** A press of the mouse as WebDriver's actions. */
export function clickAt(x: number, y: number): object {
  const actions = [
    { type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
    { type: 'pointerDown', button: 0 },
    { type: 'pointerUp', button: 0 },
  ]
  return { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }
}

/** As WebDriver names the key. */
const ENTER = '\uE007'

/** The first of the programs that this machine has, looked for on PATH where no folder is named; null: none. */
export function findProgram(names: readonly string[]): string | null {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  const candidates = names.flatMap((name) =>
    path.isAbsolute(name) ? [name] : folders.map((one) => path.join(one, name)),
  )
  return candidates.find((file) => existsSync(file)) ?? null
}

/** Starts a program that ends with the engine. `until`: what it writes when it is ready; resolves with the match. */
export async function startProgram(
  command: readonly [string, ...string[]],
  { env, until }: { readonly env?: NodeJS.ProcessEnv; readonly until: RegExp },
): Promise<{ readonly match: RegExpExecArray; readonly stop: () => Promise<void> }> {
  const [program, ...args] = command
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const match = await new Promise<RegExpExecArray>((resolve, reject) => {
    let said = ''
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      const found = until.exec(said)
      if (found !== null) {
        resolve(found)
      }
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${program} ended (${code}) and said: ${said}`)))
  })
  return { match, stop: () => stopped(child) }
}

/** Starts a program that does not say when it is ready. */
export function startQuiet(
  program: string,
  { args, env }: { readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv },
): { readonly stop: () => Promise<void> } {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: 'ignore' })
  return { stop: () => stopped(child) }
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve()
      return
    }
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
