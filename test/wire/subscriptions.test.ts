import { expect, test } from 'vitest'
import { UserId } from '#shared/ids.ts'
import { aTaskRun } from '#test/fakes/aTaskRun.ts'
import { startTestGateway } from '#test/support/gateway/gateway.ts'
import { type TestSocket, openSignedIn } from '#test/support/gateway/socket.ts'

async function connected() {
  const gateway = await startTestGateway()
  const { token } = await gateway.personalToken(['read', 'drive'])
  const session_id = gateway.host.addSession(gateway.gateway.owner.user_id).id
  const open = () => openSignedIn(gateway.wsUrl, token)
  return { ...gateway, session_id, open }
}

/** Durable seqs of a session that reached the socket, inside snapshots or after them, in order. */
function seqsOf(socket: TestSocket): number[] {
  return socket.frames.flatMap((frame) => {
    const snapshot = frame.data['snapshot'] as { events: { seq: number }[] } | undefined
    return snapshot?.events.map((event) => event.seq) ?? (frame.seq === undefined ? [] : [frame.seq])
  })
}

const upTo = (head: number) => Array.from({ length: head }, (_, index) => index + 1)

async function untilSeq(socket: TestSocket, seq: number): Promise<void> {
  await socket.until(() => seqsOf(socket).includes(seq))
}

test('verdict first, then what is missing, then the text so far, then live', async () => {
  const { host, open, session_id } = await connected()
  host.appendText(session_id, 'one')
  host.appendText(session_id, 'two')
  host.stream(session_id, 'b', 'so ')
  host.stream(session_id, 'b', 'far')
  const socket = await open()
  await socket.ask('subscribe', { session_id, data: { after_seq: 1 } })
  host.stream(session_id, 'b', ' and on')
  host.appendText(session_id, 'three')
  await untilSeq(socket, 3)
  const told = socket.frames.filter((frame) => frame.session_id === session_id)
  expect(
    told.map((frame) => [frame.type, frame.seq ?? frame.data['offset'] ?? frame.data['verdict'], frame.content]),
  ).toEqual([
    ['subscribed', 'replay', undefined],
    ['claude_response', 2, 'two'],
    ['claude_response', 0, 'so far'],
    ['claude_response', 6, ' and on'],
    ['claude_response', 3, 'three'],
  ])
})

test('two browsers see the same, and each event is serialised once for both', async () => {
  const { host, open, session_id } = await connected()
  const sockets = await Promise.all([open(), open(), open()])
  await Promise.all(sockets.map((socket) => socket.ask('subscribe', { session_id })))
  for (let index = 0; index < 100; index += 1) {
    host.appendText(session_id, `text ${index}`)
  }
  await Promise.all(sockets.map((socket) => untilSeq(socket, 100)))
  for (const socket of sockets) {
    expect(seqsOf(socket)).toEqual(upTo(100))
  }
})

test('an event reaches a socket once, also when it follows the session and the overview', async () => {
  const { host, open, session_id } = await connected()
  const socket = await open()
  await socket.ask('subscribe_all')
  await socket.ask('subscribe', { session_id })
  host.append(session_id, { type: 'session_status', data: { status: 'WORKING', reason: 'turn_running' } })
  host.announce(session_id)
  host.appendText(session_id, 'x')
  await untilSeq(socket, 2)
  expect(seqsOf(socket)).toEqual([1, 2])
  expect(socket.frames.filter((frame) => frame.type === 'session_updated')).toHaveLength(1)
})

test('after unsubscribe nothing of the session comes, but the overview goes on', async () => {
  const { host, open, session_id } = await connected()
  const socket = await open()
  await socket.ask('subscribe_all')
  await socket.ask('subscribe', { session_id })
  await socket.ask('unsubscribe', { session_id })
  host.appendText(session_id, 'unseen')
  host.append(session_id, { type: 'session_status', data: { status: 'ACTIVE', reason: 'turn_ended' } })
  await socket.next((frame) => frame.type === 'session_status')
  expect(seqsOf(socket)).toEqual([2])
})

test('the host is told when the last viewer of a session is gone, however it went', async () => {
  const { host, open, session_id } = await connected()
  const [first, second] = [await open(), await open()]
  await first.ask('subscribe', { session_id })
  await second.ask('subscribe', { session_id })
  await first.ask('unsubscribe', { session_id })
  expect(host.followed.has(session_id)).toBe(true)
  second.terminate()
  await second.closed()
  await first.until(() => !host.followed.has(session_id) || void first.ask('ping'))
})

test('a dead host costs nothing: what was committed meanwhile comes when it is back, once, unasked', async () => {
  const { host, open, session_id } = await connected()
  const socket = await open()
  await socket.ask('subscribe_all')
  await socket.ask('subscribe', { session_id })
  host.appendText(session_id, 'before')
  await untilSeq(socket, 1)
  host.goAway()
  host.appendText(session_id, 'meanwhile')
  const refused = await socket.ask('chat_message', { session_id, content: 'x' })
  expect(refused).toMatchObject({ type: 'error', data: { code: 'HOST_001', details: { retry_possible: true } } })
  host.comeBack()
  host.appendText(session_id, 'after')
  await untilSeq(socket, 3)
  expect(seqsOf(socket)).toEqual([1, 2, 3])
  const again = socket.frames.filter((frame) => frame.type === 'subscribed' && frame.reply_to === undefined)
  expect(again.map((frame) => frame.session_id)).toEqual(expect.arrayContaining([undefined, session_id]))
})

test('a viewer that does not read is never buffered without bound, and misses nothing once it reads', async () => {
  const { host, open, session_id } = await connected()
  const [slow, fast] = [await open(), await open()]
  await slow.ask('subscribe', { session_id })
  await fast.ask('subscribe', { session_id })
  slow.pause()
  const text = 'x'.repeat(64 * 1024)
  const before = process.memoryUsage().arrayBuffers
  const head = 800
  for (let index = 1; index <= head; index += 1) {
    host.appendText(session_id, text)
    if (index % 20 === 0) {
      await untilSeq(fast, index)
    }
  }
  // The events themselves are in the fake host; a copy per slow viewer would be as much again.
  // What may wait for it is far less than that copy, and so is all that the sockets hold on the way.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(head * text.length + 32 * 1024 * 1024)
  slow.resume()
  await slow.until(() => seqsOf(slow).at(-1) === head)
  expect(seqsOf(slow)).toEqual(upTo(head))
  expect(slow.frames.some((frame) => frame.type === 'subscribed' && frame.reply_to === undefined)).toBe(true)
  expect(seqsOf(fast)).toEqual(upTo(head))
})

test('a long catch-up arrives whole and in order', async () => {
  const { host, open, session_id } = await connected()
  for (let index = 0; index < 5_000; index += 1) {
    host.appendText(session_id, 'y'.repeat(3_000))
  }
  const socket = await open()
  socket.pause()
  socket.send({ type: 'subscribe', id: 'late', session_id, data: { after_seq: 0 } })
  socket.resume()
  await socket.until(() => seqsOf(socket).at(-1) === 5_000)
  expect(seqsOf(socket)).toEqual(upTo(5_000))
})

test('following twice replays what was asked for and goes on once', async () => {
  const { host, open, session_id } = await connected()
  host.appendText(session_id, 'one')
  const socket = await open()
  socket.send({ type: 'subscribe', id: 'a', session_id, data: { after_seq: 0 } })
  socket.send({ type: 'subscribe', id: 'b', session_id, data: { after_seq: 1 } })
  await socket.next((frame) => frame.reply_to === 'b')
  host.appendText(session_id, 'two')
  await untilSeq(socket, 2)
  await socket.ask('ping')
  expect([socket.repliesTo('a').length, socket.repliesTo('b').length]).toEqual([1, 1])
  expect(seqsOf(socket)).toEqual([1, 2])
})

test('unsubscribing before the answer came: one reply each, and silence afterwards', async () => {
  const { host, open, session_id } = await connected()
  const socket = await open()
  socket.send({ type: 'subscribe', id: 'a', session_id })
  socket.send({ type: 'unsubscribe', id: 'b', session_id })
  await socket.next((frame) => frame.reply_to === 'b')
  await socket.next((frame) => frame.reply_to === 'a')
  host.appendText(session_id, 'unseen')
  await socket.ask('ping')
  expect(seqsOf(socket)).toEqual([])
})

test("another user's session is neither followed nor shown", async () => {
  const { host, open } = await connected()
  const foreign = host.addSession('somebody-else' as never).id
  const socket = await open()
  const overview = await socket.ask('subscribe_all')
  expect(JSON.stringify(overview.data)).not.toContain(foreign)
  expect(await socket.ask('subscribe', { session_id: foreign })).toMatchObject({ data: { code: 'SESSION_002' } })
  host.append(foreign, { type: 'session_status', data: { status: 'WORKING', reason: 'x' } })
  host.announce(foreign)
  await socket.ask('ping')
  expect(JSON.stringify(socket.frames.slice(-2))).not.toContain('session_updated')
})

test('everybody is told when the session host goes and comes, also who was refused meanwhile', async () => {
  const { host, open, session_id } = await connected()
  const socket = await open()
  host.goAway()
  await expect(socket.ask('subscribe', { session_id })).resolves.toMatchObject({ type: 'error' })
  host.comeBack()
  const states = () =>
    socket.frames.filter(({ type }) => type === 'host_state').map(({ data }) => (data as { state: string }).state)
  await socket.until(() => states().length === 2)
  expect(states()).toEqual(['away', 'ready'])
})

test('a run of a task reaches every device of its person that follows the overview, and nobody else', async () => {
  const { host, open, gateway } = await connected()
  const [phone, desk, stranger] = await Promise.all([open(), open(), open()])
  await Promise.all([phone, desk].map((socket) => socket.ask('subscribe_all')))
  const news = aTaskRun({ state: 'missed' })
  host.tellRun(gateway.owner.user_id, news)
  host.tellRun(UserId.parse('somebody else'), aTaskRun({ state: 'failed' }))
  for (const socket of [phone, desk]) {
    expect((await socket.next(({ type }) => type === 'task_run')).data).toEqual(news)
  }
  for (const socket of [phone, desk, stranger]) {
    await socket.ask('ping')
  }
  const told = [phone, desk, stranger].map(({ frames }) => frames.filter(({ type }) => type === 'task_run').length)
  expect(told).toEqual([1, 1, 0])
})
