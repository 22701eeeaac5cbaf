import { createLogger } from '#server/platform/log/log.ts'
import { AskedThread } from '#server/platform/threads/askedThread.ts'
import type { IndexerStart, QuestionKind, Questions, ToIndexer } from './questions.ts'

const log = createLogger('history')

export interface HistoryDeps {
  /** The index; made when it is absent. */
  readonly database: string
  /** The folder of the copies of transcripts. */
  readonly copies: string
  /** Where Claude Code keeps its transcripts. */
  readonly projects: () => Promise<string>
  /** Whose conversations of sessions are: those that were noted after that one. */
  readonly ownersAfter: (last: number) => { readonly owners: Owners; readonly last: number }
}

/** Conversations of sessions and their people. */
type Owners = Extract<ToIndexer, { kind: 'owners' }>['owners']

/** Memory of the thread: a line, and the text it is read from. */
const MOST_HEAP_MB = 512

/**
 * The thread that knows all transcripts. It starts with the first question, or with `start`; one that fails is started
 * again by the next question.
 */
export class History {
  readonly #deps: HistoryDeps
  readonly #thread = new AskedThread<ToIndexer>({
    name: 'history',
    most_heap_mb: MOST_HEAP_MB,
    log,
    unavailable: 'History cannot be read right now. Nothing was changed; try again in a moment.',
  })
  #starting: Promise<void> | null = null
  #lastOwner = 0

  constructor(deps: HistoryDeps) {
    this.#deps = deps
  }

  /** Begins to read, so that the first question finds something. */
  start(): void {
    this.#started().catch((error: unknown) => log.warn('transcripts cannot be read', { error }))
  }

  /** @throws HomeportError as the thread answers; HOST_001 when it cannot answer. */
  async ask<K extends QuestionKind>(kind: K, asked: Questions[K]['asked']): Promise<Questions[K]['answer']> {
    await this.#started()
    this.#tellOwners()
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the thread answers what it was asked
    return (await this.#thread.ask({ kind, ...asked })) as Questions[K]['answer']
  }

  /** Ends the thread. What was committed is kept. */
  async close(): Promise<void> {
    await this.#starting?.catch(() => {})
    await this.#thread.close()
  }

  /** Before each question: it must not be answered by who does not know whose a conversation is. */
  #tellOwners(): void {
    const { owners, last } = this.#deps.ownersAfter(this.#lastOwner)
    this.#lastOwner = last
    if (owners.length > 0) {
      this.#thread.tell({ kind: 'owners', owners })
    }
  }

  #started(): Promise<void> {
    if (this.#thread.isRunning && !this.#thread.isClosed) {
      return Promise.resolve()
    }
    return (this.#starting ??= this.#begin().finally(() => (this.#starting = null)))
  }

  async #begin(): Promise<void> {
    const projects = await this.#deps.projects()
    const start: IndexerStart = { database: this.#deps.database, copies: this.#deps.copies, projects }
    this.#thread.start(() => start)
    this.#lastOwner = 0
  }
}
