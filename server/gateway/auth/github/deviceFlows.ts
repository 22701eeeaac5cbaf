import { HomeportError } from '#shared/errors.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import type { Clock } from '#server/platform/clock.ts'
import { createFairShare } from '../../unauthenticated/fairShare.ts'
import { addressBlockOf } from '../../kernel/origin/addressBlock.ts'
import { newSecret } from '../credentials/secret.ts'
import type { GithubAddress, GithubApi } from './githubApi.ts'

/** More people than this do not sign in within a quarter of an hour: unauthenticated clients may start flows, but not without end. */
const LIMITS = { perAddressBlock: 10, total: 50 }

/** What GitHub wants to be waited longer after `slow_down`. */
const SLOW_DOWN_SECONDS = 5

/** approved: `token` is GitHub's, to be used once and forgotten. */
export type DeviceProgress =
  | { readonly kind: 'pending'; readonly interval: number }
  | { readonly kind: 'approved'; readonly token: string; readonly address: GithubAddress }

/**
 * Sign-ins by code that are under way. Kept in memory: after a restart of the gateway the person begins anew. GitHub's
 * own device code never leaves this process, and GitHub is polled no faster than it allows, whatever the client does.
 */
export interface DeviceFlows {
  /** Where too many are under way, the oldest of whoever began the most ends. @throws as `GithubApi` fails. */
  start(address: GithubAddress, from: string | null): Promise<ResultOf<'auth.github_device'>>
  /** @throws HomeportError AUTH_001 when the flow is unknown, over or was refused. */
  poll(deviceCode: string): Promise<DeviceProgress>
}

interface Flow {
  readonly address: GithubAddress
  readonly github_code: string
  readonly expires_at: number
  interval: number
  next_poll_at: number
}

export function createDeviceFlows(deps: { readonly clock: Clock; readonly api: GithubApi }): DeviceFlows {
  const { clock, api } = deps
  const flows = createFlows(clock)
  return {
    start: async (address, from) => {
      const started = await api.startDevice(address)
      const code = newSecret('hp_dc_')
      const interval = Math.max(1, started.interval)
      flows.keep(code, from, {
        address,
        github_code: started.device_code,
        expires_at: clock.monotonic() + started.expires_in * 1000,
        interval,
        next_poll_at: clock.monotonic(),
      })
      const { user_code, verification_uri, expires_in } = started
      return { device_code: code, user_code, verification_uri, expires_in, interval }
    },
    poll: async (code) => {
      const flow = flows.find(code)
      const now = clock.monotonic()
      if (now < flow.next_poll_at) {
        return { kind: 'pending', interval: flow.interval }
      }
      // Before GitHub is asked: a second poll meanwhile waits its turn.
      flow.next_poll_at = now + flow.interval * 1000
      const said = await api.pollDevice(flow.address, flow.github_code)
      switch (said.kind) {
        case 'pending':
          return { kind: 'pending', interval: flow.interval }
        case 'slow_down':
          flow.interval = Math.max(said.interval ?? 0, flow.interval + SLOW_DOWN_SECONDS)
          flow.next_poll_at = now + flow.interval * 1000
          return { kind: 'pending', interval: flow.interval }
        case 'approved':
          flows.forget(code)
          return { kind: 'approved', token: said.token, address: flow.address }
        case 'ended':
          flows.forget(code)
          throw said.error
      }
    },
  }
}

/** Those that are under way, bounded so that no crowd can keep a person from starting one. */
function createFlows(clock: Clock) {
  const flows = new Map<string, Flow>()
  const shares = createFairShare<string>(LIMITS)

  const forget = (code: string): void => {
    flows.delete(code)
    shares.remove(code)
  }

  const forgetExpired = (): void => {
    for (const [code, flow] of flows) {
      if (flow.expires_at <= clock.monotonic()) {
        forget(code)
      }
    }
  }

  return {
    forget,
    keep: (code: string, from: string | null, flow: Flow): void => {
      forgetExpired()
      flows.set(code, flow)
      const tooMany = shares.add(addressBlockOf(from), code)
      if (tooMany !== null) {
        forget(tooMany)
      }
    },
    /** @throws HomeportError AUTH_001 when it is not known (any more). */
    find: (code: string): Flow => {
      forgetExpired()
      const flow = flows.get(code)
      if (flow === undefined) {
        throw new HomeportError('AUTH_001', 'This sign-in is not known here any more. Start again for a new code.')
      }
      return flow
    },
  }
}
