import { execFileSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync } from 'node:fs'
import path from 'node:path'
import type { SessionId } from '#shared/ids.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { DurableEvent } from '#shared/session/events.ts'
import type { LinkEvent } from '#server/link/link.ts'
import { HostWorld, owner } from './hostWorld.ts'

/** A session of the real Claude Code in a folder, whose every request is allowed. */
export class ChangesWorld {
  world: HostWorld
  readonly folder: string
  readonly id: SessionId

  private constructor(world: HostWorld, folder: string, id: SessionId) {
    this.world = world
    this.folder = folder
    this.id = id
  }

  /** `git`: in a repository; `prepare` fills the folder before the session begins (and before the commit). */
  static async start(
    options: { readonly git?: boolean; readonly prepare?: (folder: string) => void } = {},
  ): Promise<ChangesWorld> {
    const world = await HostWorld.start()
    await world.call('claude_token.set', { token: 'sk-ant-api03-of-the-tests' }, owner)
    const folder = path.join(path.dirname(world.paths.dataDir), 'project')
    mkdirSync(folder)
    options.prepare?.(folder)
    if (options.git === true) {
      commitAll(folder)
    }
    const { id } = await world.call('session.create', { project_path: folder, permission_mode: 'acceptEdits' }, owner)
    const changes = new ChangesWorld(world, folder, id)
    changes.#allowAll()
    return changes
  }

  /** Whoever was told of an event once it came; the events so far are among them. */
  hear(): readonly LinkEvent[] {
    return this.world.hear(this.id, owner)
  }

  /** One turn with these tools, one after the other. */
  async turn(
    ...tools: readonly (readonly [name: string, input: object])[]
  ): Promise<Extract<DurableEvent, { type: 'turn_completed' }>> {
    const prompt = tools.map(([name, input]) => `@tool ${name} ${JSON.stringify(input)}`).join('\n')
    await this.world.turn(this.id, prompt === '' ? 'hello' : prompt, owner)
    const end = (await this.world.events(this.id, owner)).findLast((event) => event.type === 'turn_completed')
    if (end === undefined) {
      throw new Error('No turn has ended.')
    }
    return end
  }

  bash(command: string) {
    return this.turn(['Bash', { command, description: 'a command' }])
  }

  list(of: { readonly turn_id?: string; readonly since?: 'session' } = {}): Promise<ResultOf<'changes.list'>> {
    return this.world.call('changes.list', { session_id: this.id, ...of }, owner)
  }

  async content(id: string | null): Promise<string | null> {
    return id === null
      ? null
      : Buffer.from(
          (await this.world.call('changes.content', { session_id: this.id, blob_id: id }, owner)).data,
          'base64',
        ).toString()
  }

  preview(turn_id: string, paths?: string[]) {
    return this.world.call('changes.put_back_preview', { session_id: this.id, turn_id, ...(paths && { paths }) }, owner)
  }

  putBack(turn_id: string, paths?: string[]) {
    return this.world.call('changes.put_back', { session_id: this.id, turn_id, ...(paths && { paths }) }, owner)
  }

  undo(put_back_id: string) {
    return this.world.call('changes.undo', { session_id: this.id, put_back_id }, owner)
  }

  file(name: string): string {
    return path.join(this.folder, name)
  }

  /** What the file holds, where a link leads, or null. */
  read(name: string): string | null {
    const file = this.file(name)
    const stats = lstatSync(file, { throwIfNoEntry: false })
    return stats === undefined ? null : stats.isSymbolicLink() ? `→ ${readlinkSync(file)}` : readFileSync(file, 'utf8')
  }

  async restart(): Promise<void> {
    this.world = await this.world.restarted()
    this.#allowAll()
  }

  /** Says yes to whatever is asked from now on. */
  #allowAll(): void {
    const answered = new Set<string>()
    this.world.onEvent(this.id, owner, ({ type, payload }) => {
      const event = type === 'approval_requested' ? DurableEvent.parse(JSON.parse(payload.toString())) : null
      if (event?.type === 'approval_requested' && !answered.has(event.data.approval_id)) {
        const { approval_id } = event.data
        answered.add(approval_id)
        void this.world.call('approval.answer', { session_id: this.id, approval_id, decision: 'allow' }, owner)
      }
    })
  }
}

/** Makes the folder a repository with all that lies in it. */
export function commitAll(folder: string): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=T', '-c', 'user.email=t@t', ...args], { stdio: 'pipe' })
  if (!existsSync(path.join(folder, '.git'))) {
    git('init', '-q')
  }
  git('add', '-A')
  git('commit', '-qm', 'all', '--allow-empty')
}
