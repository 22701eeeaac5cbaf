import { readFileSync, realpathSync } from 'node:fs'
import { Terminal } from '@xterm/headless'
import { expect, test } from 'vitest'
import { localCall, startTestGateway } from '#test/support/gateway/gateway.ts'
import { openSignedIn } from '#test/support/gateway/socket.ts'
import { TerminalClient } from '#test/support/gateway/terminalClient.ts'
import { startRealHost } from '#test/support/host/realHost.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

async function world() {
  const dataDir = temporaryFolder()
  const folder = realpathSync(temporaryFolder())
  const gateway = await startTestGateway({ folder: dataDir, realHost: startRealHost(dataDir) })
  const { token } = await gateway.personalToken(['drive'])
  const made = await gateway.ask('POST', '/api/session', { token, body: { project_path: folder } })
  if (made.status !== 201) {
    throw new Error(JSON.stringify(made.body))
  }
  const { id } = made.body as { id: string }
  const open = () => openSignedIn(gateway.wsUrl, token)
  return { ...gateway, folder, token, sessionId: id, open, socket: await open() }
}

test('a shell is opened in the session’s folder, takes what is typed, and tells how it ended', async () => {
  const { socket, sessionId, folder } = await world()
  const shell = await TerminalClient.open(socket, sessionId)
  shell.type('pwd; echo "[$TERM|$COLORTERM]"\n')
  await shell.shows(`${folder}\r\n[xterm-256color|truecolor]`)
  shell.type('echo last words; exit 7\n')
  const { data } = await socket.next(({ type }) => type === 'terminal_exited')
  expect(data).toMatchObject({ terminal_id: shell.terminalId, exit_code: 7, signal: null, reason: 'exited' })
  expect(data['last_lines']).toEqual(expect.arrayContaining(['last words']))
})

test('nothing of Homeport’s own is in the environment of a shell', async () => {
  const { socket, sessionId } = await world()
  const shell = await TerminalClient.open(socket, sessionId)
  shell.type('env | sed "s/^/E:/"; echo do""ne\n')
  const text = await shell.shows('done')
  expect(text).toContain('E:HOME=')
  expect(text).not.toMatch(/E:(HOMEPORT|VITEST|ELECTRON)/)
})

test('another socket draws the exact screen, and types into the same shell', async () => {
  const { socket, sessionId, open } = await world()
  const shell = await TerminalClient.open(socket, sessionId)
  const seen = new Terminal({ cols: 80, rows: 24, allowProposedApi: true })
  shell.type(String.raw`PS1="$ "; printf "\e[31mred \u4f60\u597d\e[0m\n"; seq 100` + '\n')
  await shell.shows(/\r\n100\r\n[^\n]*\$ /)
  const other = await open()
  const second = await TerminalClient.attach(other, { terminal_id: shell.terminalId })
  const { attached } = second
  expect(attached).toMatchObject({ cols: 80, rows: 24, is_owner: false })
  await new Promise<void>((resolve) => seen.write(String(attached['snapshot']), resolve))
  const lines = Array.from({ length: 24 }, (_, row) =>
    seen.buffer.active.getLine(seen.buffer.active.baseY + row)?.translateToString(true),
  )
  expect(lines).toContain('100')
  expect(lines.at(-1)?.trim()).toBe('$')
  expect(seen.buffer.active.getLine(seen.buffer.active.baseY - 78)?.translateToString(true)).not.toBeUndefined()
  second.type('echo from the other\n')
  await shell.shows('from the other\r\n')
  await second.shows('from the other\r\n')
})

test('a viewer that comes later sees the exact screen of vi, and its cursor', async () => {
  const { socket, sessionId, open } = await world()
  const shell = await TerminalClient.open(socket, sessionId)
  const first = new Terminal({ cols: 80, rows: 24, allowProposedApi: true })
  const others = socket.onBytes
  socket.onBytes = (bytes) => {
    first.write(bytes.subarray(13))
    others(bytes)
  }
  shell.type('seq 300 > numbers; vi -u NONE -N numbers\n')
  await shell.shows('300L')
  shell.type('120Gzz')
  await shell.shows(/131/)
  shell.type('Aend of line\u001B0')
  await shell.shows('end of line')
  const late = await TerminalClient.attach(await open(), { terminal_id: shell.terminalId })
  const second = new Terminal({ cols: 80, rows: 24, allowProposedApi: true })
  await new Promise<void>((resolve) => second.write(String(late.attached['snapshot']), resolve))
  await new Promise<void>((resolve) => first.write('', resolve))
  expect(screenOf(second)).toEqual(screenOf(first))
  expect(screenOf(second).lines).toContain('120end of line')
  expect(second.buffer.active.type).toBe('alternate')
})

function screenOf({ buffer: { active } }: Terminal) {
  const lines = Array.from({ length: 24 }, (_, row) => active.getLine(active.baseY + row)?.translateToString(true))
  return { lines, cursor: [active.cursorX, active.cursorY] }
}

test('an action runs in a terminal, and how it ended and what it printed last is kept', async () => {
  const { socket, sessionId, token, ask } = await world()
  const actions = `/api/session/${sessionId}/actions`
  const command = 'echo "size $(stty size)"; read answer; echo "answered $answer"; exit 3'
  await ask('POST', actions, { token, body: { name: 'ask', command } })
  const run = async () => {
    const { body } = await ask('GET', actions, { token })
    const [{ action_id, fingerprint } = { action_id: '', fingerprint: '' }] = (
      body as { actions: { action_id: string; fingerprint: string }[] }
    ).actions
    const started = await ask('POST', `${actions}/${action_id}/run`, {
      token,
      body: { fingerprint, run_in: 'terminal' },
    })
    return started.body as { exec_id: null; terminal_id: string }
  }
  const { terminal_id, exec_id } = await run()
  expect(exec_id).toBeNull()
  const { ticket } = (await socket.ask('terminal_ticket', { data: { terminal_id } })).data
  const shell = await TerminalClient.attach(socket, { terminal_id, ticket })
  shell.type('forty-two\n')
  await socket.next(({ type }) => type === 'terminal_exited')
  const { body } = await ask('GET', actions, { token })
  expect(body).toMatchObject({ actions: [{ running: null, last: { reason: 'exited', exit_code: 3 } }] })
  const [{ last }] = (body as { actions: [{ last: { last_lines: string[] } }] }).actions
  expect(last.last_lines).toEqual(expect.arrayContaining(['size 24 80', 'answered forty-two']))
  // The next run takes the place of the one that has ended.
  const again = await run()
  const { terminals } = (await socket.ask('terminal_list', { session_id: sessionId })).data
  expect(terminals).toMatchObject([{ terminal_id: again.terminal_id, title: 'ask', ended: null }])
})

test('a handle is good on the socket that it was given to, and on no other', async () => {
  const { socket, sessionId, open } = await world()
  const shell = await TerminalClient.open(socket, sessionId)
  const stranger = await open()
  const { handle, terminalId } = shell
  // A handle is good on the socket that it was given to alone.
  stranger.sendBinary(Buffer.from([2, 0, 0, 0, handle, ...Buffer.from('touch stolen\n')]))
  await stranger.next(({ type, data }) => type === 'error' && data['code'] === 'TERMINAL_001')
  for (const type of ['terminal_ack', 'terminal_detach']) {
    expect(
      (await stranger.ask(type, { data: { handle, ...(type === 'terminal_ack' ? { offset: 1 } : {}) } })).data,
    ).toMatchObject({
      code: 'TERMINAL_001',
    })
  }
  expect(
    (await stranger.ask('terminal_resize', { data: { terminal_id: terminalId, cols: 10, rows: 10, take_over: true } }))
      .data,
  ).toMatchObject({
    code: 'TERMINAL_001',
  })
})

test('bytes after an offset are sent again instead of the screen', async () => {
  const { socket, sessionId, open } = await world()
  const shell = await TerminalClient.open(socket, sessionId)
  shell.type('echo be""fore\n')
  await shell.shows('before')
  const { offset } = shell
  shell.type('echo af""ter\n')
  await shell.shows('after')
  const other = await open()
  const data = { terminal_id: shell.terminalId, after_offset: offset }
  const again = new TerminalClient(other, { terminal_id: shell.terminalId, handle: 1 })
  again.offset = offset
  const attached = await other.ask('terminal_attach', { data })
  expect(attached.data).toMatchObject({ snapshot: '', offset, handle: 1 })
  expect(await again.shows('after')).not.toContain('before')
})

test('one viewer owns the size; another one is refused until it takes over, and everybody is told', async () => {
  const { socket, sessionId, open } = await world()
  const shell = await TerminalClient.open(socket, sessionId)
  const other = await open()
  const place = { terminal_id: shell.terminalId, cols: 100, rows: 30 }
  const attached = await other.ask('terminal_attach', { data: place })
  expect(attached.data).toMatchObject({ cols: 80, is_owner: false })
  expect((await other.ask('terminal_resize', { data: place })).data).toMatchObject({ code: 'SESSION_005' })
  const taken = await other.ask('terminal_resize', { data: { ...place, take_over: true } })
  expect(taken).toMatchObject({ type: 'terminal_resized', data: { cols: 100, rows: 30, is_owner: true } })
  const told = await socket.next(({ type, data }) => type === 'terminal_size' && data['cols'] === 100)
  expect(told.data).toMatchObject({ rows: 30, is_owner: false })
  shell.type('stty size\n')
  await shell.shows('30 100')
  other.terminate()
  await socket.next(({ type, data }) => type === 'terminal_size' && data['owner'] === null)
})

test('a flood waits for a viewer that says nothing, and Ctrl-C ends it at once', async () => {
  const { socket, sessionId } = await world()
  const shell = await TerminalClient.open(socket, sessionId)
  shell.isAcking = false
  shell.type('yes\n')
  await socket.until(() => shell.received > 512 * 1024)
  const { received } = shell
  shell.type('\u0003')
  shell.isAcking = true
  shell.ack()
  shell.type('echo al""ive\n')
  await shell.shows('alive')
  expect(received).toBeLessThan(1024 * 1024)
})

test('a viewer that does not own the size and is slow gets the screen anew', async () => {
  const { socket, sessionId, open } = await world()
  const shell = await TerminalClient.open(socket, sessionId)
  const other = await open()
  const slow = await TerminalClient.attach(other, { terminal_id: shell.terminalId })
  slow.isAcking = false
  shell.type('seq 400000; echo do""ne\n')
  await shell.shows('done\r\n')
  await other.until(() => slow.received > 512 * 1024)
  expect(slow.received).toBeLessThan(700 * 1024)
  slow.isAcking = true
  slow.ack()
  const anew = await other.next(({ type, reply_to }) => type === 'terminal_attached' && reply_to === undefined)
  expect(anew.data['snapshot']).toContain('done')
  expect(anew.data['handle']).toBe(slow.handle)
})

test('everything that a program printed comes before its end is told', async () => {
  const { socket, sessionId } = await world()
  const shell = await TerminalClient.open(socket, sessionId)
  shell.type('PS1=; clear; exec bash -c "echo; head -c 3000000 /dev/zero | tr \'\\0\' x; echo END"\n')
  await socket.next(({ type }) => type === 'terminal_exited')
  await shell.shows('END\r\n')
  expect(shell.received).toBeGreaterThan(3_000_000)
})

test('who has no ticket for a terminal does not attach to it, and another device of the person gets one', async () => {
  const { socket, sessionId, personalToken, wsUrl } = await world()
  const shell = await TerminalClient.open(socket, sessionId)
  const phone = await openSignedIn(wsUrl, (await personalToken(['drive'])).token)
  const data = { terminal_id: shell.terminalId }
  expect((await phone.ask('terminal_attach', { data })).data).toMatchObject({ code: 'AUTH_006' })
  expect((await phone.ask('terminal_attach', { data: { ...data, ticket: 'guessed' } })).data).toMatchObject({
    code: 'AUTH_006',
  })
  const { ticket } = (await phone.ask('terminal_ticket', { data })).data
  expect((await phone.ask('terminal_attach', { data: { ...data, ticket } })).type).toBe('terminal_attached')
  expect((await socket.ask('terminal_attach', { data: { ...data, ticket } })).data).toMatchObject({ code: 'AUTH_006' })
})

test('a terminal is listed, signalled and closed, and its processes are gone', async () => {
  const { socket, sessionId, ask, token } = await world()
  const shell = await TerminalClient.open(socket, sessionId)
  shell.type('(trap "" HUP TERM; exec sleep 1000) & echo "pid=$!="\n')
  const [, pid] = /pid=(\d+)=/.exec(await shell.shows(/pid=\d+=/)) ?? []
  const listed = await ask('GET', `/api/session/${sessionId}/terminals`, { token })
  expect(listed.body).toMatchObject({ terminals: [{ terminal_id: shell.terminalId, ended: null }] })
  const data = { terminal_id: shell.terminalId }
  expect((await socket.ask('terminal_close', { data })).type).toBe('terminal_closed')
  expect(isRunning(Number(pid))).toBe(false)
  expect((await socket.ask('terminal_list', { session_id: sessionId })).data).toEqual({ terminals: [] })
  expect((await socket.ask('terminal_attach', { data })).data).toMatchObject({ code: 'TERMINAL_001' })
})

test('a panic ends shells with all that they started, and their last lines can still be read', async () => {
  const { gateway, socket, sessionId, ask, token } = await world()
  const shell = await TerminalClient.open(socket, sessionId)
  shell.type('(trap "" HUP TERM; exec sleep 1000) & echo "pid=$!="\n')
  const [, pid] = /pid=(\d+)=/.exec(await shell.shows(/pid=\d+=/)) ?? []
  await gateway.dispatch.run('server.panic', {}, localCall(gateway.owner))
  expect(isRunning(Number(pid))).toBe(false)
  const { body } = await ask('GET', `/api/session/${sessionId}/terminals`, { token })
  expect(body).toMatchObject({ terminals: [{ ended: { reason: 'session_ended' } }] })
})

test('hostile frames are refused, and floods of titles and bells are told of together', async () => {
  const { socket, sessionId } = await world()
  for (const size of [{ cols: 0 }, { rows: 0 }, { cols: 1e9 }, { rows: 1e9 }, { cols: 80.5 }]) {
    const data = { kind: 'shell', cols: 80, rows: 24, ...size }
    expect((await socket.ask('terminal_open', { session_id: sessionId, data })).data).toMatchObject({ code: 'WS_002' })
  }
  for (const cwd of ['..', '/etc', 'a\0b', 'missing']) {
    const data = { kind: 'shell', cwd }
    expect((await socket.ask('terminal_open', { session_id: sessionId, data })).data).toMatchObject({
      code: 'FILE_003',
    })
  }
  const shell = await TerminalClient.open(socket, sessionId)
  socket.sendBinary(Buffer.from([2, 0, 0, 0, 99, 65]))
  await socket.next(({ type, data }) => type === 'error' && data['code'] === 'TERMINAL_001')
  shell.type(String.raw`for i in $(seq 2000); do printf "\e]0;title $i\x7f\xe2\x80\xae\a\a"; done; echo do""ne` + '\n')
  await shell.shows('done')
  await socket.next(({ type, data }) => type === 'terminal_title' && data['title'] === 'title 2000')
  await socket.next(({ type }) => type === 'terminal_bell')
  expect(socket.frames.filter(({ type }) => /title|bell/.test(type)).length).toBeLessThan(60)
})

/** One that nobody has collected yet counts as gone. */
function isRunning(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}
