import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import type { UserId } from '#shared/ids.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import { createDeviceFlows } from '../auth/github/deviceFlows.ts'
import type { GithubAddress, GithubApi } from '../auth/github/githubApi.ts'
import type { GithubSetup } from '../auth/github/setup.ts'

/** What a person lets Homeport do at GitHub: without it nothing is asked there in their name. */
const SCOPE = 'repo'

/** Of one GitHub: a token is sent to no other. */
const Kept = z.object({ base_url: z.string(), login: z.string(), token: z.string() })

export interface Grant {
  readonly login: string
  readonly token: string
}

/** Tokens by which Homeport acts at GitHub for people, each for the one who gave it, kept in the vault. */
export interface Grants {
  start(from: string | null): Promise<ResultOf<'github.grant'>>
  /** @throws HomeportError AUTH_001 when it is unknown, over or was refused. */
  poll(userId: UserId, grantId: string): Promise<ResultOf<'github.grant_poll'>>
  /** null: none was given for this GitHub. */
  find(userId: UserId, address: GithubAddress): Promise<Grant | null>
  forget(userId: UserId): Promise<void>
}

export interface GrantsDeps {
  readonly clock: Clock
  readonly vault: Vault
  readonly setup: Pick<GithubSetup, 'address'>
  readonly api: GithubApi
}

export function createGrants({ clock, vault, setup, api }: GrantsDeps): Grants {
  const asking = { ...api, startDevice: (address: GithubAddress) => api.startDevice(address, SCOPE) }
  const flows = createDeviceFlows({ clock, api: asking })
  return {
    start: async (from) => {
      const { device_code, ...shown } = await flows.start(addressOf(setup), from)
      return { grant_id: device_code, ...shown }
    },
    poll: async (userId, grantId) => {
      const progress = await flows.poll(grantId)
      if (progress.kind === 'pending') {
        return { status: 'pending', interval: progress.interval }
      }
      const { token, address } = progress
      const { login } = await api.whoIs(address, token)
      await vault.set(nameOf(userId), JSON.stringify({ base_url: address.base_url, login, token }))
      return { status: 'complete', login }
    },
    find: async (userId, address) => {
      const text = await vault.get(nameOf(userId))
      const kept = text === null ? null : Kept.parse(JSON.parse(text))
      return kept !== null && kept.base_url === address.base_url ? { login: kept.login, token: kept.token } : null
    },
    forget: (userId) => vault.delete(nameOf(userId)),
  }
}

function nameOf(userId: UserId): string {
  return `github_grant.${userId}`
}

/** @throws HomeportError SETTINGS_001 where no GitHub is set up. */
export function addressOf(setup: Pick<GithubSetup, 'address'>): GithubAddress {
  const address = setup.address()
  if (address === null) {
    throw new HomeportError('SETTINGS_001', 'No GitHub app is set up here. The owner names one with: homeport github', {
      details: { problem: 'missing', key: 'github.client_id' },
    })
  }
  return address
}
