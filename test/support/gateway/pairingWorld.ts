import path from 'node:path'
import type { InputOf, ResultOf } from '#shared/operations/table.ts'
import type { RequestOperationName } from '#server/gateway/kernel/call.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { entriesOf } from './auditTrail.ts'
import { localCall, type TestGateway, type TestGatewayOptions } from './gateway.ts'
import { askRemotely, startRemoteGateway, type RemoteListener } from './remote.ts'

export interface DeviceAnswer {
  readonly status: number
  /** Of the error; null where there is none. */
  readonly code: string | null
  readonly body: Record<string, unknown>
  /** `name=value` of the session cookie that it set; empty where it set none. */
  readonly cookie: string
}

/** A workstation that other devices reach, the person before it, and devices. */
export interface PairingWorld {
  readonly gateway: TestGateway & { readonly listener: RemoteListener }
  readonly clock: FakeClock
  /** As the person at the workstation does it. */
  readonly local: <N extends RequestOperationName>(name: N, params: InputOf<N>) => Promise<ResultOf<N>>
  /** Shows a code. */
  readonly show: (
    wanted?: InputOf<'pairing.create'>,
  ) => Promise<{ readonly pairing_id: string; readonly secret: string }>
  /** A device asks at the remote listener. */
  readonly device: (
    method: string,
    address: string,
    sent?: { readonly body?: unknown; readonly headers?: Record<string, string> },
  ) => Promise<DeviceAnswer>
  readonly claim: (secret: string, fields?: Record<string, unknown>) => Promise<DeviceAnswer>
  readonly poll: (claimId: unknown) => Promise<DeviceAnswer>
  /** All the way: its cookie, and the id of its sign-in. */
  readonly pair: (
    wanted?: InputOf<'pairing.create'>,
  ) => Promise<{ readonly cookie: string; readonly claim_id: unknown }>
  /** What the audit log holds, `action outcome code`, from the end of `opened` on. */
  readonly audited: () => string[]
}

/** Its remote listener is open. */
export async function pairingWorld(options: TestGatewayOptions = {}): Promise<PairingWorld> {
  const clock = new FakeClock()
  // Its certificate is judged by the real time.
  clock.jump(Date.now() - clock.now())
  const gateway = await startRemoteGateway({ clock, ...options })
  const file = path.join(gateway.folder, 'homeport.db')
  const before = entriesOf(file).length
  const device = deviceOf(gateway.listener)
  const local: PairingWorld['local'] = async (name, params) =>
    (await gateway.gateway.dispatch.run(name, params, localCall(gateway.gateway.owner))) as never
  const show: PairingWorld['show'] = async (wanted = {}) => {
    const { pairing_id, url } = await local('pairing.create', wanted)
    return { pairing_id, secret: new URL(url).hash.slice(1) }
  }
  const claim: PairingWorld['claim'] = (secret, fields = {}) =>
    device('POST', '/auth/pair', { body: { secret, device_name: 'Phone', ...fields } })
  const poll: PairingWorld['poll'] = (claimId) => device('POST', `/auth/pair/${String(claimId)}/poll`, { body: {} })
  return {
    gateway,
    clock,
    local,
    show,
    device,
    claim,
    poll,
    pair: async (wanted) => {
      const { pairing_id, secret } = await show(wanted)
      const { body } = await claim(secret)
      await local('pairing.confirm', { pairing_id, code: String(body['code']) })
      const { cookie } = await poll(body['claim_id'])
      return { cookie, claim_id: body['claim_id'] }
    },
    audited: () =>
      entriesOf(file)
        .slice(before)
        .map(({ action, outcome, code }) => [action, outcome, code].filter((part) => part !== null).join(' ')),
  }
}

function deviceOf(listener: RemoteListener): PairingWorld['device'] {
  return async (method, address, { body, headers = {} } = {}) => {
    const answer = await askRemotely(listener, address, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const said = JSON.parse(answer.body || '{}') as Record<string, unknown> & { error?: { code: string } }
    return {
      status: answer.status,
      code: said.error?.code ?? null,
      body: said,
      cookie: answer.headers['set-cookie']?.at(-1)?.split(';')[0] ?? '',
    }
  }
}
