import { type BigIntStats, mkdirSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { SessionId } from '#shared/ids.ts'
import type { FileTimes } from '#server/host/workspaces/checkpoints/keeping/fileTimes.ts'
import { Keeper } from '#server/host/workspaces/checkpoints/keeping/keeper.ts'
import type { KeepingBounds, Question, QuestionKind, Questions } from '#server/host/workspaces/checkpoints/questions.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

/** What keeps files, in this thread, with turns and tools in the test's hand. */
export class KeeperWorld {
  readonly root = realpathSync(temporaryFolder())
  readonly folder = path.join(this.root, 'project')
  readonly database = path.join(this.root, 'changes.db')
  readonly id = SessionId.parse('00000000-0000-4000-8000-000000000001')
  readonly #time = new SteppedTime(this.root)
  #keeper: Keeper
  #turns = 0
  #tools = 0
  #isOpen = true

  readonly bounds: KeepingBounds

  constructor(bounds: KeepingBounds = { total_bytes: 64_000_000, file_bytes: 1_000_000 }) {
    this.bounds = bounds
    mkdirSync(this.folder, { recursive: true })
    this.#keeper = this.#start()
    onTestFinished(() => this.stop())
  }

  async ask<K extends QuestionKind>(kind: K, asked: Questions[K]['asked']): Promise<Questions[K]['answer']> {
    return (await this.#keeper.answer({ kind, ...asked } as Question)) as Questions[K]['answer']
  }

  /** A turn in which `work` is done by a tool; its id. */
  async turn(work: () => void, { tool = 'Bash', session = this.id } = {}): Promise<string> {
    await this.begin(session)
    await this.tool(work, { tool, session })
    return this.end(session)
  }

  async begin(session_id: SessionId = this.id): Promise<void> {
    await this.ask('prepare', { folder: this.folder })
    await this.#keeper.finished()
    await this.ask('begin', { session_id, folder: this.folder, message_id: `m${this.#turns}`, at: this.#time.now() })
    await this.#keeper.finished()
  }

  /** What is done meanwhile counts as Claude's. */
  async tool(work: () => void, { tool = 'Bash', session = this.id, file = null as string | null } = {}): Promise<void> {
    this.#tools += 1
    const span = { id: `t${this.#tools}`, session_id: session, tool, path: file, from: this.#time.now() }
    this.#keeper.span({ ...span, to: null })
    work()
    await this.#keeper.finished()
    this.#keeper.span({ ...span, to: this.#time.now() })
  }

  async end(session_id: SessionId = this.id): Promise<string> {
    this.#turns += 1
    const turn_id = `turn ${this.#turns}`
    await this.ask('measure', { session_id, how: 'looked' })
    await this.ask('end', { session_id, turn_id, at: this.#time.now(), is_idle: false })
    return turn_id
  }

  now(): number {
    return this.#time.now()
  }

  /** A person changes it by Homeport's own routes. */
  own(file: string, change: () => void): void {
    const write = { path: path.join(this.folder, file) }
    this.#keeper.ownWrite({ ...write, at: this.#time.now(), isOver: false })
    change()
    this.#keeper.ownWrite({ ...write, at: this.#time.now(), isOver: true })
  }

  async names(turn_id: string, session_id: SessionId = this.id): Promise<string[]> {
    const { files } = await this.ask('list', { session_id, scope: { kind: 'turn', turn_id } })
    return files.map(({ path: name, kind }) => `${kind} ${name}`)
  }

  /** Only a clock tells that a tool was done before something else happened: it goes on by half a second. */
  later(): void {
    this.#time.jump(500)
  }

  async stop(): Promise<void> {
    if (this.#isOpen) {
      this.#isOpen = false
      await this.#keeper.stop()
    }
  }

  async restart(): Promise<void> {
    await this.stop()
    this.#isOpen = true
    this.#keeper = this.#start()
  }

  #start(): Keeper {
    const { database, root, bounds } = this
    return new Keeper(
      { database, data_dir: path.join(root, 'data'), env: { PATH: process.env['PATH'] }, bounds },
      () => undefined,
      this.#time,
    )
  }
}

/** The machine's time, to which a test adds: what the kernel stamps files with counts in it as well. */
class SteppedTime implements FileTimes {
  readonly #file: string
  /** From these moments of the kernel's clock on, in milliseconds since 1970, so much is added. */
  readonly #steps: { readonly from: number; readonly add: number }[] = []

  constructor(folder: string) {
    this.#file = path.join(folder, 'clock')
  }

  now(): number {
    return this.#at(this.#kernel())
  }

  changedAt({ ctimeNs }: Pick<BigIntStats, 'ctimeNs'>): number {
    return this.#at(Number(ctimeNs) / 1e6)
  }

  madeAt({ birthtimeNs }: Pick<BigIntStats, 'birthtimeNs'>): number {
    return this.#at(Number(birthtimeNs) / 1e6)
  }

  /** All that happens from now on is later by so much. */
  jump(ms: number): void {
    const before = this.#kernel()
    let from = this.#kernel()
    // A tick of the kernel's clock is a few milliseconds.
    while (from === before) {
      from = this.#kernel()
    }
    this.#steps.push({ from, add: (this.#steps.at(-1)?.add ?? 0) + ms })
  }

  #at(kernel: number): number {
    return Math.trunc(kernel + (this.#steps.findLast(({ from }) => kernel >= from)?.add ?? 0))
  }

  #kernel(): number {
    writeFileSync(this.#file, '')
    return Number(statSync(this.#file, { bigint: true }).ctimeNs) / 1e6
  }
}
