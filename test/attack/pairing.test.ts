import type { ResultOf } from '#shared/operations/table.ts'
import { localCall } from '#test/support/gateway/gateway.ts'
import { type DeviceAnswer, type PairingWorld, pairingWorld } from '#test/support/gateway/pairingWorld.ts'
import { attack } from './attack.ts'

const outcome = ({ status, code }: Pick<DeviceAnswer, 'status' | 'code'>) =>
  code === null ? String(status) : `${status} ${code}`

/** The code with which something local was refused. */
async function refusal(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt
    return 'done'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}

/** The world of the one case, and the last line of its audit log. */
const inWorld = (attempt: (world: PairingWorld) => Promise<unknown>) => async (): Promise<unknown> => {
  const world = await pairingWorld()
  return [await attempt(world), world.audited().at(-1)]
}

const MINUTE = 60_000

attack('pairing: codes', () => undefined, [
  {
    name: 'a code that is guessed',
    attempt: inWorld(async ({ show, claim }) => {
      await show()
      return outcome(await claim('x'.repeat(43)))
    }),
    right: ['404 PAIR_001', 'auth.pair refused PAIR_001'],
  },
  {
    name: 'guess after guess from one address',
    attempt: inWorld(async ({ claim, show }) => {
      const said: string[] = []
      for (let guess = 0; guess < 7; guess += 1) {
        said.push(outcome(await claim(`${guess}`.repeat(43))))
      }
      const { secret } = await show()
      return [said.at(-1), outcome(await claim(secret))]
    }),
    right: [['429 RATE_001', '202'], 'auth.pair ok'],
  },
  {
    name: 'the end of a right code',
    attempt: inWorld(async ({ show, claim }) => outcome(await claim((await show()).secret.slice(1)))),
    right: ['404 PAIR_001', 'auth.pair refused PAIR_001'],
  },
  {
    name: 'a code that was used',
    attempt: inWorld(async ({ show, claim }) => {
      const { secret } = await show()
      return [outcome(await claim(secret)), outcome(await claim(secret))]
    }),
    right: [['202', '409 PAIR_002'], 'auth.pair refused PAIR_002'],
  },
  {
    name: 'a code that is five minutes old',
    attempt: inWorld(async ({ show, claim, clock }) => {
      const { secret } = await show()
      clock.pass(5 * MINUTE)
      return outcome(await claim(secret))
    }),
    right: ['404 PAIR_001', 'auth.pair refused PAIR_001'],
  },
  {
    name: 'a code that was withdrawn',
    attempt: inWorld(async ({ show, claim, local }) => {
      const { secret, pairing_id } = await show()
      await local('pairing.cancel', { pairing_id })
      return outcome(await claim(secret))
    }),
    right: ['403 PAIR_003', 'auth.pair refused PAIR_003'],
  },
  {
    name: 'a right code at the other listener, which does not use it up',
    attempt: inWorld(async ({ show, claim, gateway }) => {
      const { secret } = await show()
      const { status } = await gateway.ask('POST', '/auth/pair', { body: { secret, device_name: 'Phone' } })
      return [status, outcome(await claim(secret))]
    }),
    right: [[403, '202'], 'auth.pair ok'],
  },
  {
    name: 'two phones at the same moment',
    attempt: inWorld(async ({ show, claim }) => {
      const { secret } = await show()
      const answers = await Promise.all([claim(secret), claim(secret)])
      return answers.map(outcome).toSorted()
    }),
    right: [['202', '409 PAIR_002'], 'auth.pair refused PAIR_002'],
  },
  {
    name: 'a name that holds a line break',
    attempt: async () => {
      const { show, claim } = await pairingWorld()
      return outcome(await claim((await show()).secret, { device_name: 'Phone\nPhone' }))
    },
    right: '400 HTTP_002',
  },
  {
    name: 'a name that turns the direction of writing',
    attempt: async () => {
      const { show, claim } = await pairingWorld()
      return outcome(await claim((await show()).secret, { device_name: 'Phone \u202E' }))
    },
    right: '400 HTTP_002',
  },
])

attack('pairing: the yes', () => undefined, [
  {
    name: 'a device that does not wait for it',
    attempt: async () => {
      const { show, claim, poll } = await pairingWorld()
      const { body } = await claim((await show()).secret)
      const { status, cookie, body: said } = await poll(body['claim_id'])
      return [status, cookie, said['status']]
    },
    right: [200, '', 'pending'],
  },
  {
    name: 'a claim that is guessed',
    attempt: inWorld(async ({ show, claim, poll }) => {
      await claim((await show()).secret)
      return outcome(await poll('x'.repeat(43)))
    }),
    right: ['404 PAIR_001', 'auth.sign_in refused PAIR_001'],
  },
  {
    name: 'a code instead of a claim',
    attempt: inWorld(async ({ show, claim, poll }) => {
      const { secret } = await show()
      await claim(secret)
      return outcome(await poll(secret))
    }),
    right: ['404 PAIR_001', 'auth.sign_in refused PAIR_001'],
  },
  {
    name: 'other words, which end it',
    attempt: inWorld(async ({ show, claim, poll, local }) => {
      const { pairing_id, secret } = await show()
      const { body } = await claim(secret)
      const wrong = await refusal(local('pairing.confirm', { pairing_id, code: 'anchor maple seven' }))
      const right = await refusal(local('pairing.confirm', { pairing_id, code: String(body['code']) }))
      return [wrong, right, outcome(await poll(body['claim_id']))]
    }),
    right: [['PAIR_003', 'PAIR_003', '403 PAIR_003'], 'auth.sign_in refused PAIR_003'],
  },
  {
    name: 'a yes that comes too late',
    attempt: inWorld(async ({ show, claim, local, clock }) => {
      const { pairing_id, secret } = await show()
      const { body } = await claim(secret)
      clock.pass(2 * MINUTE)
      return refusal(local('pairing.confirm', { pairing_id, code: String(body['code']) }))
    }),
    right: ['PAIR_001', 'pairing.confirm refused PAIR_001'],
  },
  {
    name: 'a yes that is asked for twice',
    attempt: inWorld(async ({ pair, poll }) => outcome(await poll((await pair()).claim_id))),
    right: ['409 PAIR_002', 'auth.sign_in refused PAIR_002'],
  },
  {
    name: 'another person',
    attempt: inWorld(async ({ show, claim, gateway }) => {
      const { pairing_id, secret } = await show()
      const { body } = await claim(secret)
      const other = { ...gateway.gateway.owner, user_id: '22222222-2222-4222-8222-222222222222' as never }
      const call = localCall(other)
      return refusal(gateway.gateway.dispatch.run('pairing.confirm', { pairing_id, code: body['code'] }, call))
    }),
    right: ['PAIR_001', 'pairing.confirm refused PAIR_001'],
  },
  {
    name: 'the device itself, signed in already, for a second one',
    attempt: inWorld(async ({ pair, show, claim, device }) => {
      const { cookie } = await pair()
      const { pairing_id, secret } = await show()
      const { body } = await claim(secret)
      const sent = { body: { code: body['code'] }, headers: { cookie } }
      return outcome(await device('POST', `/api/pairing/${pairing_id}/confirm`, sent))
    }),
    right: ['403 AUTH_006', 'pairing.confirm refused AUTH_006'],
  },
])

attack('pairing: from where it is begun', () => undefined, [
  {
    name: 'by a paired device',
    attempt: inWorld(async ({ pair, device }) =>
      outcome(await device('POST', '/api/pairing', { body: {}, headers: { cookie: (await pair()).cookie } })),
    ),
    right: ['403 AUTH_006', 'pairing.create refused AUTH_006'],
  },
  {
    name: 'by a device that was paired to do less',
    attempt: inWorld(async ({ pair, device }) =>
      outcome(
        await device('POST', '/api/pairing', {
          body: {},
          headers: { cookie: (await pair({ role: 'member' })).cookie },
        }),
      ),
    ),
    right: ['403 AUTH_006', 'pairing.create refused AUTH_006'],
  },
  {
    name: 'by a token that may do everything',
    attempt: inWorld(async ({ gateway, device }) => {
      const { token } = await gateway.personalToken(['manage'])
      return outcome(await device('POST', '/api/pairing', { body: {}, headers: { authorization: `Bearer ${token}` } }))
    }),
    right: ['403 AUTH_006', 'pairing.create refused AUTH_006'],
  },
  {
    name: 'by nobody',
    attempt: inWorld(async ({ device }) => outcome(await device('POST', '/api/pairing', { body: {} }))),
    right: ['401 AUTH_002', 'pairing.create refused AUTH_002'],
  },
])

attack('pairing: after it was revoked', () => undefined, [
  {
    name: 'the cookie, the claim and the code',
    attempt: inWorld(async ({ show, claim, poll, local, device, gateway }) => {
      const { pairing_id, secret } = await show({ name: 'Phone' })
      const { body } = await claim(secret)
      await local('pairing.confirm', { pairing_id, code: String(body['code']) })
      const { cookie } = await poll(body['claim_id'])
      const { token } = await gateway.signIn()
      const { devices } = (await gateway.ask('GET', '/api/devices', { token })).body as ResultOf<'device.list'>
      await gateway.ask('DELETE', `/api/devices/${devices.find(({ name }) => name === 'Phone')?.id}`, { token })
      return [
        outcome(await device('GET', '/api/user/profile', { headers: { cookie } })),
        outcome(await poll(body['claim_id'])),
        outcome(await claim(secret)),
      ]
    }),
    right: [['401 AUTH_003', '409 PAIR_002', '409 PAIR_002'], 'auth.pair refused PAIR_002'],
  },
])
