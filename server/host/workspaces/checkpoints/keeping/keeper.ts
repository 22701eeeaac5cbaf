import type { FromThread } from '#server/platform/threads/fromThread.ts'
import type { Database } from 'better-sqlite3'
import { HomeportError } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import { openDatabase } from '#server/platform/files/database.ts'
import type {
  KeeperStart,
  KeepingBounds,
  Question,
  QuestionKind,
  Questions,
  OwnWrite,
  Span,
  TurnFiles,
} from '../questions.ts'
import { type FileTimes, systemFileTimes } from './fileTimes.ts'
import { Contents } from './contents.ts'
import { FolderRows } from './folderRows.ts'
import { HeldFolder } from './heldFolder.ts'
import { Listing } from './listing.ts'
import { migrations } from './migrations.ts'
import { PutBackRows } from './putBackRows.ts'
import { PuttingBack } from './puttingBack.ts'
import { type KeptChange, type KeptTurn, TurnRows } from './rows.ts'
import { settledChanges } from './settledTurn.ts'
import { Spans } from './spans.ts'
import { turnsFrom } from './turnChains.ts'

type Answer<K extends QuestionKind> = Promise<Questions[K]['answer']> | Questions[K]['answer']
type Answers = { readonly [K in QuestionKind]: (asked: Questions[K]['asked']) => Answer<K> }

/** Keeps folders, turns and contents, and answers the host. Everything slow happens in parts, so that nobody waits long. */
export class Keeper {
  readonly #start: KeeperStart
  readonly #say: (message: FromThread) => void
  readonly #database: Database
  readonly #times: FileTimes
  readonly #spans = new Spans()
  readonly #held = new Map<string, HeldFolder>()
  /** What each session's turn waits for: its folder is looked at from its beginning on. */
  readonly #begun = new Map<SessionId, Promise<unknown>>()
  /** Turns that have ended and are being written down. */
  readonly #settling = new Map<SessionId, Promise<unknown>>()
  /** What a turn that is about to end was found to have changed, with its number. */
  readonly #measured = new Map<SessionId, { readonly turn: number; readonly changes: readonly KeptChange[] }>()
  readonly #contents: Contents
  readonly #turns: TurnRows
  readonly #folders: FolderRows
  readonly #putBacks: PutBackRows
  readonly #listing: Listing
  readonly #putting: PuttingBack
  readonly #working = new Set<Promise<unknown>>()
  #isStopping = false
  #bounds: KeepingBounds

  constructor(start: KeeperStart, say: (message: FromThread) => void, times: FileTimes = systemFileTimes) {
    this.#start = start
    this.#say = say
    this.#times = times
    this.#bounds = start.bounds
    this.#database = openDatabase(start.database, migrations)
    this.#contents = new Contents(this.#database)
    this.#turns = new TurnRows(this.#database)
    this.#folders = new FolderRows(this.#database)
    this.#putBacks = new PutBackRows(this.#database)
    this.#listing = new Listing({ turns: this.#turns, held: (folder) => this.#folder(folder) })
    this.#putting = new PuttingBack({
      turns: this.#turns,
      rows: this.#putBacks,
      spans: this.#spans,
      now: () => times.now(),
    })
    this.#folders.forgetUnused(times.now())
    this.#contents.sweep()
  }

  /** What is under way is finished first, except for what is only read to be kept. */
  async stop(): Promise<void> {
    this.#isStopping = true
    await this.finished()
    this.#database.close()
  }

  /** Resolves when what is under way is over, what is read ahead too. */
  async finished(): Promise<void> {
    await Promise.allSettled(this.#working)
  }

  span(span: Span): void {
    this.#spans.put(span)
  }

  ownWrite(write: OwnWrite): void {
    this.#spans.wrote(write)
  }

  changeBounds(bounds: KeepingBounds): void {
    this.#bounds = bounds
  }

  /** @throws HomeportError as the answer of its kind does. */
  async answer(question: Question): Promise<unknown> {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- kind and question are of one row of Questions
    const answer = this.#answers[question.kind] as (asked: Question) => unknown
    return this.#during(Promise.resolve(answer(question)))
  }

  #during<T>(work: Promise<T>): Promise<T> {
    this.#working.add(work)
    return work.finally(() => this.#working.delete(work))
  }

  readonly #answers: Answers = {
    look: ({ folder }) => this.#folder(folder).look(),
    scan: ({ folder, paths, at }) => this.#folder(folder).scan(paths, at),
    prepare: async ({ folder }) => {
      await this.#lookAndRead(this.#folder(folder))
      return null
    },
    begin: (asked) => this.#begin(asked),
    measure: async ({ session_id, how }) => {
      await (how === 'known' ? null : this.#begun.get(session_id))
      const turn = this.#running(session_id)
      if (turn === null) {
        return NOTHING
      }
      const held = this.#folder(turn.folder)
      if (how === 'known') {
        return filesOf(await settledChanges(held, turn, this.#turns))
      }
      await held.lookQuietly()
      const changes = await settledChanges(held, turn, this.#turns)
      this.#measured.set(session_id, { turn: turn.id, changes })
      return filesOf(changes)
    },
    end: (asked) => {
      const settled = this.#end(asked).finally(() => this.#settling.delete(asked.session_id))
      this.#settling.set(asked.session_id, settled)
      return settled
    },
    list: async ({ session_id, scope }) => {
      await this.#settling.get(session_id)
      return this.#listing.list(session_id, scope)
    },
    content: async ({ session_id, id }) => {
      const isTheirs = this.#turns.holds(session_id, id) || (await this.#isOfRunningTurn(session_id, id))
      return isTheirs ? this.#contents.read(id) : null
    },
    knows: ({ session_id, before }) => turnsFrom(this.#turns.ofSession(session_id), before) !== null,
    preview: async (asked) => this.#putting.preview(await this.#settledFolder(asked.session_id), asked),
    put_back: async (asked) => this.#putting.putBack(await this.#settledFolder(asked.session_id), asked),
    undo: async (asked) => this.#putting.undo(await this.#settledFolder(asked.session_id), asked),
    interrupted: () => this.#putBacks.interrupted(),
    kept_bytes: ({ session_id }) => this.#turns.bytesOf(session_id),
    forget: ({ session_id }) => {
      this.#turns.forget(session_id)
      this.#contents.sweep()
      return null
    },
    leave: ({ folder }) => {
      if (this.#held.get(folder)?.state.running.length === 0) {
        this.#held.delete(folder)
      }
      return null
    },
  }

  async #begin(asked: Questions['begin']['asked']): Promise<null> {
    if (this.#settling.has(asked.session_id) && this.#running(asked.session_id) !== null) {
      await this.#settling.get(asked.session_id)
    }
    const held = this.#folder(asked.folder)
    held.state.begin(asked)
    const looked = this.#lookAndRead(held)
    this.#begun.set(asked.session_id, looked)
    await looked
    return null
  }

  /** What is read takes longer than the turn may: nobody waits for it. */
  async #lookAndRead(held: HeldFolder): Promise<void> {
    await held.lookQuietly()
    this.#during(held.read()).catch((error: unknown) => this.#failed('contents of a folder cannot be kept', error))
  }

  /** What a turn that still runs has changed is in no row yet, but listed already. */
  async #isOfRunningTurn(sessionId: SessionId, hash: string): Promise<boolean> {
    const turn = this.#running(sessionId)
    const changes = turn === null ? [] : await settledChanges(this.#folder(turn.folder), turn, this.#turns)
    return changes.some(({ before, after }) => [before, after].some((version) => version?.content === hash))
  }

  /** A turn that was just measured ends at once: the next one may begin. Of another one it is looked at first. */
  async #end({ session_id, turn_id, at, is_idle }: Questions['end']['asked']): Promise<null> {
    const turn = this.#running(session_id)
    if (turn === null) {
      return null
    }
    const held = this.#folder(turn.folder)
    const found = this.#measured.get(session_id)
    const measured = found?.turn === turn.id ? found.changes : undefined
    this.#measured.delete(session_id)
    if (measured === undefined && !is_idle) {
      await this.#begun.get(session_id)
      await held.lookQuietly()
    }
    this.#begun.delete(session_id)
    held.state.ended(turn)
    this.#turns.end(turn.id, { turn_id, at })
    const changes = measured ?? (await settledChanges(held, turn, this.#turns))
    this.#database.transaction(() => {
      const settled = new Set(changes.map(({ path }) => path))
      this.#turns.changes(turn.id).forEach(({ path }) => !settled.has(path) && this.#turns.remove(turn.id, path))
      changes.forEach((change) => this.#turns.settle(turn.id, change))
    })()
    this.#keepWithinBounds(session_id)
    return null
  }

  #running(sessionId: SessionId): KeptTurn | null {
    return this.#turns.ofSession(sessionId).findLast(({ ended_at }) => ended_at === null) ?? null
  }

  #keepWithinBounds(sessionId: SessionId): void {
    const kept = this.#turns.ofSession(sessionId).filter((turn) => isFull(turn))
    let isDropped = false
    for (const turn of kept) {
      if (this.#turns.bytesOf(sessionId) <= this.#bounds.total_bytes) {
        break
      }
      this.#turns.drop(turn.id)
      isDropped = true
    }
    if (isDropped) {
      this.#contents.sweep()
    }
  }

  /** @throws HomeportError SESSION_002 where no turn of the session is kept. */
  async #settledFolder(sessionId: SessionId): Promise<HeldFolder> {
    await this.#settling.get(sessionId)
    const last = this.#turns.ofSession(sessionId).at(-1)
    if (last === undefined) {
      throw new HomeportError('SESSION_002', 'No turn of this session is kept. Nothing was changed.')
    }
    return this.#folder(last.folder)
  }

  #folder(folder: string): HeldFolder {
    const known = this.#held.get(folder)
    if (known !== undefined) {
      return known
    }
    const held = new HeldFolder(folder, {
      folders: this.#folders,
      turns: this.#turns,
      spans: this.#spans,
      contents: this.#contents,
      together: (work) => this.#database.transaction(work)(),
      env: this.#start.env,
      dataDir: this.#start.data_dir,
      bounds: () => this.#bounds,
      isStopping: () => this.#isStopping,
      times: this.#times,
    })
    this.#held.set(folder, held)
    return held
  }

  #failed(sentence: string, error: unknown): void {
    this.#say({ kind: 'log', level: 'warn', sentence, facts: { reason: String(error) } })
  }
}

const NOTHING: TurnFiles = { paths: [], additions: 0, deletions: 0 }

function filesOf(changes: readonly KeptChange[]): TurnFiles {
  const own = changes.filter(({ is_own }) => is_own)
  return {
    paths: own.map(({ path }) => path),
    additions: own.reduce((sum, { additions }) => sum + (additions ?? 0), 0),
    deletions: own.reduce((sum, { deletions }) => sum + (deletions ?? 0), 0),
  }
}

function isFull({ is_dropped, ended_at }: KeptTurn): boolean {
  return is_dropped === 0 && ended_at !== null
}
