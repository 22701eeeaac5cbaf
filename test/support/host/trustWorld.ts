import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { SessionId } from '#shared/ids.ts'
import type { Decider } from '#shared/session/events.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { Approval, Session } from '#shared/session/session.ts'
import { HostWorld } from './hostWorld.ts'
import { type HostileOptions, HostileRepository } from './hostileRepository.ts'

export const TOKEN = 'sk-ant-api03-of-the-vault'

/** Somebody with a token of their own, and a cloned repository in the home folder of the machine's owner. */
export class TrustWorld {
  readonly world: HostWorld
  readonly actor: Actor
  readonly home: string
  readonly repository: HostileRepository

  private constructor(world: HostWorld, actor: Actor, repository: HostileRepository) {
    this.world = world
    this.actor = actor
    this.home = path.dirname(world.paths.dataDir)
    this.repository = repository
  }

  /** `key`: the person's own login, instead of a token of Homeport's. `env`: of the host besides. */
  static async start(
    actor: Actor,
    options: HostileOptions & { readonly key?: string } = {},
    env: Readonly<Record<string, string>> = {},
  ): Promise<TrustWorld> {
    const world = await HostWorld.start({
      ...env,
      ...(options.key === undefined ? {} : { ANTHROPIC_API_KEY: options.key }),
    })
    const home = path.dirname(world.paths.dataDir)
    if (options.key === undefined) {
      await world.call('claude_token.set', { token: TOKEN }, actor)
    }
    return new TrustWorld(world, actor, new HostileRepository(path.join(home, 'cloned'), options).commit())
  }

  /** The same machine for somebody else, who brings the same token. */
  async as(actor: Actor): Promise<TrustWorld> {
    await this.world.call('claude_token.set', { token: TOKEN }, actor)
    return new TrustWorld(this.world, actor, this.repository)
  }

  /** The host was stopped, and another one started on what it left. */
  async restarted(): Promise<TrustWorld> {
    return new TrustWorld(await this.world.restarted(), this.actor, this.repository)
  }

  create(more: { readonly path?: string; readonly trust_fingerprint?: string } = {}): Promise<Session> {
    const { path: project_path = this.repository.folder, ...rest } = more
    return this.world.call('session.create', { project_path, ...rest }, this.actor)
  }

  /** A session in the folder, trusted with all that it brings. */
  async createTrusted(folder = this.repository.folder): Promise<Session> {
    const { trust } = await this.world.call('folder.trust', { path: folder }, this.actor)
    return this.create({ path: folder, trust_fingerprint: trust.fingerprint })
  }

  get(session_id: SessionId): Promise<Session> {
    return this.world.call('session.get', { session_id }, this.actor)
  }

  async trust(session_id: SessionId): Promise<Session> {
    const { trust } = await this.get(session_id)
    return this.world.call('session.trust', { session_id, fingerprint: trust.fingerprint }, this.actor)
  }

  /** Sends a prompt and sees its turn end; whatever waits for a person meanwhile is told, and answered. */
  async turn(session_id: SessionId, content: string, decision: 'allow' | 'deny' = 'deny'): Promise<Approval[]> {
    const { turn_count } = await this.get(session_id)
    const before = await this.waiting(session_id)
    const asked: Approval[] = []
    await this.world.call('message.send', { session_id, content }, this.actor)
    for (;;) {
      const now = await this.world.until(
        session_id,
        this.actor,
        (state) => state.turn_count > turn_count || state.status === 'WAITING',
      )
      if (now.turn_count > turn_count) {
        return asked
      }
      for (const approval of await this.waiting(session_id, [...before, ...asked])) {
        asked.push(approval)
        const { approval_id } = approval
        await this.world.call('approval.answer', { session_id, approval_id, decision }, this.actor)
      }
    }
  }

  /** Approvals of the session that are not among those `seen`. */
  async waiting(session_id: SessionId, seen: readonly Approval[] = []): Promise<Approval[]> {
    const events = await this.world.events(session_id, this.actor)
    return events
      .flatMap((event) => (event.type === 'approval_requested' ? [event.data] : []))
      .filter(({ approval_id }) => !seen.some((one) => one.approval_id === approval_id))
  }

  /** What decided calls without asking. */
  async decidedBy(session_id: SessionId): Promise<Decider[]> {
    const events = await this.world.events(session_id, this.actor)
    return events.flatMap((event) => (event.type === 'tool_result' ? (event.data.decided_by ?? []) : []))
  }

  async notices(session_id: SessionId): Promise<string[]> {
    const events = await this.world.events(session_id, this.actor)
    return events.flatMap((event) => (event.type === 'notice' ? [event.data.code] : []))
  }

  /** Folders that Claude Code itself would call trusted. */
  claudesOwnTrust(): string[] {
    const { projects = {} } = this.#claudeConfig()
    return Object.keys(projects).filter((folder) => projects[folder]?.hasTrustDialogAccepted === true)
  }

  /** As if the owner had accepted Claude Code's own dialog there. */
  trustInClaude(folder: string): void {
    const config = this.#claudeConfig()
    const projects = { ...config.projects, [folder]: { hasTrustDialogAccepted: true } }
    writeFileSync(path.join(this.home, '.claude.json'), JSON.stringify({ ...config, projects }))
  }

  #claudeConfig(): ClaudeConfig {
    const file = path.join(this.home, '.claude.json')
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ClaudeConfig) : {}
  }
}

interface ClaudeConfig {
  readonly projects?: Readonly<Record<string, { readonly hasTrustDialogAccepted?: boolean }>>
}
