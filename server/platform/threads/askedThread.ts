import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type ErrorCode, HomeportError } from '#shared/errors.ts'
import type { Logger } from '../log/log.ts'
import { type ThreadName, threadFile } from '../processes/entryPoints.ts'
import type { FromThread } from './fromThread.ts'

export interface AskedThreadSpec {
  readonly name: ThreadName
  readonly most_heap_mb: number
  /** Where what the thread says is logged, and that it failed. */
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
  /** For whoever asks while it cannot answer: what that means, what was kept, what to do. */
  readonly unavailable: string
}

/**
 * A thread of this process that answers questions. One that fails is started again by whoever needs it next; what waited
 * is refused. `Told`: the messages that it takes beside questions.
 */
export class AskedThread<Told extends { readonly kind: string }> {
  readonly #spec: AskedThreadSpec
  readonly #waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>()
  #worker: Worker | null = null
  #lastId = 0
  #isClosed = false

  constructor(spec: AskedThreadSpec) {
    this.#spec = spec
  }

  get isRunning(): boolean {
    return this.#worker !== null
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  /** Starts it where it does not run. `data`: what it is started with. @throws HomeportError HOST_001 once it is closed. */
  start(data: () => unknown): void {
    if (this.#isClosed) {
      throw this.#unavailable()
    }
    this.#worker ??= this.#begin(data())
  }

  /** Of a thread that was started. @throws HomeportError as it answers; HOST_001 when it cannot answer. */
  ask(question: object): Promise<unknown> {
    if (this.#worker === null) {
      return Promise.reject(this.#unavailable())
    }
    const id = (this.#lastId += 1)
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#post({ kind: 'question', id, question })
    })
  }

  /** In order with the questions. */
  tell(message: Told): void {
    this.#post(message)
  }

  /** Ends it. What it stored is kept. */
  async close(): Promise<void> {
    this.#isClosed = true
    const worker = this.#worker
    if (worker !== null) {
      const ended = once(worker, 'exit')
      worker.ref()
      this.#post({ kind: 'stop' })
      await ended
    }
  }

  #begin(workerData: unknown): Worker {
    const { name, most_heap_mb, log } = this.#spec
    const resourceLimits = { maxOldGenerationSizeMb: most_heap_mb }
    const worker = new Worker(threadFile(name), { workerData, name, resourceLimits })
    worker.on('message', (message: FromThread) => this.#take(message))
    worker.on('error', (error) => log.error('a thread failed', { name, error }))
    worker.on('exit', () => this.#ended())
    // A host that has nothing else to do may end.
    worker.unref()
    return worker
  }

  #post(message: object): void {
    this.#worker?.postMessage(message)
  }

  #take(message: FromThread): void {
    if (message.kind === 'log') {
      this.#spec.log[message.level](message.sentence, message.facts)
      return
    }
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.kind === 'answer') {
      waiting?.resolve(message.answer)
    } else if (message.code === null) {
      waiting?.reject(new Error(message.message))
    } else {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the thread tells codes of this very table
      waiting?.reject(new HomeportError(message.code as ErrorCode, message.message))
    }
  }

  #ended(): void {
    this.#worker = null
    this.#waiting.forEach(({ reject }) => reject(this.#unavailable()))
    this.#waiting.clear()
  }

  #unavailable(): HomeportError {
    return new HomeportError('HOST_001', this.#spec.unavailable, { details: { retry_possible: true } })
  }
}
