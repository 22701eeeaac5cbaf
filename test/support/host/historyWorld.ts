import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Database } from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { UserId } from '#shared/ids.ts'
import { operations } from '#shared/operations/table.ts'
import type { InputOf } from '#shared/operations/table.ts'
import type { Person } from '#shared/session/maySee.ts'
import { openHistoryDatabase } from '#server/host/history/database/historyDatabase.ts'
import { Answers } from '#server/host/history/indexer/answers.ts'
import { Indexing } from '#server/host/history/indexer/indexing.ts'
import { type CopyReport, type CopyRules, Copying } from '#server/host/history/copies/copying.ts'
import { TranscriptCopies } from '#server/host/history/copies/transcriptCopies.ts'
import { Transcripts } from '#server/host/history/copies/transcripts.ts'
import type { FileState } from '#server/host/history/files/fileState.ts'
import type { Listed } from '#server/host/history/files/transcriptFiles.ts'
import { Transcript } from './transcripts.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

export const olga: Person = { user_id: UserId.parse('olga'), role: 'owner', is_local_owner: true }
export const otto: Person = { user_id: UserId.parse('otto'), role: 'owner' }
export const mel: Person = { user_id: UserId.parse('mel'), role: 'member' }

/** An index over a folder of transcripts. */
export class HistoryWorld {
  readonly projects = path.join(temporaryFolder(), 'projects')
  readonly file = path.join(temporaryFolder(), 'history.db')
  readonly copiesFolder = path.join(temporaryFolder(), 'copies')
  readonly copies = new TranscriptCopies(this.copiesFolder)
  readonly transcripts = new PartlyUnread(this.projects, this.copies)
  /** The time that copying goes by. */
  now = Date.now() + 60 * 60_000
  hasRoom = true
  readonly #copying: Copying
  readonly owners = new Map<string, string>()
  readonly problems: unknown[] = []
  #database: Database
  #indexing: Indexing
  #answers: Answers

  constructor() {
    mkdirSync(this.projects)
    const { copies, transcripts } = this
    this.#copying = new Copying({ copies, transcripts, now: () => this.now, hasRoom: () => this.hasRoom })
    onTestFinished(() => void this.#database.close())
    ;[this.#database, this.#indexing, this.#answers] = this.#open()
  }

  /** Reads all there is; `steps`: stops after so many, as if the program were killed. */
  read(steps = Infinity): void {
    this.#indexing.look()
    let left = steps
    for (const _ of this.#indexing.steps()) {
      left -= 1
      if (left <= 0) {
        break
      }
    }
  }

  /** Another program on the same files. */
  restart(meanwhile: () => void = () => {}): void {
    this.#database.close()
    meanwhile()
    ;[this.#database, this.#indexing, this.#answers] = this.#open()
  }

  list(input: InputOf<'history.list'> = {}, who: Person = olga) {
    return this.#answers.list({ who, params: operations['history.list'].params.parse(input) })
  }

  found(q: string): readonly string[] {
    return this.list({ q }).conversations.map(({ conversation_id, matches }) => `${conversation_id} ${matches}`)
  }

  open(conversation_id: string, input: Partial<InputOf<'history.read'>> = {}, who: Person = olga) {
    return this.#answers.read({ who, params: operations['history.read'].params.parse({ conversation_id, ...input }) })
  }

  texts(conversation_id: string, input: Partial<InputOf<'history.read'>> = {}): readonly string[] {
    return this.open(conversation_id, input).events.flatMap(({ type, content }) =>
      content !== undefined && type !== 'notice' ? [content] : [],
    )
  }

  get progress() {
    return this.#indexing.progress()
  }

  /** One round of copying. */
  copy(rules: Partial<CopyRules> = {}): CopyReport {
    const round = this.#copying.round({ is_on: true, most_bytes: Infinity, most_days: 0, ...rules })
    for (;;) {
      const step = round.next()
      if (step.done === true) {
        return step.value
      }
    }
  }

  /** As Claude Code does with a transcript of which nothing was heard for a month. */
  cleanUp(file: string): void {
    rmSync(file)
    rmSync(file.replace(/\.jsonl$/, ''), { recursive: true, force: true })
    // The folder's time may be the same as before: a whole look.
    this.#indexing.lookAgain()
  }

  #open(): [Database, Indexing, Answers] {
    const database = openHistoryDatabase(this.file)
    const indexing = new Indexing(database, this.transcripts, (error) => this.problems.push(error))
    const ownerOf = (id: string) => this.owners.get(id) ?? null
    return [database, indexing, new Answers({ database, transcripts: this.transcripts, indexing, ownerOf })]
  }
}

/** Transcripts of which some folders are there and cannot be read. */
class PartlyUnread extends Transcripts {
  unread: readonly string[] = [];

  override *list(): Generator<void, Listed> {
    const { files, folders } = yield* super.list()
    return { files: files.filter((file) => !this.#isUnread(file)), folders, unread: this.unread }
  }

  override state(file: { readonly path: string }): FileState | null {
    return this.#isUnread(file) ? null : super.state(file)
  }

  #isUnread({ path: at }: { readonly path: string }): boolean {
    return this.unread.includes(at.slice(0, at.lastIndexOf('/')))
  }
}

/** A conversation of one turn in which a file is changed. */
export function talk(
  world: HistoryWorld,
  id: string,
  { cwd = '/home/me/harbour', word = 'lighthouse' } = {},
): Transcript {
  const transcript = new Transcript(world.projects, { id, cwd })
  transcript.prompt(`Where is the ${word}?`)
  transcript.answer('On the cliff.')
  transcript.call('Edit', { file_path: `${cwd}/map.md`, old_string: 'sea', new_string: 'cliff' }, { id: `t-${id}` })
  transcript.result(`t-${id}`, 'done')
  transcript.answer(`The map shows the ${word} now.`)
  return transcript
}
