import { type ChildProcess, fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ForkOptions } from 'electron'
import type { UtilityPart } from '#main/electronApi.ts'
import { makePlainElectron } from '#test/fakes/electronBinary/electronDistribution.ts'

const BOOTSTRAP = path.join(import.meta.dirname, 'utilityBootstrap.mjs')

let binary: string | null = null

/** What a utility process finds as its own program: Electron's binary, which is no Node unless it is told to be. */
function electronBinary(): string {
  if (binary === null) {
    const folder = mkdtempSync(path.join(tmpdir(), 'electron-double-'))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    binary = makePlainElectron(folder)
  }
  return binary
}

/**
 * Electron's utility process over Node's `fork`: `process.parentPort` in the child, Electron's version and binary, an end
 * with the program.
 */
export class UtilityDouble extends EventEmitter implements UtilityPart {
  readonly exited: Promise<void>
  readonly #child: ChildProcess
  #isKilled = false

  constructor(file: string, args: string[], { env, execArgv = [] }: ForkOptions) {
    super()
    this.#child = fork(BOOTSTRAP, [electronBinary(), file, ...args], {
      env: env as NodeJS.ProcessEnv,
      execArgv: execArgv.flatMap(v8Flags),
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    })
    this.#child.on('message', (message) => this.emit('message', message))
    this.exited = new Promise((resolve) => this.#child.once('exit', () => resolve()))
    // Electron tells of no signal, only of a code: the signal's number, or 0 after a `kill` of its own.
    this.#child.once('exit', (code, signal) => {
      this.emit('exit', code ?? (this.#isKilled ? 0 : signal === 'SIGKILL' ? 9 : 15))
    })
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  postMessage(message: unknown): void {
    if (this.#child.connected) {
      this.#child.send(message as object)
    }
  }

  kill(): boolean {
    this.#isKilled = true
    return this.#child.kill()
  }
}

/** What a program that is gone starts: nothing. Its code still runs here, as it would not in a process that ended. */
export class NoUtility extends EventEmitter implements UtilityPart {
  readonly pid = undefined

  constructor() {
    super()
    setImmediate(() => this.emit('exit', 1))
  }

  postMessage(): void {}

  kill(): boolean {
    return false
  }
}

/** Electron's `execArgv` are switches of Chromium; what `--js-flags` holds is V8's. @throws Error of any other. */
function v8Flags(argument: string): readonly string[] {
  const [, flags] = /^--js-flags=(--\S+(?: --\S+)*)$/.exec(argument) ?? []
  if (flags === undefined) {
    throw new Error(`Chromium has no switch ${argument}.`)
  }
  return flags.split(' ')
}
