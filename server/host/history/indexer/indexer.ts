import type { FromThread } from '#server/platform/threads/fromThread.ts'
import type { Database } from 'better-sqlite3'
import { HomeportError } from '#shared/errors.ts'
import { failureCode, failureText } from '#server/platform/failure.ts'
import { isBroken, openHistoryDatabase, throwAway } from '../database/historyDatabase.ts'
import type { IndexerStart, Question, ToIndexer } from '../questions.ts'
import { type CopyReport, Copying } from '../copies/copying.ts'
import { bytesByConversation, hasRoom, told } from '../copies/facts.ts'
import { TranscriptCopies } from '../copies/transcriptCopies.ts'
import { Transcripts } from '../copies/transcripts.ts'
import { Answers } from './answers.ts'
import { Indexing } from './indexing.ts'

/** Between two looks at the transcripts. */
const LOOK_EVERY_MS = 2_000

/** Where none has changed for a while. */
const REST_EVERY_MS = 5_000
const REST_AFTER_MS = 60_000

interface Index {
  readonly database: Database
  readonly indexing: Indexing
  readonly answers: Answers
}

/**
 * Reads transcripts a step at a time, and answers questions between two steps. An index that turns out to be damaged is
 * thrown away and made anew.
 */
export class Indexer {
  readonly #start: IndexerStart
  readonly #say: (message: FromThread) => void
  readonly #owners = new Map<string, string>()
  readonly #copies: TranscriptCopies
  readonly #transcripts: Transcripts
  readonly #copying: Copying
  #index: Index
  #timer: NodeJS.Timeout | null = null
  #newsAt = performance.now()
  #isStopped = false
  #problem: string | null = null

  constructor(start: IndexerStart, say: (message: FromThread) => void) {
    this.#start = start
    this.#say = say
    this.#copies = new TranscriptCopies(start.copies)
    this.#transcripts = new Transcripts(start.projects, this.#copies)
    const [copies, transcripts] = [this.#copies, this.#transcripts]
    this.#copying = new Copying({ copies, transcripts, now: Date.now, hasRoom: () => hasRoom(start.database) })
    this.#index = this.#open()
  }

  /** Reads what there is, and goes on for as long as the thread lives. */
  start(): void {
    this.#look()
  }

  stop(): void {
    this.#isStopped = true
    clearTimeout(this.#timer ?? undefined)
    this.#index.database.close()
  }

  take(message: Exclude<ToIndexer, { kind: 'stop' }>): void {
    if (message.kind === 'owners') {
      message.owners.forEach(({ conversation_id, user_id }) => this.#owners.set(conversation_id, user_id))
      return
    }
    const { id, question } = message
    if (question.kind === 'copy_transcripts') {
      this.#copy(this.#copying.round(question.rules), (report) => {
        if (report.removed > 0) {
          this.#index.indexing.listAgain()
        }
        this.#say({ kind: 'answer', id, answer: report })
      })
      return
    }
    try {
      this.#say({ kind: 'answer', id, answer: this.#answer(question) })
    } catch (error) {
      const code = error instanceof HomeportError ? error.code : null
      this.#say({ kind: 'refusal', id, code, message: failureText(error) })
      this.#mend(error)
    }
  }

  #answer(question: Exclude<Question, { kind: 'copy_transcripts' }>): unknown {
    const { answers } = this.#index
    switch (question.kind) {
      case 'list':
        return answers.list(question)
      case 'read':
        return answers.read(question)
      case 'copy':
        return answers.copy(question)
      case 'copies':
        return told(this.#copies, this.#transcripts)
      case 'copy_bytes':
        return bytesByConversation(this.#copies)
      case 'clear_copies':
        return { removed: this.#clear() }
    }
  }

  #clear(): number {
    const removed = this.#copies.names().length
    this.#copies.clear()
    this.#index.indexing.lookAgain()
    return removed
  }

  /** One step, then whoever waits for an answer. */
  #copy(round: Generator<void, CopyReport>, onDone: (report: CopyReport) => void): void {
    if (this.#isStopped) {
      round.return({ copied: 0, removed: 0, freed: 0, bytes: 0, problem: null })
      return
    }
    const step = round.next()
    if (step.done === true) {
      onDone(step.value)
    } else {
      setImmediate(() => this.#copy(round, onDone))
    }
  }

  #look(): void {
    try {
      if (this.#index.indexing.look()) {
        this.#newsAt = performance.now()
      }
      this.#problem = null
    } catch (error) {
      this.#tell(error)
    }
    this.#goOn(this.#index, this.#index.indexing.steps())
  }

  /** One step, then whoever waits for an answer. */
  #goOn(index: Index, steps: Generator<void>): void {
    if (this.#isStopped || index !== this.#index) {
      return
    }
    try {
      if (steps.next().done !== true) {
        setImmediate(() => this.#goOn(index, steps))
        return
      }
    } catch (error) {
      this.#mend(error)
      this.#tell(error)
    }
    const isAtRest = performance.now() - this.#newsAt > REST_AFTER_MS
    this.#timer = setTimeout(() => this.#look(), isAtRest ? REST_EVERY_MS : LOOK_EVERY_MS)
  }

  #open(): Index {
    const transcripts = this.#transcripts
    const database = openHistoryDatabase(this.#start.database)
    const indexing = new Indexing(database, transcripts, (error) => this.#tell(error))
    const ownerOf = (conversationId: string) => this.#owners.get(conversationId) ?? null
    return { database, indexing, answers: new Answers({ database, transcripts, indexing, ownerOf }) }
  }

  #mend(error: unknown): void {
    if (isBroken(error) && !this.#isStopped) {
      this.#index.database.close()
      throwAway(this.#start.database)
      this.#index = this.#open()
      this.#say({
        kind: 'log',
        level: 'warn',
        sentence: 'the index of transcripts was damaged and is made anew',
        facts: {},
      })
      clearTimeout(this.#timer ?? undefined)
      this.#timer = setTimeout(() => this.#look(), 0)
    }
  }

  /** Once, while it stays so. */
  #tell(error: unknown): void {
    const problem = failureCode(error) ?? failureText(error)
    if (problem !== this.#problem) {
      this.#problem = problem
      this.#say({ kind: 'log', level: 'warn', sentence: 'a transcript cannot be read', facts: { problem } })
    }
  }
}
