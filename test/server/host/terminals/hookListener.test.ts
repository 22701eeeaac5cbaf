import { request } from 'node:http'
import { Server } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { HookEvent, approvalOf, decisionOf, hooksTo } from '#server/host/terminals/claude/hookEvents.ts'
import { type HookCall, HookListener } from '#server/host/terminals/claude/hookListener.ts'

const EVENT = {
  hook_event_name: 'PermissionRequest',
  session_id: '11111111-1111-4111-8111-111111111111',
  tool_name: 'Bash',
  tool_input: { command: 'ls' },
}

async function world(take: (call: HookCall) => void = (call) => call.answer({})) {
  const hooks = new HookListener()
  const address = await hooks.open(take)
  onTestFinished(() => address.close())
  const { url, authorization } = address
  const post = (body: string, headers: Record<string, string> = { authorization }, method = 'POST') =>
    fetch(url, { method, headers, ...(method === 'POST' ? { body } : {}) })
  return { hooks, address, post }
}

test('each terminal’s hooks reach that terminal alone', async () => {
  const seen: string[] = []
  const { hooks, address, post } = await world((call) => {
    seen.push('first')
    call.answer({ first: true })
  })
  const second = await hooks.open((call) => {
    seen.push('second')
    call.answer({})
  })
  onTestFinished(() => second.close())
  expect(await (await post('{}')).json()).toEqual({ first: true })
  await post('{}', { authorization: second.authorization })
  expect(seen).toEqual(['first', 'second'])
  expect(new URL(address.url).hostname).toBe('127.0.0.1')
})

test.each([
  ['no secret', {}],
  ['another secret', { authorization: 'Bearer x' }],
  ['no word before it', { authorization: '' }],
])('%s: refused, and nobody hears of it', async (_, headers) => {
  const calls: HookCall[] = []
  const { post } = await world((call) => void calls.push(call))
  expect((await post('{}', headers)).status).toBe(403)
  expect(calls).toEqual([])
})

test('a listener that cannot be opened once is opened for the next terminal', async () => {
  const spied = vi.spyOn(Server.prototype, 'listen').mockImplementationOnce(function refuse(this: Server) {
    process.nextTick(() => this.emit('error', new Error('no port is free')))
    return this
  })
  onTestFinished(() => spied.mockRestore())
  const hooks = new HookListener()
  await expect(hooks.open(() => {})).rejects.toThrow('no port is free')
  const address = await hooks.open((call) => call.answer({ second: true }))
  const { url, authorization } = address
  expect(await (await fetch(url, { method: 'POST', headers: { authorization }, body: '{}' })).json()).toEqual({
    second: true,
  })
  // Nothing of the first is left: with this one nobody listens.
  address.close()
  await expect(fetch(url, { method: 'POST' })).rejects.toThrow('fetch failed')
})

test('what is no JSON, or asked with GET, is refused', async () => {
  const { post, address } = await world()
  expect((await post('{')).status).toBe(400)
  expect((await post('', { authorization: address.authorization }, 'GET')).status).toBe(403)
})

test('a terminal that is gone is heard no more, and with the last one nobody listens', async () => {
  const { address, post } = await world()
  expect((await post('{}')).status).toBe(200)
  address.close()
  await expect(post('{}')).rejects.toThrow('fetch failed')
})

test('who asks is known to be gone when the question is taken back', async () => {
  let tell: (() => void) | null = null
  const gone = new Promise<void>((resolve) => (tell = resolve))
  let arrived: (() => void) | null = null
  const asked = new Promise<void>((resolve) => (arrived = resolve))
  const { address } = await world((call) => {
    call.onGone(() => tell?.())
    arrived?.()
  })
  const asking = request(address.url, { method: 'POST', headers: { authorization: address.authorization } })
  asking.on('error', () => {})
  asking.end('{}')
  await asked
  asking.destroy()
  await expect(gone).resolves.toBeUndefined()
})

test('the secret stands in the settings that go into a file, and a hook waits for a person', () => {
  const settings = JSON.stringify(hooksTo({ url: 'http://127.0.0.1:1/hook', authorization: 'Bearer s' }))
  expect(settings).toContain('"Authorization":"Bearer s"')
  const timeouts = [...settings.matchAll(/"timeout":(\d+)/g)].map(([, seconds]) => Number(seconds))
  expect(timeouts.every((seconds) => seconds * 1000 < 2 ** 31)).toBe(true)
  expect(Math.max(...timeouts)).toBeGreaterThan(7 * 24 * 3600)
})

test('a request becomes an approval, and the answer what the hook says', () => {
  const event = HookEvent.parse(EVENT)
  if (event.hook_event_name !== 'PermissionRequest') {
    throw new Error('not read')
  }
  expect(approvalOf(event, 'a1', 'toolu_1')).toMatchObject({
    approval_id: 'a1',
    tool_use_id: 'toolu_1',
    kind: 'tool',
    input: { command: 'ls' },
    suggestions: [],
  })
  expect(approvalOf(event, 'a1', null).tool_use_id).toBe('a1')
  expect(decisionOf({ decision: 'deny', message: 'no' })).toEqual({
    hookSpecificOutput: { hookEventName: 'PermissionRequest', decision: { behavior: 'deny', message: 'no' } },
  })
  expect(HookEvent.safeParse({ ...EVENT, session_id: '../x' }).success).toBe(false)
})
