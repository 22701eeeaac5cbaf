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
import type { Network, NetworkDeps } from './network/networkHandlers.ts'
import type { FolderTurns } from './running/folderTurns.ts'
import { Git, type GitDeps } from './running/git.ts'
import { abort, apply, goOn } from './changing/applying.ts'
import { applyStash, dropStash, listStashes, restoreStash, stash } from './changing/stashes.ts'

export interface GitHandlerDeps extends GitDeps, DiscardDeps {
  readonly registry: {
    find(session_id: SessionId, actor: Actor): { readonly state: { readonly workspace_path: string } }
  }
  readonly network: Network
  readonly turns: FolderTurns
  /** Somebody changed the repository of a folder by Homeport. */
  readonly onChanged: NetworkDeps['onChanged']
}

type Rows = Pick<HostHandlers, Extract<keyof HostHandlers, `git.${string}`>>

/** Answers for the repositories in which sessions work. */
export function gitHandlers(deps: GitHandlerDeps): Rows {
  const { registry, onChanged, turns } = deps
  const open = async ({ session_id }: { readonly session_id: SessionId }, actor: Actor): Promise<Git> => {
    const { workspace_path } = registry.find(session_id, actor).state
    const folder = await realpath(workspace_path).catch(() => null)
    if (folder === null) {
      throw new HomeportError('FILE_003', 'The folder of this session is gone.', { details: { path: workspace_path } })
    }
    return new Git(folder, deps)
  }
  /** One after the other: Git locks its index, and whoever comes second waits here rather than fails there. */
  const change: Change = async (of, actor, work) => {
    const git = await open(of, actor)
    return turns.take(git.folder, async () => {
      try {
        return await work(git)
      } finally {
        onChanged(folderOf(of, actor))
      }
    })
  }
  const folderOf = (of: { readonly session_id: SessionId }, actor: Actor) =>
    registry.find(of.session_id, actor).state.workspace_path
  return {
    ...readingHandlers(open),
    ...historyHandlers(change, deps),
    ...deps.network.handlers({ open, folderOf, inTurn: (folder, work) => turns.take(folder, work) }),
    'git.stage': (params, actor) => change(params, actor, (git) => stage(git, params).then(() => done)),
    'git.unstage': (params, actor) => change(params, actor, (git) => unstage(git, params).then(() => done)),
    'git.discard': (params, actor) => change(params, actor, (git) => discard(git, params, deps)),
    'git.undo_discard': (params, actor) => change(params, actor, (git) => undoDiscard(git, params.discard_id)),
    'git.commit': (params, actor) => change(params, actor, (git) => commit(git, params)),
    'git.create_branch': (params, actor) =>
      change(params, actor, async (git) => ({ branch: await createBranch(git, params) })),
    'git.switch': (params, actor) => change(params, actor, (git) => switchBranch(git, params.name, params.stash)),
    'git.delete_branch': (params, actor) =>
      change(params, actor, async (git) => ({ commit: await deleteBranch(git, params, deps.clock) })),
  }
}

const done = { success: true } as const

type Change = <T>(of: { readonly session_id: SessionId }, actor: Actor, work: (git: Git) => Promise<T>) => Promise<T>

type HistoryRow =
  | 'git.revert'
  | 'git.cherry_pick'
  | 'git.abort'
  | 'git.continue'
  | 'git.stash'
  | 'git.stash_apply'
  | 'git.stash_drop'
  | 'git.stash_restore'

function historyHandlers(change: Change, deps: DiscardDeps): Pick<Rows, HistoryRow> {
  const { clock } = deps
  return {
    'git.revert': (params, actor) => change(params, actor, (git) => apply(git, 'revert', params.commit)),
    'git.cherry_pick': (params, actor) => change(params, actor, (git) => apply(git, 'cherry-pick', params.commit)),
    'git.abort': (params, actor) => change(params, actor, (git) => abort(git, deps)),
    'git.continue': (params, actor) => change(params, actor, (git) => goOn(git)),
    'git.stash': (params, actor) =>
      change(params, actor, async (git) => ({ stash_id: await stash(git, params.message) })),
    'git.stash_apply': (params, actor) => change(params, actor, (git) => applyStash(git, params, clock)),
    'git.stash_drop': (params, actor) =>
      change(params, actor, (git) =>
        dropStash(git, params.stash_id, clock).then(() => ({ stash_id: params.stash_id })),
      ),
    'git.stash_restore': (params, actor) =>
      change(params, actor, (git) => restoreStash(git, params.stash_id).then(() => ({ stash_id: params.stash_id }))),
  }
}

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
  | 'git.stashes'
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
    'git.stashes': async (params, actor) => listStashes(await open(params, actor)),
    'git.discarded': async (params, actor) => {
      const git = await open(params, actor)
      return { discarded: await listDiscarded(git, await repositoryOf(git)) }
    },
    'git.draft_message': async (params, actor) => ({ message: await draft(await open(params, actor)) }),
  }
}
