import { afterAll, beforeAll, expect, test } from 'vitest'
import { REFUSED_TOKEN } from '#server/demo/api/apiKeys.ts'
import { type MessagesApi, startMessagesApi } from '#server/demo/api/messagesApi.ts'

let api: MessagesApi

beforeAll(async () => {
  api = await startMessagesApi({ token_ms: 0 })
})

afterAll(async () => {
  await api.close()
})

test('a reply streams in the order of the real API, and its pieces make the whole', async () => {
  const response = await ask({
    stream: true,
    messages: [{ role: 'user', content: '@think a b\n@tool Bash {"command":"ls"}' }],
  })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const events = (await response.text())
    .trim()
    .split('\n\n')
    .map((event) => JSON.parse(event.split('\ndata: ')[1] ?? ''))
  expect(events.map((event) => event.type).filter((type, at, all) => type !== all[at - 1])).toEqual([
    'message_start',
    'ping',
    'content_block_start',
    'content_block_delta',
    'content_block_stop',
    'content_block_start',
    'content_block_delta',
    'content_block_stop',
    'message_delta',
    'message_stop',
  ])
  const json = events.flatMap((event) => event.delta?.partial_json ?? []).join('')
  expect(JSON.parse(json)).toEqual({ command: 'ls' })
  expect(events.at(-2).delta.stop_reason).toBe('tool_use')
})

test('without streaming it answers in one body', async () => {
  const response = await ask({ messages: [{ role: 'user', content: 'hello' }] })
  expect(await response.json()).toMatchObject({
    content: [{ type: 'text', text: 'You said: hello' }],
    stop_reason: 'end_turn',
  })
})

test('the script goes on behind tool results; reminders and system entries are not taken for the person', async () => {
  const response = await ask({
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: '<system-reminder>x</system-reminder>' },
          { type: 'text', text: '@tool Bash {}\n@text end' },
        ],
      },
      { role: 'system', content: [{ type: 'text', text: 'Primary working directory: /p' }] },
      { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'Bash', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: 'ok' }] },
      { role: 'system', content: 'The user sent a new message while you were working:\nfaster' },
    ],
  })
  const body = await response.json()
  expect(body.content.map((block: { text: string }) => block.text)).toEqual(['You also said: faster', 'end'])
})

test('errors come as often as asked for, then the answer', async () => {
  const body = { messages: [{ role: 'user', content: '@err 529 2\n@text fine' }] }
  expect([(await ask(body)).status, (await ask(body)).status, (await ask(body)).status]).toEqual([529, 529, 200])
})

test('keys that are refused get 401, whatever they ask', async () => {
  for (const key of [REFUSED_TOKEN, 'hello', '']) {
    const response = await fetch(`${api.url}/v1/models`, { headers: { 'x-api-key': key } })
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ type: 'error', error: { type: 'authentication_error' } })
  }
})

test('malformed requests are answered, not fatal', async () => {
  for (const body of ['', '{', '[]', '{"messages":7}', '{"messages":[{}]}']) {
    const response = await fetch(`${api.url}/v1/messages`, { method: 'POST', headers: { 'x-api-key': KEY }, body })
    expect(response.status).toBe(400)
  }
  const unknown = await fetch(`${api.url}/v1/nothing`, { headers: { 'x-api-key': KEY } })
  expect(unknown.status).toBe(404)
})

test('closing ends even a stream that hangs', async () => {
  const own = await startMessagesApi()
  const response = await ask({ stream: true, messages: [{ role: 'user', content: '@hang' }] }, own.url)
  const ended = response.text().catch(() => 'ended')
  await own.close()
  expect(await ended).toBe('ended')
})

const KEY = 'sk-ant-api03-anything'

function ask(body: Record<string, unknown>, url = api.url): Promise<Response> {
  return fetch(`${url}/v1/messages?beta=true`, {
    method: 'POST',
    headers: { 'x-api-key': KEY, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'claude-test', ...body }),
  })
}
