import { type ChildProcess, fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import path from 'node:path'
import type { ForkOptions } from 'electron'
import type { UtilityPart } from '#main/electronParts.ts'

const BOOTSTRAP = path.join(import.meta.dirname, 'utilityBootstrap.mjs')

/** Electron's utility process over Node's `fork`: `process.parentPort` in the child, an end with the program. */
export class UtilityDouble extends EventEmitter implements UtilityPart {
  readonly exited: Promise<void>
  readonly #child: ChildProcess

  constructor(file: string, args: string[], { env }: ForkOptions) {
    super()
    this.#child = fork(BOOTSTRAP, [file, ...args], {
      env: env as NodeJS.ProcessEnv,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    })
    this.#child.on('message', (message) => this.emit('message', message))
    this.exited = new Promise((resolve) => this.#child.once('exit', () => resolve()))
    // Electron tells of no signal, only of a code.
    this.#child.once('exit', (code, signal) => this.emit('exit', code ?? (signal === 'SIGKILL' ? 9 : 15)))
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
