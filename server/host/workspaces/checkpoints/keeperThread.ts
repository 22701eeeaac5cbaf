import { createLogger } from '#server/platform/log/log.ts'
import { AskedThread } from '#server/platform/threads/askedThread.ts'
import type { KeeperStart, KeepingBounds, QuestionKind, Questions, OwnWrite, Span, ToKeeper } from './questions.ts'

const log = createLogger('changes')

/** Of the thread: two hundred thousand files, and the contents that are compared. */
const MOST_HEAP_MB = 768

/** What the host asks of the thread that keeps what files were. */
export interface KeeperPort {
  ask<K extends QuestionKind>(kind: K, asked: Questions[K]['asked']): Promise<Questions[K]['answer']>
  span(span: Span): void
  ownWrite(write: OwnWrite): void
}

/** The thread that keeps what files were before. It starts when it is first needed; one that fails is started again then. */
export class KeeperThread implements KeeperPort {
  readonly #start: () => KeeperStart
  readonly #thread = new AskedThread<ToKeeper>({
    name: 'changes',
    most_heap_mb: MOST_HEAP_MB,
    log,
    unavailable: 'What files were before cannot be read right now. Nothing was changed; try again in a moment.',
  })
  #bounds: string | null = null

  /** `start` is asked at every start, and for the bounds before every question. */
  constructor(start: () => KeeperStart) {
    this.#start = start
  }

  /** @throws HomeportError as the thread answers; HOST_001 when it cannot answer. */
  async ask<K extends QuestionKind>(kind: K, asked: Questions[K]['asked']): Promise<Questions[K]['answer']> {
    this.#thread.start(this.#start)
    this.#tellBounds(this.#start().bounds)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the thread answers what it was asked
    return (await this.#thread.ask({ kind, ...asked })) as Questions[K]['answer']
  }

  span(span: Span): void {
    this.#tell({ kind: 'span', span })
  }

  ownWrite(write: OwnWrite): void {
    this.#tell({ kind: 'own_write', write })
  }

  /** Ends the thread. What was stored is kept. */
  close(): Promise<void> {
    return this.#thread.close()
  }

  #tell(message: ToKeeper): void {
    if (!this.#thread.isClosed) {
      this.#thread.start(this.#start)
      this.#thread.tell(message)
    }
  }

  #tellBounds(bounds: KeepingBounds): void {
    const text = JSON.stringify(bounds)
    if (text !== this.#bounds) {
      this.#bounds = text
      this.#thread.tell({ kind: 'bounds', bounds })
    }
  }
}
