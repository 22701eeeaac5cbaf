import { realpathSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { ExecResult } from '#shared/operations/exec.ts'
import { resolvePaths } from '#server/platform/files/paths.ts'
import { entriesOf } from '#test/support/gateway/auditTrail.ts'
import { startTestGateway } from '#test/support/gateway/gateway.ts'
import { openSignedIn } from '#test/support/gateway/socket.ts'
import { startRealHost } from '#test/support/host/realHost.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { until } from '#test/support/until.ts'

/** A gateway on the real host, with a session that rests. */
async function withSession() {
  const folder = temporaryFolder()
  const gateway = await startTestGateway({ folder, realHost: startRealHost(folder) })
  const { token } = await gateway.personalToken(['read', 'drive'])
  const { body } = await gateway.ask('POST', '/api/session', { token, body: { folder_name: 'work' } })
  const { id, workspace_path } = body as { id: string; workspace_path: string }
  const address = `/api/session/${id}/exec`
  const exec = async (asked: object) => gateway.ask('POST', address, { token, body: asked })
  const stream = (asked: object, signal?: AbortSignal) =>
    fetch(`${gateway.url}${address}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/x-ndjson' },
      body: JSON.stringify(asked),
      ...(signal === undefined ? {} : { signal }),
    })
  /** What runs now. */
  const running = async () => {
    const { commands } = (await gateway.ask('GET', address, { token })).body as { commands: { command: string }[] }
    return commands.map(({ command }) => command)
  }
  return { ...gateway, token, id, address, exec, stream, running, work: realpathSync(workspace_path) }
}

const auditOf = (folder: string) => resolvePaths(folder).homeportDb
const linesOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

test('a command answers with its exit code, both outputs and how long it took', async () => {
  const { exec, work } = await withSession()
  const { status, body } = await exec({ command: 'pwd; echo no >&2; exit 4' })
  expect(status).toBe(200)
  expect(body).toEqual({
    reason: 'exited',
    exit_code: 4,
    signal: null,
    stdout: `${work}\n`,
    stderr: 'no\n',
    encoding: 'utf-8',
    truncated: false,
    duration_ms: expect.any(Number),
  })
})

test('output that is no text comes as base64 and says so; what was cut ends with a whole character', async () => {
  const { exec } = await withSession()
  const binary = (await exec({ command: String.raw`printf '\377\000x'` })).body as ExecResult
  expect([binary.encoding, Buffer.from(binary.stdout, 'base64')]).toEqual(['base64', Buffer.from([0xff, 0, 0x78])])
  const cut = (await exec({ command: "printf 'äöü'", max_bytes: 3 })).body as ExecResult
  expect(cut).toMatchObject({ stdout: 'ä', encoding: 'utf-8', truncated: true })
})

test.each([
  ['nothing', {}],
  ['two commands', { command: 'a', argv: ['a'] }],
  ['a NUL', { command: 'a\0b' }],
  ['a variable of Homeport', { command: 'a', env: { HOMEPORT_DATA_DIR: '/' } }],
  ['a variable that is none', { command: 'a', env: { 'A=B': '' } }],
  ['no time', { command: 'a', timeout_ms: 0 }],
  ['a book', { command: 'x'.repeat(100_000) }],
  ['a field that there is not', { command: 'a', shell: 'zsh' }],
])('%s is refused before anything runs', async (_what, asked) => {
  const { exec } = await withSession()
  expect(await exec(asked)).toMatchObject({ status: 400, body: { error: { code: 'HTTP_002' } } })
})

test('a caller who accepts lines gets them in order as they come, at last the end', async () => {
  const { stream } = await withSession()
  const answer = await stream({ command: 'echo one; sleep 0.1; echo two >&2; sleep 0.1; printf three; exit 5' })
  expect(answer.headers.get('content-type')).toContain('application/x-ndjson')
  expect(answer.headers.get('x-exec-id')).toMatch(/^[\w-]+$/)
  expect(linesOf(await answer.text())).toEqual([
    { stdout: 'one\n' },
    { stderr: 'two\n' },
    { stdout: 'three' },
    { reason: 'exited', exit_code: 5, signal: null, truncated: false, duration_ms: expect.any(Number) },
  ])
})

test('a character that came in two parts is one in the lines', async () => {
  const { stream } = await withSession()
  const answer = await stream({ command: String.raw`printf 'a\303'; sleep 0.1; printf '\244b\377'` })
  const lines = linesOf(await answer.text())
  expect(lines.slice(0, -1)).toEqual([
    { stdout: 'a' },
    { stdout: Buffer.concat([Buffer.from('äb'), Buffer.from([0xff])]).toString('base64'), encoding: 'base64' },
  ])
})

test('what cannot run is an error, not a stream', async () => {
  const { stream } = await withSession()
  const answer = await stream({ command: 'pwd', cwd: '..' })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'application/json; charset=utf-8'])
})

test('whoever reads slowly slows the command: a flood costs no memory here, and ends with its caller', async () => {
  const { stream, running } = await withSession()
  const caller = new AbortController()
  const answer = await stream({ command: 'yes' }, caller.signal)
  const reader = answer.body?.getReader()
  await reader?.read()
  const before = process.memoryUsage.rss()
  // Other things go on meanwhile: a program that is not held back would print hundreds of megabytes.
  for (let asked = 0; asked < 50; asked += 1) {
    expect(await running()).toEqual(['yes'])
  }
  expect(process.memoryUsage.rss() - before).toBeLessThan(64 * 1024 * 1024)
  caller.abort()
  await until(async () => (await running()).length === 0, { what: 'the end of the flood' })
})

test('a caller who goes away before the answer ends the command with all that it started', async () => {
  const { url, address, token, running } = await withSession()
  const caller = new AbortController()
  const asking = fetch(`${url}${address}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ command: 'sleep 1000 & sleep 1000' }),
    signal: caller.signal,
  })
  await until(async () => (await running()).includes('sleep 1000 & sleep 1000'), { what: 'the command' })
  caller.abort()
  await expect(asking).rejects.toThrow('aborted')
  await until(async () => (await running()).length === 0, { what: 'the end of the command' })
})

test('a row cancels a command from elsewhere; who waits is told', async () => {
  const { exec, ask, address, token, running } = await withSession()
  const asking = exec({ command: 'sleep 1000', exec_id: 'slow' })
  await until(async () => (await running()).length > 0, { what: 'the command' })
  expect((await ask('DELETE', `${address}/slow`, { token })).status).toBe(200)
  expect((await asking).body).toMatchObject({ reason: 'cancelled', exit_code: null, signal: 'SIGTERM' })
})

test('the frame "execute" takes what older programs send, and answers as they read it', async () => {
  const { wsUrl, token, id, exec } = await withSession()
  await exec({ command: 'mkdir inner' })
  const socket = await openSignedIn(wsUrl, token)
  const data = { command: 'basename "$PWD"; exit 2', workingDirectory: 'inner', env: { A: 'b' } }
  const answer = await socket.ask('execute', { session_id: id, data })
  expect(answer).toMatchObject({
    type: 'execute_result',
    session_id: id,
    data: { stdout: 'inner\n', stderr: '', exitCode: 2, exit_code: 2 },
  })
})

test('the audit log has what was run, to a length, and how it ended; not what was printed, nor values of variables', async () => {
  const { exec, folder } = await withSession()
  const command = `echo xylo"phone" # ${'x'.repeat(300)}`
  await exec({ command, env: { TOKEN: 'marimba' } })
  const entry = entriesOf(auditOf(folder)).find(({ action }) => action === 'exec.run')
  expect(entry).toMatchObject({
    outcome: 'ok',
    details: { command: command.slice(0, 200), variables: 'TOKEN', reason: 'exited', exit_code: 0 },
  })
  expect(JSON.stringify(entriesOf(auditOf(folder)))).not.toMatch(/xylophone|marimba/)
})
