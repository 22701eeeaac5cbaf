import { mkdirSync } from 'node:fs'
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
import { Transcript } from './transcripts.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

export const olga: Person = { user_id: UserId.parse('olga'), role: 'owner', is_local_owner: true }
export const otto: Person = { user_id: UserId.parse('otto'), role: 'owner' }
export const mel: Person = { user_id: UserId.parse('mel'), role: 'member' }

/** An index over a folder of transcripts. */
export class HistoryWorld {
  readonly projects = path.join(temporaryFolder(), 'projects')
  readonly file = path.join(temporaryFolder(), 'history.db')
  readonly owners = new Map<string, string>()
  readonly problems: unknown[] = []
  #database: Database
  #indexing: Indexing
  #answers: Answers

  constructor() {
    mkdirSync(this.projects)
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

  #open(): [Database, Indexing, Answers] {
    const database = openHistoryDatabase(this.file)
    const indexing = new Indexing(database, this.projects, (error) => this.problems.push(error))
    const ownerOf = (id: string) => this.owners.get(id) ?? null
    return [database, indexing, new Answers({ database, projects: this.projects, indexing, ownerOf })]
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
