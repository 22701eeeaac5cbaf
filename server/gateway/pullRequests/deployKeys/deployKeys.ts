import { HomeportError } from '#shared/errors.ts'
import type { SessionId, UserId } from '#shared/ids.ts'
import type { DeployKey } from '#shared/operations/deployKey.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { HostLink } from '#server/link/link.ts'
import type { Clock } from '#server/platform/clock.ts'
import { failureText } from '#server/platform/failure.ts'
import { createLogger } from '#server/platform/log/log.ts'
import { isDeployKeyFor } from '../../access/access.ts'
import { actorFor } from '../../auth/identify/actor.ts'
import type { AuthModule } from '../../auth/module.ts'
import type { StoredUser } from '../../auth/store/users.ts'
import type { GithubRepository } from '../githubCalls.ts'
import { type Grants, addressOf } from '../grants.ts'
import { addDeployKey, removeDeployKey } from './atGithub.ts'
import { placeOf } from './placeOf.ts'
import type { DeployKeyStore, StoredDeployKey } from './store.ts'

const log = createLogger('deploy keys')

export interface DeployKeysDeps {
  readonly clock: Clock
  readonly link: Pick<HostLink, 'call'>
  readonly auth: Pick<AuthModule, 'githubSetup' | 'users'>
  readonly grants: Grants
  readonly store: DeployKeyStore
  /** What GitHub accepts no more of a person is forgotten. */
  readonly signedOut: <T>(of: Pick<Actor, 'user_id'>, asked: Promise<T>) => Promise<T>
}

/**
 * Public parts of sessions' keys at GitHub: each with its person's consent, of one repository, and gone with its session, or
 * with its person: whoever may enter no more has none there, and is acted for no more once they are gone.
 */
export class DeployKeys {
  readonly #deps: DeployKeysDeps
  #sweeping: Promise<void> = Promise.resolve()
  readonly #adding = new Set<SessionId>()

  constructor(deps: DeployKeysDeps) {
    this.#deps = deps
  }

  list(actor: Actor): DeployKey[] {
    return this.#seenBy(actor).map((key) => {
      const person = this.#person(key)
      return isGone(person) ? { ...shown(key), of: person?.username ?? 'somebody who was deleted' } : shown(key)
    })
  }

  /** @throws HomeportError SESSION_003 with a reason; AUTH_006 for a session of somebody else; as GitHub answers. */
  async add(session_id: SessionId, may_push: boolean, actor: Actor): Promise<DeployKey> {
    if (this.#adding.has(session_id)) {
      throw new HomeportError('SESSION_003', 'A deploy key is being added for this session already. Nothing was added.')
    }
    this.#adding.add(session_id)
    try {
      return await this.#add(session_id, may_push, actor)
    } finally {
      this.#adding.delete(session_id)
    }
  }

  async #add(session_id: SessionId, may_push: boolean, actor: Actor): Promise<DeployKey> {
    const { link, store, clock } = this.#deps
    const { at, host } = await this.#placeFor(session_id, actor)
    if (this.#find(session_id, actor) !== undefined) {
      await this.remove(session_id, actor)
    }
    const { public_key } = await link.call('git_credential.make_key', { session_id, host }, actor)
    const { owner, repository } = at
    const key: StoredDeployKey = {
      session_id,
      user_id: actor.user_id,
      base_url: at.address.base_url,
      owner,
      repository,
      public_key,
      key_id: null,
      may_push,
      // Until GitHub has said that it took it, whoever finds the row takes it away there.
      state: 'removing',
      problem: null,
      added_at: clock.timestamp(),
    }
    store.put(key)
    try {
      const title = `Homeport ${session_id.slice(0, 8)}`
      const adding = addDeployKey(at, { title, public_key, may_push })
      const added: StoredDeployKey = { ...key, key_id: await this.#deps.signedOut(actor, adding), state: 'there' }
      store.put(added)
      return shown(added)
    } catch (error) {
      return this.#notAdded(key, error)
    }
  }

  /** @throws HomeportError SESSION_002 where there is none; as GitHub answers: then it is tried again by itself. */
  async remove(session_id: SessionId, actor: Actor): Promise<void> {
    const key = this.#find(session_id, actor)
    if (key === undefined) {
      throw new HomeportError('SESSION_002', 'This session has no deploy key at GitHub. Nothing was changed.')
    }
    const problem = await this.#tryToRemove(key)
    if (problem !== null) {
      throw new HomeportError(
        'SESSION_003',
        `The deploy key is still at GitHub. It is tried again by itself. ${problem}`,
      )
    }
  }

  /** Takes it off the list, since it was removed there by hand. @throws HomeportError SESSION_002 where there is none. */
  forget(session_id: SessionId, actor: Actor): void {
    if (this.#find(session_id, actor) === undefined) {
      throw new HomeportError('SESSION_002', 'This session has no deploy key at GitHub. Nothing was changed.')
    }
    this.#deps.store.remove(session_id)
  }

  /** Removes those of sessions that are over or whose person is gone, and those that could not be removed before. One after the other; never rejects. */
  sweep(): Promise<void> {
    this.#sweeping = this.#sweeping
      .then(() => this.#sweepNow())
      .catch((error: unknown) => log.warn('deploy keys cannot be looked at', { reason: failureText(error) }))
    return this.#sweeping
  }

  async #sweepNow(): Promise<void> {
    for (const key of this.#deps.store.all()) {
      const isAdding = this.#adding.has(key.session_id)
      if (!isAdding && (key.state === 'removing' || (await this.#isOver(key)))) {
        await this.#tryToRemove(key)
      }
    }
    await this.#forgetGone()
  }

  /** Nothing is done at GitHub for people who may not enter any more, once none of their keys is there. */
  async #forgetGone(): Promise<void> {
    const { auth, grants, store } = this.#deps
    for (const { id } of auth.users.list().filter(isGone)) {
      // Asked again for each: meanwhile somebody may have been let in again, or a key be on its way to GitHub.
      const isNeeded = this.#adding.size > 0 || store.all().some(({ user_id }) => user_id === id)
      if (!isNeeded && isGone(this.#person({ user_id: id }))) {
        await grants.forget(id)
      }
    }
  }

  async #isOver({ session_id, user_id }: StoredDeployKey): Promise<boolean> {
    const person = this.#person({ user_id })
    if (person === null || isGone(person)) {
      return true
    }
    try {
      const { status } = await this.#deps.link.call('session.get', { session_id }, actorFor(person))
      return status === 'TERMINATED'
    } catch (error) {
      // It was deleted; whatever else fails says nothing about it.
      return error instanceof HomeportError && error.code === 'SESSION_002'
    }
  }

  /** null: it is gone. Else why not, which is kept and shown. */
  async #tryToRemove(key: StoredDeployKey): Promise<string | null> {
    const { store, grants, auth, signedOut } = this.#deps
    try {
      const address = addressOf(auth.githubSetup)
      const grant = await grants.find(key.user_id, address)
      if (grant === null || address.base_url !== key.base_url) {
        const why = isGone(this.#person(key)) ? NOT_GRANTED_BY_GONE : NOT_GRANTED
        throw new HomeportError('SESSION_003', why, { details: { reason: 'not_granted' } })
      }
      await signedOut(key, removeDeployKey({ ...key, address, grant }, key))
      if (this.#isStill(key)) {
        store.remove(key.session_id)
      }
      return null
    } catch (error) {
      const problem = failureText(error).slice(0, 500)
      log.warn('a deploy key is still at GitHub', { session_id: key.session_id, reason: problem })
      if (this.#isStill(key)) {
        store.put({ ...key, state: 'removing', problem })
      }
      return problem
    }
  }

  /** While GitHub was asked, its person may have taken it off the list, or put another one in its place. */
  #isStill({ session_id, public_key }: StoredDeployKey): boolean {
    return this.#deps.store.all().some((one) => one.session_id === session_id && one.public_key === public_key)
  }

  #find(session_id: SessionId, actor: Actor): StoredDeployKey | undefined {
    return this.#seenBy(actor).find((key) => key.session_id === session_id)
  }

  #seenBy(actor: Actor): StoredDeployKey[] {
    return this.#deps.store.all().filter((key) => {
      const { user_id } = key
      return isDeployKeyFor(actor, { user_id, isGone: isGone(this.#person(key)) })
    })
  }

  /** null: there is no such person any more. */
  #person({ user_id }: { readonly user_id: UserId }): StoredUser | null {
    return this.#deps.auth.users.find(user_id)
  }

  /** What GitHub refused is not there; of all else nobody knows, and it is looked for. */
  #notAdded(key: StoredDeployKey, error: unknown): never {
    if (error instanceof HomeportError && error.code === 'SESSION_003') {
      this.#deps.store.remove(key.session_id)
    } else {
      this.#deps.store.put({ ...key, problem: failureText(error).slice(0, 500) })
    }
    throw error
  }

  async #placeFor(session_id: SessionId, actor: Actor): Promise<{ at: GithubRepository; host: string }> {
    const { link, auth, grants } = this.#deps
    const session = await link.call('session.get', { session_id }, actor)
    if (session.user_id !== actor.user_id) {
      throw new HomeportError('AUTH_006', 'A session gets a deploy key from its own person alone. Nothing was added.')
    }
    const address = addressOf(auth.githubSetup)
    const isClone = session.status !== 'TERMINATED' && session.checkout?.kind === 'clone'
    const place = placeOf(isClone ? (session.checkout?.from ?? '') : '', address.base_url)
    if ('other' in place) {
      throw new HomeportError('SESSION_003', OTHER[place.other], { details: { reason: place.other } })
    }
    const grant = await grants.find(actor.user_id, address)
    if (grant === null) {
      throw new HomeportError('SESSION_003', `${NOT_GRANTED} Nothing was added.`, {
        details: { reason: 'not_granted' },
      })
    }
    const { owner, repository, host } = place
    return { at: { address, grant, owner, repository }, host }
  }
}

const NOT_GRANTED = 'Homeport may not act at GitHub for you: connect GitHub, or remove the key there by hand.'

const NOT_GRANTED_BY_GONE =
  'Homeport may not act at GitHub for its person, who may not enter any more: remove the key there by hand.'

function isGone(person: Pick<StoredUser, 'may_enter'> | null): boolean {
  return person?.may_enter !== true
}

const OTHER = {
  not_github: 'This session has no clone from the GitHub that is set up here. Nothing was added.',
  not_ssh:
    'This session’s clone goes to GitHub over https, where a key has no part. Nothing was added. Keep a token, or start from an address as git@github.com:owner/name.git.',
} as const

function shown({
  session_id,
  base_url,
  owner,
  repository,
  may_push,
  added_at,
  state,
  problem,
}: StoredDeployKey): DeployKey {
  const url = `${base_url}/${owner}/${repository}/settings/keys`
  return { session_id, repository: `${owner}/${repository}`, url, may_push, added_at, state, problem }
}
