import { HomeportError } from '#shared/errors.ts'
import type { SessionId, UserId } from '#shared/ids.ts'
import type { ClaudeStatus } from '#shared/operations/claude.ts'
import type { SessionLogin } from '#shared/session/session.ts'
import type { Environment } from '#server/platform/environment/ownVariables.ts'
import { detectLogin } from './login.ts'
import type { MemorySessionTokens } from './sessionTokens.ts'
import type { TokenHolder, VaultTokens } from './vaultTokens.ts'

export interface LoginDeps {
  readonly vaultTokens: VaultTokens
  readonly sessionTokens: MemorySessionTokens
  /** Whether this person's machine, and login of Claude Code, this is. */
  readonly isLocalOwner: (userId: UserId) => boolean
  /** Whether the owner lends their login to people who have none of their own. */
  readonly isShared: () => boolean
  /** What Claude Code would see. */
  readonly environment: () => Promise<Environment>
  readonly demo: boolean
}

/** With what Claude Code signs in. `token` null: with what it finds itself, and that is `login`. */
export interface ChosenLogin {
  readonly login: SessionLogin | null
  readonly token: string | null
}

export interface SigningIn {
  readonly session_id: SessionId
  readonly user_id: UserId
  /** The session was given a token of its own. */
  readonly needs_own_token: boolean
}

/** Has the form of a token and is none: the person's own never goes to the stand-in. */
const DEMO_TOKEN = 'sk-ant-api03-homeport-demo'

/**
 * Decides who is billed. Nobody is billed for somebody else's sessions unless they said so: another person than the
 * machine's owner signs in with a token of their own, or not at all.
 */
export class Logins {
  readonly #deps: LoginDeps

  constructor(deps: LoginDeps) {
    this.#deps = deps
  }

  holder(userId: UserId): TokenHolder {
    return this.#deps.isLocalOwner(userId) ? { kind: 'local_owner' } : { kind: 'person', user_id: userId }
  }

  /** @throws HomeportError CLAUDE_001 when it has nothing to sign in with, saying what to do. */
  async ofSession({ session_id, user_id, needs_own_token }: SigningIn): Promise<ChosenLogin> {
    if (!needs_own_token) {
      return this.ofPerson(user_id)
    }
    const token = this.#deps.sessionTokens.get(session_id)
    if (token === null) {
      throw new HomeportError('CLAUDE_001', TOKEN_IS_GONE)
    }
    return { login: 'session_token', token }
  }

  /** @throws HomeportError CLAUDE_001 when it is not the machine's owner and has nothing to sign in with. */
  async ofPerson(userId: UserId): Promise<ChosenLogin> {
    const holder = this.holder(userId)
    if (this.#deps.demo) {
      return { login: 'token', token: DEMO_TOKEN }
    }
    if (holder.kind === 'local_owner') {
      return this.#ofOwner()
    }
    const token = await this.#deps.vaultTokens.get(holder)
    if (token !== null) {
      return { login: 'token', token }
    }
    if (!this.#deps.isShared()) {
      throw new HomeportError('CLAUDE_001', NO_TOKEN_OF_YOURS)
    }
    const owners = await this.#ofOwner()
    return { ...owners, login: owners.login === null ? null : 'lent' }
  }

  /** What `ofPerson` chooses, in the words of the status. null: the machine's owner. Never throws. */
  async statusOf(userId: UserId | null): Promise<ClaudeStatus['login']> {
    try {
      const { login } = await (userId === null ? this.#ofOwner() : this.ofPerson(userId))
      return login === null || login === 'session_token' ? 'none' : login
    } catch {
      return 'none'
    }
  }

  /**
   * The vault may be out of reach where nobody ever needed it (a server without a keyring): an owner with a login of
   * Claude Code's own works on.
   */
  async #ofOwner(): Promise<ChosenLogin> {
    const { vaultTokens, environment, demo } = this.#deps
    if (demo) {
      return { login: 'token', token: DEMO_TOKEN }
    }
    const [read] = await Promise.allSettled([vaultTokens.get({ kind: 'local_owner' })])
    if (read.status === 'fulfilled' && read.value !== null) {
      return { login: 'token', token: read.value }
    }
    const login = await detectLogin(await environment())
    if (login === null && read.status === 'rejected') {
      throw read.reason
    }
    return { login, token: null }
  }
}

const TOKEN_IS_GONE =
  'The Claude token that was given for this session alone is gone: it was kept in memory only, and the session host ' +
  'was started again since. Give the session a token again, or let it use your own login, in its menu.'

export const NO_TOKEN_OF_YOURS =
  'You have no Claude token here, and the login of this machine is its owner’s. Nothing was billed. Set a token of ' +
  'yours on the page "Claude" (PUT /api/claude/token), or name one for the session alone (claude_token); or ask the ' +
  'owner to lend theirs (the setting claude.share_login).'
