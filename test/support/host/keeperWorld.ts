import { mkdirSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { SessionId } from '#shared/ids.ts'
import { Keeper } from '#server/host/workspaces/checkpoints/keeping/keeper.ts'
import type { KeepingBounds, Question, QuestionKind, Questions } from '#server/host/workspaces/checkpoints/questions.ts'
import { until } from '#test/support/until.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

/** What keeps files, in this thread, with turns and tools in the test's hand. */
export class KeeperWorld {
  readonly root = realpathSync(temporaryFolder())
  readonly folder = path.join(this.root, 'project')
  readonly database = path.join(this.root, 'changes.db')
  readonly id = SessionId.parse('00000000-0000-4000-8000-000000000001')
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
    await settled()
    await this.ask('begin', { session_id, folder: this.folder, message_id: `m${this.#turns}`, at: Date.now() })
    await settled()
  }

  /** What is done meanwhile counts as Claude's. */
  async tool(work: () => void, { tool = 'Bash', session = this.id, file = null as string | null } = {}): Promise<void> {
    this.#tools += 1
    const span = { id: `t${this.#tools}`, session_id: session, tool, path: file, from: Date.now() }
    this.#keeper.span({ ...span, to: null })
    work()
    await settled()
    this.#keeper.span({ ...span, to: Date.now() })
  }

  async end(session_id: SessionId = this.id): Promise<string> {
    this.#turns += 1
    const turn_id = `turn ${this.#turns}`
    await this.ask('measure', { session_id })
    await this.ask('end', { session_id, turn_id, at: Date.now(), is_idle: false })
    return turn_id
  }

  ownWrite(file: string): void {
    this.#keeper.ownWrite(path.join(this.folder, file), Date.now())
  }

  async names(turn_id: string, session_id: SessionId = this.id): Promise<string[]> {
    const { files } = await this.ask('list', { session_id, scope: { kind: 'turn', turn_id } })
    return files.map(({ path: name, kind }) => `${kind} ${name}`)
  }

  /** Only a clock tells that a tool was done before something else happened: the kernel stamps files with it. */
  later(): Promise<unknown> {
    const end = Date.now() + 450
    return until(() => Date.now() > end, { what: 'the clock' })
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
    )
  }
}

/** What is read beside is read. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve))
  }
}
