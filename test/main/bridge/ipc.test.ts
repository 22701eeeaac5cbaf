import { expect, test } from 'vitest'
import { type BridgeCaller, type BridgeAnswer, bridge, ipcNames } from '#shared/desktop/bridge.ts'
import { HomeportError } from '#shared/errors.ts'
import { type BridgeHandlers, serveBridge } from '#main/bridge/ipc.ts'
import { ElectronDouble } from '#test/fakes/electron/electronDouble.ts'

const done = { success: true } as const

/** Answers every channel; `asked` are those that were let through. */
function setup(asker: BridgeCaller | null, change: Partial<BridgeHandlers> = {}) {
  const electron = new ElectronDouble()
  const asked: string[] = []
  const handlers: BridgeHandlers = {
    'program.info': () => ({ version: '1', platform: 'linux', data_dir: '/data', can_keep_sessions: true }),
    'program.quit': () => done,
    'login_start.get': () => ({ enabled: false, problem: null, hint: null }),
    'login_start.set': ({ enabled }) => ({ enabled, problem: null, hint: null }),
    'menu_entry.get': () => ({ offered: false, present: false }),
    'menu_entry.set': ({ present }) => ({ offered: true, present }),
    'quit_choice.get': () => ({ choice: 'ask' }),
    'quit_choice.set': ({ choice }) => ({ choice }),
    'keep_awake.get': () => ({ active: false }),
    'notification.test': () => ({ problem: null }),
    'folder.open': ({ folder }) => {
      asked.push(folder)
      return done
    },
    'folder.choose': () => ({ path: null }),
    'window.sign_in': () => done,
    'find.search': () => ({ matches: 0, active: 0 }),
    'find.close': () => done,
    'update.state': () => ({ kind: 'checking' }),
    'update.check': () => ({ kind: 'checking' }),
    'update.install': () => ({ is_leaving: true }),
    'server.state': () => ({ kind: 'starting' }),
    'server.restart': () => done,
    'server.log': () => ({ lines: [] }),
    ...change,
  }
  const stop = serveBridge(electron.parts.ipcMain, { handlers, askerOf: () => asker })
  const call = async (channel: unknown, params: unknown) =>
    (await electron.invoke({ senderFrame: null }, ipcNames.call, [channel, params])) as BridgeAnswer
  return { call, stop, electron, asked }
}

const wanted: Record<string, unknown> = {
  'login_start.set': { enabled: true },
  'menu_entry.set': { present: true },
  'quit_choice.set': { choice: 'keep' },
  'folder.open': { folder: 'logs' },
}

test.each(Object.keys(bridge))('%s answers who may ask, and nobody else', async (channel) => {
  const { from } = bridge[channel as keyof typeof bridge]
  for (const asker of ['page', 'recovery', null] as const) {
    const answer = await setup(asker).call(channel, wanted[channel] ?? {})
    const isAllowed = asker !== null && (from as readonly BridgeCaller[]).includes(asker)
    expect(answer.ok ? 'answered' : answer.error.code).toBe(isAllowed ? 'answered' : 'AUTH_006')
  }
})

test.each([
  ['folder.open', { folder: '/etc' }],
  ['folder.open', { folder: 'logs', more: true }],
  ['folder.open', null],
  ['login_start.set', { enabled: 'yes' }],
])('%s refuses what its schema does not know: %j', async (channel, params) => {
  const { call, asked } = setup('page')
  expect(await call(channel, params)).toMatchObject({ ok: false, error: { code: 'WS_002' } })
  expect(asked).toEqual([])
})

test.each(['no.such', 'toString', '__proto__', 7, null])('there is no channel %j', async (channel) => {
  expect(await setup('page').call(channel, {})).toMatchObject({ ok: false, error: { code: 'WS_003' } })
})

function expected(): never {
  throw new HomeportError('FILE_002', 'That folder is gone.')
}

function bug(): never {
  throw new TypeError('secret of /home/me')
}

test('an expected failure tells its sentence, a bug tells nothing of the inside', async () => {
  const one = await setup('page', { 'folder.choose': expected }).call('folder.choose', {})
  expect(one).toMatchObject({ ok: false, error: { code: 'FILE_002', message: 'That folder is gone.' } })
  const two = await setup('page', { 'folder.choose': bug }).call('folder.choose', {})
  expect(two).toMatchObject({ ok: false, error: { code: 'INTERNAL_001' } })
  expect(JSON.stringify(two)).not.toContain('secret')
})

test('a handler that answers something else than its row says is a bug, not an answer', async () => {
  const wrong = { 'folder.choose': () => ({ path: 7 }) } as unknown as Partial<BridgeHandlers>
  expect(await setup('page', wrong).call('folder.choose', {})).toMatchObject({ ok: false })
})

test('after the stop nobody answers', async () => {
  const { call, stop } = setup('page')
  stop()
  await expect(call('program.info', {})).rejects.toThrow(/No handler/)
})
