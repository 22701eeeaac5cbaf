import { realpathSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ApprovalId, MessageId } from '#shared/ids.ts'
import { Overview, Subscribed } from '#shared/session/snapshots.ts'
import { operations } from '#shared/operations/table.ts'
import { startTestGateway } from '#test/support/gateway/gateway.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { openSignedIn, openSocket } from '#test/support/gateway/socket.ts'

async function connected() {
  const gateway = await startTestGateway()
  const { token } = await gateway.personalToken(['read', 'drive'])
  const socket = await openSignedIn(gateway.wsUrl, token)
  const session = gateway.host.addSession(gateway.gateway.owner.user_id)
  return { ...gateway, token, socket, session, session_id: session.id }
}

test('every frame type of the table is answered by the type that the frames’ reference names', async () => {
  const { socket, session_id, host } = await connected()
  host.setFolder(session_id, realpathSync(temporaryFolder()))
  const message_id = 'm1'
  const terminal_id = 'terminal-1'
  const requests = {
    auth: { data: { token: 'nonsense' } },
    subscribe: { session_id },
    unsubscribe: { session_id },
    subscribe_all: {},
    ping: {},
    create_session: { data: { project_path: '/projects/x' } },
    chat_message: { session_id, content: 'hello' },
    cancel_message: { session_id, data: { message_id } },
    edit_message: { session_id, data: { message_id, held: false } },
    read_draft: { session_id },
    save_draft: { session_id, data: { content: 'half', after_version: 0, writer: 'tab' } },
    approval_judge: { session_id, data: { approval_id: 'a1', updated_input: {} } },
    approval_answer: { session_id, data: { approval_id: 'a1', decision: 'allow' } },
    session_control: { session_id, data: { action: 'interrupt' } },
    execute: { session_id, data: { command: 'ls' } },
    execute_cancel: { session_id, data: { exec_id: 'one' } },
    file_list: { session_id },
    file_upload: { session_id, data: { filename: 'main.py', content: 'print()', encoding: 'utf-8' } },
    workspace_info: { session_id },
    looking: { data: { page: 'one', looking: true } },
    terminal_list: { session_id },
    terminal_open: { session_id, data: { kind: 'shell', cols: 80, rows: 24 } },
    terminal_ticket: { data: { terminal_id } },
    terminal_attach: { data: { terminal_id } },
    terminal_resize: { data: { terminal_id, cols: 100, rows: 30 } },
    terminal_ack: { data: { handle: 1, offset: 0 } },
    terminal_signal: { data: { terminal_id, signal: 'SIGINT' } },
    terminal_detach: { data: { handle: 1 } },
    terminal_close: { data: { terminal_id } },
  } as const
  const types = Object.values(operations).flatMap((row) => ('ws' in row ? [row.ws] : []))
  expect(Object.keys(requests).toSorted()).toEqual(types.map((ws) => ws.type).toSorted())
  for (const { type, reply } of types) {
    const answer = await socket.ask(type, requests[type])
    expect(answer.timestamp).toMatch(/^\d{4}-.*Z$/)
    expect(answer.type).toBe(type === 'auth' ? 'error' : reply)
  }
})

test('auth names the user, the connection and the protocol', async () => {
  const { wsUrl, token } = await connected()
  const socket = await openSocket(wsUrl)
  const reply = await socket.ask('auth', { token })
  expect(reply).toMatchObject({
    type: 'auth_success',
    data: {
      user: { username: 'tester' },
      connection_id: expect.any(String),
      protocol_version: 1,
      version: '0.0.0-test',
      capabilities: ['files', 'tasks', 'terminals'],
      scopes: ['read', 'drive'],
    },
  })
})

test('parameters may stand in the frame or in its data', async () => {
  const { socket, session_id, host } = await connected()
  await socket.ask('chat_message', { session_id, content: 'one', data: { when: 'steer' } })
  await socket.ask('chat_message', { data: { session_id, content: 'two' } })
  expect(host.calls.map((call) => call.params)).toEqual([
    { session_id, content: 'one', when: 'steer' },
    { session_id, content: 'two', when: 'queue' },
  ])
})

test('replies say which session they tell of', async () => {
  const { socket, session_id } = await connected()
  expect(await socket.ask('chat_message', { session_id, content: 'x' })).toMatchObject({
    type: 'message_accepted',
    session_id,
    data: { message_id: expect.any(String), position: 0 },
  })
  const made = await socket.ask('create_session', { data: { project_path: '/projects/x' } })
  expect(made.session_id).toBe(made.data['session_id'])
  expect(Object.keys(made.data).toSorted()).toEqual(['session_id', 'status', 'workspace_path'])
})

test('a frame without an id is answered too, without saying to what', async () => {
  const { socket } = await connected()
  socket.send({ type: 'ping' })
  expect(await socket.next((frame) => frame.type === 'pong')).not.toHaveProperty('reply_to')
})

test('numbers are ids as well as words', async () => {
  const { socket } = await connected()
  socket.send({ type: 'ping', id: 7 })
  expect((await socket.next((frame) => frame.type === 'pong')).reply_to).toBe(7)
})

test('messages of one socket reach the host in the order in which they were sent', async () => {
  const { socket, session_id, host } = await connected()
  for (let index = 0; index < 50; index += 1) {
    socket.send({ type: 'chat_message', session_id, content: String(index) })
  }
  await socket.until(() => socket.frames.filter((frame) => frame.type === 'message_accepted').length === 50)
  expect(host.calls.map((call) => (call.params as { content: string }).content)).toEqual(
    Array.from({ length: 50 }, (_, index) => String(index)),
  )
})

test('what the host refuses comes back as an error with its code, and the socket stays', async () => {
  const { socket } = await connected()
  const session_id = '00000000-0000-4000-8000-000000000000'
  const reply = await socket.ask('subscribe', { session_id })
  expect(reply).toMatchObject({ type: 'error', session_id, data: { code: 'SESSION_002' } })
  expect((await socket.ask('ping')).type).toBe('pong')
})

test('a snapshot and its events are what their schemas say', async () => {
  const { socket, host, session_id } = await connected()
  for (let index = 1; index <= 3; index += 1) {
    host.appendText(session_id, `text ${index}`)
  }
  const reply = await socket.ask('subscribe', { session_id })
  const subscribed = Subscribed.parse(reply.data)
  expect(subscribed).toMatchObject({ verdict: 'snapshot', head_seq: 3, snapshot: { first_seq: 1 } })
  expect(subscribed.snapshot?.events.map((event) => event.content)).toEqual(['text 1', 'text 2', 'text 3'])
})

test('the overview holds every session and approval, then keeps itself true', async () => {
  const { socket, host, session, session_id } = await connected()
  const approval_id = ApprovalId.parse('a1')
  const approval = {
    approval_id,
    kind: 'tool',
    tool_use_id: 't1',
    tool_name: 'Bash',
    input: {},
    suggestions: [],
  } as const
  host.append(session_id, { type: 'approval_requested', data: { ...approval, suggestions: [] } })
  const reply = await socket.ask('subscribe_all')
  const overview = Overview.parse(reply.data)
  expect(overview.sessions.map((one) => one.id)).toEqual([session.id])
  expect(overview.approvals).toMatchObject([{ session_id, approval: { approval_id } }])
  host.append(session_id, { type: 'approval_resolved', data: { approval_id, decision: 'allow', answered_by: 'x' } })
  host.append(session_id, { type: 'user_message', content: 'x', data: { message_id: MessageId.parse('m') } })
  host.append(session_id, { type: 'session_status', data: { status: 'WORKING', reason: 'turn_running' } })
  host.announce(session_id)
  await socket.next((frame) => frame.type === 'session_updated')
  const after = socket.frames.slice(socket.frames.indexOf(reply) + 1)
  expect(after.map((frame) => frame.type)).toEqual(['approval_resolved', 'session_status', 'session_updated'])
})
