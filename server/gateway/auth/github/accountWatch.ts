import { setTimeout as delay } from 'node:timers/promises'
import { readDetails } from '#shared/errors.ts'
import type { Clock } from '#server/platform/clock.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { AccountStore, AllowedUser, GithubProfile } from '../store/accounts.ts'
import type { GithubAddress, GithubApi } from './githubApi.ts'
import type { GithubSetup } from './setup.ts'

const log = createLogger('auth')

/** How long GitHub's answer about an account is used: without a token there are 60 requests an hour. */
export const TRUSTED_MS = 3600_000

/** No request waits longer for GitHub. */
export const WAIT_MS = 1_000

/** GitHub that did not answer is left alone for this long. */
const AGAIN_AFTER_MS = 5 * 60_000

/**
 * Notices that an account was deleted or renamed at GitHub, while it is in use here. A deleted one comes off the
 * allow-list, as if the owner had taken it. Without an answer everything stays as it is: a GitHub that is down, slow or
 * rate limits us locks nobody out.
 */
export interface AccountWatch {
  /**
   * Asks GitHub again when its last answer is older than `trustedMs`. null: there is nothing to wait for. The promise
   * never rejects, and is done after WAIT_MS at most; an answer that is later takes effect when it is there.
   */
  check(githubId: number, trustedMs?: number): Promise<void> | null
  /** GitHub has just confirmed this account. */
  seen(githubId: number): void
}

export interface AccountWatchDeps {
  readonly clock: Clock
  readonly setup: Pick<GithubSetup, 'address'>
  readonly api: Pick<GithubApi, 'lookUp'>
  readonly accounts: Pick<AccountStore, 'find' | 'refresh' | 'disallow'>
  /** It is off the list already. */
  readonly onGone: (user: AllowedUser) => void
  /** Who may enter, or as what, may have changed: what is open is checked again. */
  readonly reviewPeople: () => void
}

export function createAccountWatch(deps: AccountWatchDeps): AccountWatch {
  const { clock, setup, api } = deps
  const answeredAt = new Map<number, number>()
  const asking = new Map<number, Promise<void>>()
  let notBefore = 0

  const ask = async (address: GithubAddress, githubId: number): Promise<void> => {
    let profile: GithubProfile | null
    try {
      profile = await api.lookUp(address, githubId)
    } catch (error) {
      notBefore = clock.monotonic() + Math.max(AGAIN_AFTER_MS, retryAfterMs(error))
      log.info('GitHub did not say whether an account still exists', { github_id: githubId, error })
      return
    }
    answeredAt.set(githubId, clock.monotonic())
    try {
      act(deps, githubId, profile)
    } catch (error) {
      log.error('what GitHub said of an account could not be kept', { github_id: githubId, error })
    }
  }

  const isDue = (githubId: number, trustedMs: number): boolean => {
    const now = clock.monotonic()
    return now >= notBefore && now - (answeredAt.get(githubId) ?? Number.NEGATIVE_INFINITY) >= trustedMs
  }

  const begin = async (address: GithubAddress, githubId: number): Promise<void> => {
    const answer = ask(address, githubId).finally(() => asking.delete(githubId))
    await Promise.race([answer, delay(WAIT_MS, undefined, { ref: false })])
  }

  return {
    check: (githubId, trustedMs = TRUSTED_MS) => {
      const under = asking.get(githubId)
      const address = setup.address()
      if (under !== undefined || address === null || !isDue(githubId, trustedMs)) {
        return under ?? null
      }
      const waiting = begin(address, githubId)
      asking.set(githubId, waiting)
      return waiting
    },
    seen: (githubId) => {
      answeredAt.set(githubId, clock.monotonic())
    },
  }
}

function act(deps: AccountWatchDeps, githubId: number, profile: GithubProfile | null): void {
  if (profile === null) {
    takeOff(deps, githubId)
  } else {
    keepName(deps, profile)
  }
}

function takeOff({ accounts, onGone, reviewPeople }: AccountWatchDeps, githubId: number): void {
  const user = accounts.find(githubId)
  if (user === null) {
    return
  }
  accounts.disallow(githubId)
  log.warn('a GitHub account does not exist any more: it is off the allow-list', { github_id: githubId })
  onGone(user)
  reviewPeople()
}

function keepName({ accounts, reviewPeople }: AccountWatchDeps, profile: GithubProfile): void {
  const before = accounts.find(profile.github_id)
  accounts.refresh(profile)
  if (before !== null && before.login !== profile.login) {
    log.info('a GitHub account has another name', { github_id: profile.github_id, login: profile.login })
    reviewPeople()
  }
}

function retryAfterMs(error: unknown): number {
  return (readDetails(error, 'RATE_001')?.retry_after ?? 0) * 1000
}
