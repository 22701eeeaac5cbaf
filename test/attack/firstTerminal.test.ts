import { UserId } from '#shared/ids.ts'
import { Template } from '#shared/operations/template.ts'
import type { Caller } from '#server/gateway/kernel/identity.ts'
import { mayAnswerFrom } from '#server/gateway/terminals/confirming/terminalGate.ts'
import { type DeviceAnswer, type PairingWorld, pairingWorld } from '#test/support/gateway/pairingWorld.ts'
import { attack } from './attack.ts'

const SESSION = '00000000-0000-4000-8000-000000000000'
const TERMINAL = '00000000-0000-4000-8000-000000000001'
const MINUTE = 60_000

const PROGRAM = { mcp_servers: { x: { type: 'stdio', command: 'sh', args: ['-c', 'id'] } } }
const PROGRAM_TEMPLATE = Template.parse({
  description: '',
  prompt: '',
  folder: { kind: 'any' },
  model: null,
  permission_mode: null,
  effort: null,
  environment: [],
  shared: false,
  id: 't1',
  name: 'With a program',
  origin: 'own',
  created_at: '2026-01-01T00:00:00.000Z',
  setup: PROGRAM,
})
const PLAIN_TEMPLATE: Template = {
  ...PROGRAM_TEMPLATE,
  name: 'Without one',
  id: Template.shape.id.parse('t2'),
  setup: {},
}

const outcome = ({ status, code }: Pick<DeviceAnswer, 'status' | 'code'>) =>
  code === null ? String(status) : `${status} ${code}`

async function refusal(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt
    return 'done'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}

/** A device of the owner, that has signed in and had no terminal. */
async function device(world: PairingWorld) {
  const { cookie } = await world.pair()
  const ask = (method: string, address: string, body?: unknown) =>
    world.device(method, address, {
      ...(body === undefined ? {} : { body }),
      headers: { cookie, origin: world.gateway.listener.url },
    })
  const open = async () => outcome(await ask('POST', `/api/session/${SESSION}/terminals`, {}))
  const answer = async (id: string, decision = 'allow') =>
    outcome(await ask('POST', `/api/terminal-confirmations/${id}`, { decision }))
  const state = async () => (await ask('GET', '/api/terminal-confirmations')).body
  const id = async () => {
    const { body } = await ask('GET', '/api/devices')
    return (body['devices'] as { id: string; current: boolean }[]).find(({ current }) => current)?.id ?? ''
  }
  return { ask, open, answer, state, id }
}

const caller = (id: string, kind: 'sign_in' | 'personal_token', role: 'owner' | 'member'): Caller => ({
  kind: 'signed_in',
  listener: 'remote',
  identity: {
    actor: { user_id: UserId.parse(id), username: id, role },
    scopes: ['drive'],
    credential: { kind, id: `device of ${id}` },
  },
})

/** Ids of what waits, as the workstation itself sees it. */
const waiting = async ({ local }: PairingWorld) =>
  (await local('terminal.confirmations', {})).waiting.map(({ id }) => id)

const only = async (world: PairingWorld) => (await waiting(world))[0] ?? 'nothing waits'

const inWorld = (attempt: (world: PairingWorld) => Promise<unknown>) => async () =>
  attempt(await pairingWorld({ env: { HOMEPORT_TERMINALS_CONFIRM_NEW_DEVICES: 'true' } }))

attack('the first terminal of a device', () => undefined, [
  {
    name: 'it is opened without a yes, again and again',
    attempt: inWorld(async (world) => {
      const { open } = await device(world)
      return [await open(), await open(), (await waiting(world)).length]
    }),
    right: ['403 AUTH_006', '403 AUTH_006', 1],
  },
  {
    name: 'what else is a shell is asked for instead',
    attempt: inWorld(async (world) => {
      const { ask } = await device(world)
      return [
        outcome(await ask('POST', `/api/session/${SESSION}/exec`, { command: 'id' })),
        outcome(await ask('POST', `/api/terminal/${TERMINAL}/ticket`, {})),
      ]
    }),
    right: ['403 AUTH_006', '403 AUTH_006'],
  },
  {
    name: 'a session starts the shell instead: a server that is a program, of its own or of a template, or a set-up',
    attempt: inWorld(async (world) => {
      world.gateway.host.handlers['template.list'] = () => ({ templates: [PROGRAM_TEMPLATE, PLAIN_TEMPLATE] })
      const { ask } = await device(world)
      const tries: readonly (readonly [string, string, unknown])[] = [
        ['POST', '/api/session', { folder_name: 'x', setup: PROGRAM }],
        ['PATCH', `/api/session/${SESSION}`, { setup: PROGRAM }],
        ['POST', '/api/templates', { name: 'x', setup: PROGRAM }],
        ['PATCH', `/api/templates/x`, { setup: PROGRAM }],
        ['POST', '/api/session', { folder_name: 'x', template: 'With a program' }],
        ['POST', '/api/session', { folder_name: 'x', template: PROGRAM_TEMPLATE.id }],
        ['PUT', '/api/worktree/setup', { project: '/x', copy: [], command: 'id' }],
        ['POST', '/api/session', { project_path: '/x', worktree: {}, checkout_setup: 'shown' }],
      ]
      const outcomes: string[] = []
      for (const one of tries) {
        outcomes.push(outcome(await ask(...one)))
      }
      const reached = world.gateway.host.calls.map(({ name }) => name).filter((name) => name !== 'template.list')
      return [new Set(outcomes), reached.filter((name) => /^(?:session|template|worktree)\./.test(name))]
    }),
    right: [new Set(['403 AUTH_006']), []],
  },
  {
    name: 'and a session without a program waits for nobody',
    attempt: inWorld(async (world) => {
      world.gateway.host.handlers['template.list'] = () => ({ templates: [PROGRAM_TEMPLATE, PLAIN_TEMPLATE] })
      const { ask } = await device(world)
      return [
        outcome(await ask('POST', '/api/session', { folder_name: 'x', template: 'Without one' })),
        outcome(await ask('POST', '/api/session', { folder_name: 'x' })),
        await waiting(world),
      ]
    }),
    right: ['201', '201', []],
  },
  {
    name: 'the yes is guessed',
    attempt: inWorld(async (world) => {
      const { open, answer } = await device(world)
      await open()
      return [await answer('x'.repeat(22)), await open()]
    }),
    right: ['404 DEVICE_001', '403 AUTH_006'],
  },
  {
    name: 'the device says yes to itself',
    attempt: inWorld(async (world) => {
      const { open, answer, state } = await device(world)
      await open()
      const seen = await state()
      return [await answer(await only(world)), seen['own'], seen['waiting'], await open()]
    }),
    right: ['404 DEVICE_001', 'waiting', [], '403 AUTH_006'],
  },
  {
    name: 'two new devices say yes to each other',
    attempt: inWorld(async (world) => {
      const [one, other] = [await device(world), await device(world)]
      await one.open()
      await other.open()
      const [first = '', second = ''] = await waiting(world)
      return [await other.answer(first), await one.answer(second), await one.open()]
    }),
    right: ['404 DEVICE_001', '404 DEVICE_001', '403 AUTH_006'],
  },
  {
    name: 'a yes is used a second time, and a device that has one says yes to the next',
    attempt: inWorld(async (world) => {
      const [one, other] = [await device(world), await device(world)]
      await one.open()
      const id = await only(world)
      await world.local('terminal.confirm', { id, decision: 'allow' })
      const again = await refusal(world.local('terminal.confirm', { id, decision: 'allow' }))
      await other.open()
      return [again, await one.open(), await one.answer(await only(world)), await other.open()]
    }),
    right: ['DEVICE_001', '201', '200', '201'],
  },
  {
    name: 'a yes comes after a no',
    attempt: inWorld(async (world) => {
      const { open } = await device(world)
      await open()
      const id = await only(world)
      const both = await Promise.all([
        refusal(world.local('terminal.confirm', { id, decision: 'deny' })),
        refusal(world.local('terminal.confirm', { id, decision: 'allow' })),
      ])
      return [both, await open()]
    }),
    right: [['done', 'DEVICE_001'], '403 AUTH_006'],
  },
  {
    name: 'who was refused asks until somebody is tired of it',
    attempt: inWorld(async (world) => {
      const { open } = await device(world)
      await open()
      await world.local('terminal.confirm', { id: await only(world), decision: 'deny' })
      await open()
      const soon = (await waiting(world)).length
      world.clock.pass(61 * MINUTE)
      await open()
      return [soon, (await waiting(world)).length]
    }),
    right: [0, 1],
  },
  {
    name: 'a yes that comes too late',
    attempt: inWorld(async (world) => {
      const { open } = await device(world)
      await open()
      const id = await only(world)
      world.clock.pass(5 * MINUTE)
      return [await refusal(world.local('terminal.confirm', { id, decision: 'allow' })), await open()]
    }),
    right: ['DEVICE_001', '403 AUTH_006'],
  },
  {
    name: 'a device that was taken terminals from goes on',
    attempt: inWorld(async (world) => {
      const { open, id } = await device(world)
      await open()
      await world.local('terminal.confirm', { id: await only(world), decision: 'allow' })
      const before = await open()
      await world.local('terminal.forget_device', { id: await id() })
      // A refusal that comes again is not written down again.
      return [before, await open(), world.audited().filter((line) => line.startsWith('terminal.'))]
    }),
    right: [
      '201',
      '403 AUTH_006',
      ['terminal.open refused AUTH_006', 'terminal.confirm ok', 'terminal.open ok', 'terminal.forget_device ok'],
    ],
  },
  {
    name: 'a device that is signed out leaves its request behind',
    attempt: inWorld(async (world) => {
      const { open, ask, id } = await device(world)
      await open()
      const asked = await only(world)
      const { status } = await ask('DELETE', `/api/devices/${await id()}`)
      return [
        status,
        await waiting(world),
        await refusal(world.local('terminal.confirm', { id: asked, decision: 'allow' })),
      ]
    }),
    right: [200, [], 'DEVICE_001'],
  },
  {
    name: 'the setting is switched off from elsewhere',
    attempt: inWorld(async (world) => {
      const { ask } = await device(world)
      return outcome(await ask('PATCH', '/api/settings', { changes: { 'terminals.confirm_new_devices': false } }))
    }),
    right: '403 AUTH_006',
  },
  {
    name: 'another person, or a program with a token, says yes',
    attempt: async () => {
      const known = { has: () => true }
      const asks = { credential: { kind: 'sign_in', id: 'new' } as const, user: { id: 'Olga', username: 'Olga' } }
      return [
        mayAnswerFrom(caller('Mel', 'sign_in', 'member'), known)(asks),
        mayAnswerFrom(caller('Olga', 'personal_token', 'owner'), known)(asks),
        mayAnswerFrom({ kind: 'anonymous', listener: 'loopback' }, known)(asks),
        mayAnswerFrom(caller('Olga', 'sign_in', 'owner'), { has: () => false })(asks),
        mayAnswerFrom(caller('Olga', 'sign_in', 'owner'), known)(asks),
      ]
    },
    right: [false, false, false, false, true],
  },
])
