import { HomeportError } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { GitChanged } from '#shared/session/events.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { HostHandlers } from '../../hostHandlers.ts'
import type { Git } from '../running/git.ts'
import { type NetworkAccessDeps, networkAccess } from './networkAccess.ts'
import { assertAgreed, programsOf } from './programs.ts'
import { followProgress } from './progress.ts'
import { isProtected, projectFolders } from './protection.ts'
import { pullRequestLink } from './pullRequestLink.ts'
import { pushTarget, remotesOf } from './remotes.ts'
import { type Reach, fetchRemote, pull, push } from './transfer.ts'

type Rows = Pick<HostHandlers, 'git.remotes' | 'git.fetch' | 'git.pull' | 'git.push' | 'git.cancel'>

interface Of {
  readonly session_id: SessionId
  readonly runs_id?: string | undefined
}

export interface NetworkDeps extends NetworkAccessDeps {
  readonly clock: Pick<Clock, 'monotonic'>
  /** Branches that nobody pushes onto directly, as `git.protected_branches` has them; asked each time. */
  readonly protectedBranches: () => readonly string[]
  /** Somebody changed the repository of a folder by Homeport, or is about to. */
  readonly onChanged: (folder: string, data?: GitChanged['data']) => void
}

export interface NetworkRoom {
  readonly open: (of: Of, actor: Actor) => Promise<Git>
  /** The folder of the session, as it is told of. */
  readonly folderOf: (of: Of, actor: Actor) => string
  /** In its turn with all else that changes the folder. */
  readonly inTurn: <T>(folder: string, work: () => Promise<T>) => Promise<T>
}

interface UnderWay {
  readonly what: string
  readonly abort: AbortController
}

/** What is done with remotes: one thing at a time in a folder, and none outlives the host. */
export class Network {
  readonly #deps: NetworkDeps
  readonly #underWay = new Map<string, UnderWay>()
  readonly #running = new Set<Promise<unknown>>()

  constructor(deps: NetworkDeps) {
    this.#deps = deps
  }

  handlers(room: NetworkRoom): Rows {
    const { protectedBranches } = this.#deps
    return {
      'git.remotes': async (params, actor) =>
        this.#remotes(await room.open(params, actor), room.folderOf(params, actor)),
      'git.fetch': (params, actor) =>
        this.#run({ room, params, actor, what: 'fetch' }, (git, reach) => fetchRemote(git, reach, params)),
      'git.pull': (params, actor) =>
        this.#run({ room, params, actor, what: 'pull' }, (git, reach) => pull(git, reach, params)),
      'git.push': (params, actor) =>
        this.#run({ room, params, actor, what: 'push' }, async (git, reach) => {
          const folders = await projectFolders(git, room.folderOf(params, actor))
          return push(git, reach, {
            ...params,
            isProtected: (branch) => isProtected(protectedBranches(), { branch, folders }),
          })
        }),
      'git.cancel': async (params, actor) => {
        const found = this.#underWay.get((await room.open(params, actor)).folder)
        found?.abort.abort()
        return { cancelled: found !== undefined }
      },
    }
  }

  /** Cancels all, and waits until Git has ended. */
  async stop(): Promise<void> {
    for (const { abort } of this.#underWay.values()) {
      abort.abort()
    }
    await Promise.allSettled(this.#running)
  }

  async #remotes(git: Git, folder: string) {
    const remotes = await remotesOf(git)
    const target = await pushTarget(git, remotes)
    const folders = await projectFolders(git, folder)
    const { programs, runs_id } = await programsOf(git)
    return {
      remotes: remotes.map(({ address: _address, pushed: _pushed, fetched: _fetched, ...remote }) => remote),
      push:
        target === null
          ? null
          : {
              remote: target.remote.name,
              branch: target.branch,
              sets_upstream: target.sets_upstream,
              is_protected: isProtected(this.#deps.protectedBranches(), { branch: target.branch, folders }),
              pull_request_url: pullRequestLink(target.remote.address, {
                branch: target.branch,
                base: target.remote.default_branch,
              }),
            },
      programs,
      runs_id,
      under_way: this.#underWay.get(git.folder)?.what ?? null,
    }
  }

  async #run<T>(
    { room, params, actor, what }: { room: NetworkRoom; params: Of; actor: Actor; what: string },
    work: (git: Git, reach: Reach) => Promise<T>,
  ): Promise<T> {
    const git = await room.open(params, actor)
    const folder = room.folderOf(params, actor)
    const abort = this.#begin(git.folder, what)
    const running = (async () => {
      try {
        const caller = { session_id: params.session_id, user_id: actor.user_id }
        const whole = async () => {
          await assertAgreed(git, params.runs_id)
          return work(git, this.#reach(git, { caller, folder, signal: abort.signal }))
        }
        // Looked at in the turn: whoever is before may bring another program.
        return await (what === 'pull' ? room.inTurn(git.folder, whole) : whole())
      } finally {
        this.#underWay.delete(git.folder)
        this.#deps.onChanged(folder)
      }
    })()
    this.#running.add(running)
    try {
      return await running
    } finally {
      this.#running.delete(running)
    }
  }

  #begin(folder: string, what: string): AbortController {
    const other = this.#underWay.get(folder)
    if (other !== undefined) {
      throw new HomeportError(
        'SESSION_003',
        `A ${other.what} is under way in this folder. Wait for it, or cancel it.`,
        {
          details: { reason: 'busy', retry_possible: true },
        },
      )
    }
    const abort = new AbortController()
    this.#underWay.set(folder, { what, abort })
    return abort
  }

  #reach(git: Git, of: { caller: Parameters<typeof networkAccess>[1]; folder: string; signal: AbortSignal }): Reach {
    const { clock, onChanged } = this.#deps
    return async (host, asked) => {
      const access = await networkAccess(this.#deps, of.caller, { host, git, isPublicEnough: false })
      try {
        return await git.try('network', {
          ...asked,
          env: access.env,
          settings: access.settings,
          signal: of.signal,
          onMessage: followProgress(clock, (progress) => onChanged(of.folder, { progress })),
        })
      } finally {
        await access.close()
      }
    }
  }
}
