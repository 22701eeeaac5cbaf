import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import type { Checkout } from '#shared/session/checkout.ts'
import type { NewEvent } from '#shared/session/events.ts'
import type { Session } from '#shared/session/session.ts'
import type { UserId } from '#shared/ids.ts'
import type { SessionCredentials } from '../git/network/gitAccess.ts'
import { networkAccess } from '../git/network/networkAccess.ts'
import { Git } from '../git/running/git.ts'
import type { FolderMaking, MadeFolder, PlannedFolder } from '../sessions/ports/folderMaking.ts'
import type { FolderTrust } from '../sessions/ports/folderTrust.ts'
import type { Folders } from '../sessions/ports/sessionPorts.ts'
import { type CloningDeps, clone } from './making/cloning.ts'
import { readGitAddress } from './making/gitAddress.ts'
import { addWorktree } from './making/addingWorktree.ts'
import { branchIn, planClone, planWorktree } from './making/planning.ts'
import { type SettingUpDeps, setUp } from './setup/settingUp.ts'
import { setupFingerprint } from './setup/projectSetup.ts'

export interface CheckoutsDeps extends CloningDeps, SettingUpDeps {
  readonly folders: Folders
  readonly trust: Pick<FolderTrust, 'inspect' | 'accept'>
  readonly credentials: SessionCredentials
  readonly isLocalOwner: (userId: UserId) => boolean
}

/** The worktrees and clones that sessions begin with. */
export class Checkouts implements FolderMaking {
  readonly #deps: CheckoutsDeps
  readonly #making = new Map<SessionId, { readonly end: AbortController; readonly settled: Promise<unknown> }>()

  constructor(deps: CheckoutsDeps) {
    this.#deps = deps
  }

  async plan(asked: ParamsOf<'session.create'>, actor: Actor): Promise<PlannedFolder | null> {
    const { folders, trust, environment, isLocalOwner } = this.#deps
    const { git_url, worktree, project_path, trust_fingerprint } = asked
    if (git_url === undefined && worktree === undefined) {
      return null
    }
    let planned
    if (git_url !== undefined) {
      planned = planClone({ ...asked, git_url }, isLocalOwner(actor.user_id))
    } else {
      const folder = await folders.resolve(project_path ?? '')
      planned = await planWorktree(folder, worktree ?? {}, { environment, prompt: asked.name ?? '' })
      if (trust_fingerprint !== undefined) {
        await trust.accept(actor.user_id, folder, trust_fingerprint)
      }
    }
    const { name, plan, ...rest } = planned
    this.#assertSetup(actor.user_id, rest.from, asked.checkout_setup)
    const checkout: Checkout = {
      ...rest,
      state: 'making',
      is_kept: false,
      plan: { ...plan, setup: asked.checkout_setup ?? null },
    }
    return { workspace_path: await makeFree(folders, asked.folder_name ?? name), checkout }
  }

  async make(session: Session, told: (activity: string) => void): Promise<MadeFolder> {
    await this.#making.get(session.id)?.settled
    const end = new AbortController()
    const work = this.#make(session, told, end.signal)
    const mine = { end, settled: work.catch(() => {}) }
    this.#making.set(session.id, mine)
    try {
      return await work
    } finally {
      if (this.#making.get(session.id) === mine) {
        this.#making.delete(session.id)
      }
    }
  }

  /** Gives up what is being made for a session. No-op when nothing is. */
  cancel(sessionId: SessionId): void {
    this.#making.get(sessionId)?.end.abort()
  }

  isMaking(sessionId: SessionId): boolean {
    return this.#making.has(sessionId)
  }

  /** Gives up all. Resolves when nothing of it runs. */
  async close(): Promise<void> {
    const all = [...this.#making.values()]
    all.forEach(({ end }) => end.abort())
    await Promise.all(all.map(({ settled }) => settled))
  }

  async #make(session: Session, told: (activity: string) => void, signal: AbortSignal): Promise<MadeFolder> {
    const { checkout } = session
    if (checkout === undefined) {
      throw new HomeportError('SESSION_003', 'This session has no checkout of its own.')
    }
    told(checkout.kind === 'clone' ? 'Cloning…' : 'Making a worktree…')
    await (checkout.kind === 'clone' ? this.#clone(session, told, signal) : addWorktree(this.#deps, session, signal))
    await this.#adoptTrust(session, checkout)
    const events = await setUp(this.#deps, { session, checkout, told, signal })
    const branch = checkout.branch ?? (await branchIn(this.#deps, session.workspace_path))
    return {
      checkout: { ...checkout, branch, state: 'ready' },
      events: [madeNotice({ ...checkout, branch }), ...events],
    }
  }

  async #clone(session: Session, told: (activity: string) => void, signal: AbortSignal): Promise<void> {
    const { environment, isLocalOwner } = this.#deps
    const mayBeHere = isLocalOwner(session.user_id)
    const { host } = readGitAddress(session.checkout?.from ?? '', { mayBeHere })
    const caller = { user_id: session.user_id, session_id: session.id }
    const git = new Git(path.dirname(session.workspace_path), { environment })
    const access = await networkAccess(this.#deps, caller, { host, git, isPublicEnough: true })
    try {
      await clone(this.#deps, { session, access, mayBeHere, signal, told })
    } finally {
      await access.close()
    }
  }

  /** What a person trusts in the repository, they trust in a worktree that brings the very same. */
  async #adoptTrust({ user_id, workspace_path }: Session, { kind, from }: Checkout): Promise<void> {
    const { trust } = this.#deps
    if (kind === 'clone') {
      return
    }
    const [before, here] = await Promise.all([trust.inspect(user_id, from), trust.inspect(user_id, workspace_path)])
    if (before.trust.state === 'trusted' && before.trust.fingerprint === here.trust.fingerprint && !here.isInForce) {
      await trust.accept(user_id, workspace_path, here.trust.fingerprint ?? '')
    }
  }

  #assertSetup(userId: UserId, project: string, fingerprint: string | undefined): void {
    const setup = fingerprint === undefined ? null : this.#deps.setups.of(userId, project)
    if (fingerprint !== undefined && (setup === null || setupFingerprint(setup) !== fingerprint)) {
      throw new HomeportError(
        'SESSION_006',
        'The set-up of this project is another one now than what was shown. No session was started; look at it again.',
      )
    }
  }
}

const MOST_TRIES = 200

async function makeFree(folders: Folders, name: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    try {
      return await folders.make(number === 1 ? name : `${name}-${number}`)
    } catch (error) {
      const isTaken = error instanceof HomeportError && error.code === 'SESSION_003'
      if (!isTaken || number >= MOST_TRIES) {
        throw error
      }
    }
  }
}

function madeNotice({ kind, from, branch, base }: Checkout): NewEvent {
  const on = branch === null ? '' : ` on the branch ${branch}`
  const content =
    kind === 'clone'
      ? `${from} was cloned${on}.`
      : `Works in a worktree of its own${on}${base === null ? '' : `, which began at ${base}`}. The files in ${from} stay as they are.`
  return { type: 'notice', content, data: { level: 'info', code: 'checkout_made' } }
}
