import { realpath } from 'node:fs/promises'
import { HomeportError } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { HostHandlers } from '../hostHandlers.ts'
import { createBranch, deleteBranch, switchBranch } from './changing/branches.ts'
import { commit, draft } from './changing/commit.ts'
import { type DiscardDeps, discard } from './changing/discard.ts'
import { listDiscarded } from './changing/discardedRef.ts'
import { stage, unstage } from './changing/stage.ts'
import { undoDiscard } from './changing/undoDiscard.ts'
import { gitContent } from './reading/content.ts'
import { gitCompare, gitPatch } from './reading/diff.ts'
import { gitBranches, gitLog, gitShow } from './reading/history.ts'
import { shownPatch } from './reading/patch.ts'
import { repositoryOf } from './reading/repository.ts'
import { gitStatus } from './reading/status.ts'
import { Git, type GitDeps } from './running/git.ts'

export interface GitHandlerDeps extends GitDeps, DiscardDeps {
  readonly registry: {
    find(session_id: SessionId, actor: Actor): { readonly state: { readonly workspace_path: string } }
  }
  /** Somebody changed the repository of a folder by Homeport. */
  readonly onChanged: (folder: string) => void
}

type Rows = Pick<HostHandlers, Extract<keyof HostHandlers, `git.${string}`>>

/** Answers for the repositories in which sessions work. */
export function gitHandlers(deps: GitHandlerDeps): Rows {
  const { registry, onChanged } = deps
  const turns = new Turns()
  const open = async ({ session_id }: { readonly session_id: SessionId }, actor: Actor): Promise<Git> => {
    const { workspace_path } = registry.find(session_id, actor).state
    const folder = await realpath(workspace_path).catch(() => null)
    if (folder === null) {
      throw new HomeportError('FILE_003', 'The folder of this session is gone.', { details: { path: workspace_path } })
    }
    return new Git(folder, deps)
  }
  /** One after the other: Git locks its index, and whoever comes second waits here rather than fails there. */
  const change = async <T>(
    of: { readonly session_id: SessionId },
    actor: Actor,
    work: (git: Git) => Promise<T>,
  ): Promise<T> => {
    const git = await open(of, actor)
    return turns.take(git.folder, async () => {
      try {
        return await work(git)
      } finally {
        onChanged(registry.find(of.session_id, actor).state.workspace_path)
      }
    })
  }
  return {
    ...readingHandlers(open),
    'git.stage': (params, actor) => change(params, actor, (git) => stage(git, params).then(() => done)),
    'git.unstage': (params, actor) => change(params, actor, (git) => unstage(git, params).then(() => done)),
    'git.discard': (params, actor) => change(params, actor, (git) => discard(git, params, deps)),
    'git.undo_discard': (params, actor) => change(params, actor, (git) => undoDiscard(git, params.discard_id)),
    'git.commit': (params, actor) => change(params, actor, (git) => commit(git, params)),
    'git.create_branch': (params, actor) =>
      change(params, actor, async (git) => ({ branch: await createBranch(git, params) })),
    'git.switch': (params, actor) => change(params, actor, (git) => switchBranch(git, params.name, params.stash)),
    'git.delete_branch': (params, actor) =>
      change(params, actor, async (git) => ({ commit: await deleteBranch(git, params.name, params.force) })),
  }
}

const done = { success: true } as const

type Open = (of: { readonly session_id: SessionId }, actor: Actor) => Promise<Git>

type ReadingRow =
  | 'git.status'
  | 'git.diff'
  | 'git.compare'
  | 'git.content'
  | 'git.branches'
  | 'git.log'
  | 'git.show'
  | 'git.discarded'
  | 'git.draft_message'

function readingHandlers(open: Open): Pick<Rows, ReadingRow> {
  return {
    'git.status': async (params, actor) => gitStatus(await open(params, actor)),
    'git.diff': async (params, actor) => shownPatch(await gitPatch(await open(params, actor), params)),
    'git.compare': async (params, actor) => gitCompare(await open(params, actor), params.revision),
    'git.content': async (params, actor) => ({
      data: (await gitContent(await open(params, actor), params)).toString('base64'),
    }),
    'git.branches': async (params, actor) => gitBranches(await open(params, actor), params.q),
    'git.log': async (params, actor) => gitLog(await open(params, actor), params),
    'git.show': async (params, actor) => gitShow(await open(params, actor), params.commit),
    'git.discarded': async (params, actor) => {
      const git = await open(params, actor)
      return { discarded: await listDiscarded(git, await repositoryOf(git)) }
    },
    'git.draft_message': async (params, actor) => ({ message: await draft(await open(params, actor)) }),
  }
}

/** What is done in one folder is done in turn. */
class Turns {
  readonly #last = new Map<string, Promise<unknown>>()

  async take<T>(folder: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(folder) ?? Promise.resolve()
    const mine = before.then(work, work)
    const settled = mine.catch(() => {})
    this.#last.set(folder, settled)
    try {
      return await mine
    } finally {
      if (this.#last.get(folder) === settled) {
        this.#last.delete(folder)
      }
    }
  }
}
