import { HomeportError } from '#shared/errors.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { ParamsOf, ResultOf } from '#shared/operations/table.ts'
import type { Checkout } from '#shared/session/checkout.ts'
import type { Clock } from '#server/platform/clock.ts'
import { gitBranches } from '../git/reading/history.ts'
import { Git, type GitDeps } from '../git/running/git.ts'
import { zeroed } from '../git/reading/records.ts'
import type { HostHandlers } from '../hostHandlers.ts'
import type { Folders } from '../sessions/ports/sessionPorts.ts'
import type { SessionRegistry } from '../sessions/registry.ts'
import type { Session } from '../sessions/session.ts'
import { mergeBack, planMerge } from './ending/merging.ts'
import { assertSaved, deleteEmptyBranch, removeCheckout, saveAndRemove } from './ending/removing.ts'
import { unsavedIn } from './ending/unsaved.ts'
import { proposeBranch, repositoryAround } from './making/planning.ts'
import { type ProjectSetups, setupFingerprint } from './setup/projectSetup.ts'

export interface CheckoutHandlerDeps extends GitDeps {
  /** There once the host is put together. */
  readonly registry: () => Pick<SessionRegistry, 'find'>
  readonly folders: Folders
  readonly setups: ProjectSetups
  readonly clock: Clock
  /** Whether another session that has not ended works there, or in a worktree of what is there. */
  readonly isUsedByOther: (folder: string, sessionId: string) => boolean
}

type Rows = Pick<HostHandlers, Extract<keyof HostHandlers, `worktree.${string}`>>

/** Answers for the checkouts of sessions: what they begin with, and how they end. */
export function checkoutHandlers(deps: CheckoutHandlerDeps): Rows {
  const { registry, setups } = deps
  return {
    'worktree.offer': (params, actor) => offer(deps, params, actor),
    'worktree.setup': async ({ project }, actor) => ({ setup: shown(setups, actor, await projectOf(deps, project)) }),
    'worktree.save_setup': async ({ project, ...setup }, actor) => {
      setups.save(actor.user_id, await projectOf(deps, project), setup)
      return { fingerprint: setupFingerprint(setup) }
    },
    'worktree.state': async ({ session_id }, actor) => {
      const { workspace_path, checkout } = registry().find(session_id, actor).state
      const ready = readyOf(checkout)
      const unsaved = await unsavedIn(new Git(workspace_path, deps))
      const merge = ready.kind === 'worktree' ? await planMerge(ready, deps) : NO_MERGE
      return { unsaved: [...unsaved], ahead: merge.ahead, merge_problem: merge.problem, merge_into: merge.into }
    },
    'worktree.end': (params, actor) => end(deps, params, registry().find(params.session_id, actor)),
  }
}

const NO_MERGE = { into: null, ahead: null, problem: 'A clone is pushed, not merged.' }

async function offer(
  deps: CheckoutHandlerDeps,
  asked: ParamsOf<'worktree.offer'>,
  actor: Actor,
): Promise<ResultOf<'worktree.offer'>> {
  const none = { branch: '', base: '', branches: [], uncommitted: 0, setup: null }
  try {
    const folder = await deps.folders.resolve(asked.project_path)
    const { git, base } = await repositoryAround(folder, deps)
    const [{ branches }, changed] = await Promise.all([
      gitBranches(git, ''),
      git.read(['status', '--porcelain', '-z', '--no-renames', '--ignore-submodules=dirty']),
    ])
    return {
      problem: null,
      branch: await proposeBranch(git, asked.prompt),
      base,
      branches: branches.slice(0, 200).map(({ name }) => name),
      uncommitted: [...zeroed(changed)].length,
      setup: shown(deps.setups, actor, git.folder),
    }
  } catch (error) {
    if (error instanceof HomeportError && error.code !== 'INTERNAL_001') {
      return { problem: error.message, ...none }
    }
    throw error
  }
}

/** The repository of a folder, or an address as it stands. */
async function projectOf(deps: CheckoutHandlerDeps, project: string): Promise<string> {
  if (/^[a-z]+:\/\/|^[\w.-]+@[^/]+:/i.test(project)) {
    return project
  }
  const { git } = await repositoryAround(await deps.folders.resolve(project), deps)
  return git.folder
}

function shown(setups: ProjectSetups, { user_id }: Actor, project: string) {
  const setup = setups.of(user_id, project)
  return setup === null ? null : { ...setup, fingerprint: setupFingerprint(setup) }
}

async function end(
  deps: CheckoutHandlerDeps,
  { how, save_work }: ParamsOf<'worktree.end'>,
  session: Session,
): Promise<ResultOf<'worktree.end'>> {
  const { id, workspace_path: folder } = session.state
  const checkout = readyOf(session.state.checkout)
  if (how === 'keep') {
    await session.terminate()
    session.patch({ checkout: { ...checkout, is_kept: true } })
    return { session: session.state, merged: null, saved: null }
  }
  if (deps.isUsedByOther(folder, id)) {
    throw new HomeportError(
      'SESSION_003',
      'Another session works in this folder, or in a worktree of it. Nothing was changed; end that one first.',
    )
  }
  if (save_work && checkout.kind === 'clone') {
    throw new HomeportError(
      'SESSION_003',
      'A clone has no repository beside it to keep work in. Nothing was changed; commit and push it.',
    )
  }
  if (how === 'merge') {
    await assertMergeable(deps, checkout, folder)
  } else if (!save_work) {
    await assertSaved(new Git(folder, deps))
  }
  await session.terminate()
  const merged = how === 'merge' ? await mergeBack(checkout, deps) : null
  const saved = save_work
    ? await saveAndRemove(folder, checkout, { environment: deps.environment, stamp: stampOf(deps.clock) })
    : null
  await removeCheckout(folder, checkout, deps)
  if (checkout.kind === 'worktree') {
    await deleteEmptyBranch(checkout, deps)
  }
  session.patch({ checkout: { ...checkout, state: 'ended' } })
  return { session: session.state, merged, saved }
}

async function assertMergeable(deps: GitDeps, checkout: Checkout, folder: string): Promise<void> {
  await assertSaved(new Git(folder, deps))
  const { into, problem } = checkout.kind === 'worktree' ? await planMerge(checkout, deps) : NO_MERGE
  if (into === null || problem !== null) {
    throw new HomeportError('SESSION_003', `${problem ?? ''} Nothing was changed.`)
  }
}

function readyOf(checkout: Checkout | undefined): Checkout {
  if (checkout === undefined) {
    throw new HomeportError(
      'SESSION_003',
      'This session works in a folder that was there before it. There is nothing to merge or remove.',
    )
  }
  if (checkout.state !== 'ready') {
    throw new HomeportError(
      'SESSION_003',
      checkout.state === 'ended'
        ? 'The folder of this session was removed already.'
        : 'The folder of this session is still being made.',
    )
  }
  return checkout
}

function stampOf(clock: Clock): string {
  return clock
    .timestamp()
    .replace(/[^0-9]/g, '')
    .slice(0, 17)
}
