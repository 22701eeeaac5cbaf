import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, realpathSync } from 'node:fs'
import path from 'node:path'
import type { Actor } from '#shared/operations/session.ts'
import { operations } from '#shared/operations/table.ts'
import type { InputOf } from '#shared/operations/table.ts'
import type { ProjectSetup } from '#shared/operations/worktree.ts'
import { Session } from '#shared/session/session.ts'
import type { SessionCredentials } from '#server/host/git/network/gitAccess.ts'
import { Checkouts } from '#server/host/checkouts/checkouts.ts'
import { type CloneBounds, CLONE_BOUNDS } from '#server/host/checkouts/making/cloning.ts'
import type { SetupRuns } from '#server/host/checkouts/setup/settingUp.ts'
import { createLocalRunner } from '#server/host/runners/local/localRunner.ts'
import { blank } from '#server/host/sessions/core/newSession.ts'
import { createFolders } from '#server/host/workspaces/folders.ts'
import { systemClock, systemIds } from '#server/platform/clock.ts'
import { FakeTrust } from '#test/fakes/fakeTrust.ts'
import { GitWorld, person } from './gitWorld.ts'

export const localOwner: Actor = { ...person, is_local_owner: true }

export interface CheckoutWorldOptions {
  readonly bounds?: Partial<CloneBounds>
  readonly setup?: ProjectSetup | null
  readonly credentials?: SessionCredentials
  /** Another environment of Git, such as one in which it dies. */
  readonly env?: Readonly<Record<string, string>>
}

/** A real repository, and what makes worktrees and clones of it, with real Git and real programs. */
export class CheckoutWorld {
  readonly git: GitWorld
  readonly workspaces: string
  readonly checkouts: Checkouts
  readonly trust = new FakeTrust()
  readonly told: string[] = []
  readonly ran: string[] = []
  setup: ProjectSetup | null

  constructor(git: GitWorld, { bounds = {}, setup = null, credentials, env = {} }: CheckoutWorldOptions = {}) {
    this.git = git
    this.setup = setup
    mkdirSync(path.join(git.home, 'workspaces'), { recursive: true })
    this.workspaces = realpathSync(path.join(git.home, 'workspaces'))
    const runs: SetupRuns = {
      run: async (session, { text }) => {
        this.ran.push(text)
        execFileSync('/bin/sh', ['-c', text], { cwd: session.workspace_path, env: git.env })
        return { terminal_id: 'a-terminal' as never, ended: Promise.resolve(null) }
      },
      stopOf: async () => {},
    }
    this.checkouts = new Checkouts({
      runner: createLocalRunner({ clock: systemClock }),
      environment: async () => ({ ...git.env, ...env }),
      bounds: { ...CLONE_BOUNDS, ...bounds },
      setups: { of: () => this.setup },
      runs,
      folders: createFolders({ workspaces: this.workspaces, dataDir: path.join(git.home, 'data'), home: git.home }),
      trust: this.trust,
      credentials: credentials ?? { open: async () => null },
      isLocalOwner: (user) => user === person.user_id,
    })
  }

  static with(files: Readonly<Record<string, string>>, options: CheckoutWorldOptions = {}): CheckoutWorld {
    return new CheckoutWorld(GitWorld.with(files), options)
  }

  get url(): string {
    return `file://${this.git.folder}`
  }

  /** A session as `session.create` makes it, before its folder is there. */
  async planned(input: InputOf<'session.create'>, actor: Actor = localOwner): Promise<Session> {
    const planned = await this.checkouts.plan(operations['session.create'].params.parse(input), actor)
    const now = systemClock.timestamp()
    const name = { id: systemIds.uuid(), user_id: actor.user_id, name: 'x', model: null, permission_mode: 'default' }
    return Session.parse({ ...blank, ...name, ...planned, created_at: now, last_activity: now })
  }

  async make(session: Session): Promise<Session> {
    const { checkout } = await this.checkouts.make(session, (activity) => this.told.push(activity))
    return { ...session, checkout }
  }

  async made(input: InputOf<'session.create'>): Promise<Session> {
    return this.make(await this.planned(input))
  }

  /** A worktree of the repository. */
  worktree(worktree: { readonly branch?: string; readonly base?: string } = {}): Promise<Session> {
    return this.made({ project_path: this.git.folder, worktree })
  }

  has({ workspace_path }: Session, name: string): boolean {
    return existsSync(path.join(workspace_path, name))
  }
}
