import { HomeportError } from '#shared/errors.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import type { Clock } from '#server/platform/clock.ts'
import { newSecret } from '../secret.ts'
import type { GithubAddress, GithubApi } from './githubApi.ts'

/** More people than this do not sign in within a quarter of an hour: strangers may start flows, but not without end. */
const MAX_FLOWS = 50

/** What GitHub wants to be waited longer after `slow_down`. */
const SLOW_DOWN_SECONDS = 5

/** approved: `token` is GitHub's, to be used once and forgotten. */
export type DeviceProgress =
  | { readonly kind: 'pending'; readonly interval: number }
  | { readonly kind: 'approved'; readonly token: string; readonly address: GithubAddress }

/**
 * Sign-ins by code that are under way. Kept in memory: after a restart of the gateway the person begins anew. GitHub's
 * own device code never leaves this process, and it is asked no faster than it wants, whatever the client does.
 */
export interface DeviceFlows {
  /** @throws HomeportError RATE_001 when too many are under way, and as `GithubApi` fails. */
  start(address: GithubAddress): Promise<ResultOf<'auth.github_device'>>
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
  const flows = new Map<string, Flow>()

  const forgetExpired = (): void => {
    for (const [code, flow] of flows) {
      if (flow.expires_at <= clock.now()) {
        flows.delete(code)
      }
    }
  }

  return {
    start: async (address) => {
      forgetExpired()
      if (flows.size >= MAX_FLOWS) {
        throw new HomeportError('RATE_001', 'Too many sign-ins are under way. Try again in a minute.', {
          details: { retry_after: 60 },
        })
      }
      const started = await api.startDevice(address)
      const code = newSecret('hp_dc_')
      const interval = Math.max(1, started.interval)
      flows.set(code, {
        address,
        github_code: started.device_code,
        expires_at: clock.now() + started.expires_in * 1000,
        interval,
        next_poll_at: clock.now(),
      })
      const { user_code, verification_uri, expires_in } = started
      return { device_code: code, user_code, verification_uri, expires_in, interval }
    },
    poll: async (code) => {
      forgetExpired()
      const flow = flows.get(code)
      if (flow === undefined) {
        throw new HomeportError('AUTH_001', 'This sign-in is not known here any more. Begin anew for a fresh code.')
      }
      const now = clock.now()
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
          flows.delete(code)
          return { kind: 'approved', token: said.token, address: flow.address }
        case 'ended':
          flows.delete(code)
          throw said.error
      }
    },
  }
}
