import { chmodSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { type TestServer, startServer } from '#test/support/server/server.ts'
import { openSocket } from '#test/support/gateway/socket.ts'

/** One secret of each kind, each with a word of its own, so that a find tells which it was. */
const planted = {
  claudeToken: 'sk-ant-api03-PLANTEDclaude-0123456789-abcdefghij',
  personalToken: `hp_pat_PLANTEDpersonal${'x'.repeat(30)}`,
  jwt: 'eyJhbGciOiJSUzI1NiJ9.eyJQTEFOVEVEand0IjoxfQ.PLANTEDjwtsignature0123456789',
  githubToken: 'ghp_PLANTEDgithub0123456789abcdefghij',
  cookie: 'PLANTEDcookie-0123456789-abcdefghijklmnopqrstuvwxyz',
  oneTimeSecret: 'PLANTEDonetime-0123456789-abcdefghijklmnopqrst',
  password: 'PLANTEDpassword',
  prompt: 'PLANTEDprompt please write a poem about the sea',
  answer: 'PLANTEDanswer to a question of Claude',
} as const

/** A Claude Code that dies talking. */
const DYING_CLAUDE = `#!/bin/sh
case "$*" in *--version*) echo "2.1.329 (Claude Code)"; exit 0;; esac
echo "fatal: bad key ${planted.claudeToken}, Authorization: Bearer ${planted.jwt}" >&2
exit 1
`

/** Two servers, and three bundles, each with the doctor's processes. */
const SLOW = { timeout: 120_000 }

test(
  'secrets planted everywhere reach no log and no diagnostics: headers, cookies, bodies, addresses, frames, errors, Claude’s stderr',
  SLOW,
  async () => {
    const server = await startServer({ token: null })
    onTestFinished(() => server.close())
    await throughHttp(server)
    await throughRawHttp(server)
    await throughSockets(server)
    await throughControlSocket(server)
    await throughClaude(server)
    await expectCleanDiagnostics(server)
    await server.homeport('stop')
    await server.ended
    await expectCleanDiagnostics(server)

    const texts = [...filesIn(server.dataDir), { where: 'stderr', text: server.stderr() }]
    const logs = texts.filter(({ where }) => /logs\/(gateway|host)\.log$/.test(where))
    expect(logs.map(({ text }) => text.length > 0)).toEqual([true, true])
    expect(findsIn(texts.filter(({ where }) => where === 'stderr' || where.includes('/logs/')))).toEqual([])

    const exported = await server.homeport('audit', 'export')
    expect(exported.stdout.split('\n').length).toBeGreaterThan(8)
    expect(findsIn([{ where: 'the audit log', text: exported.stdout + exported.stderr }])).toEqual([])
  },
)

test('a secret in the settings file is told by its place, not by its value', async () => {
  const server = await startServer({ token: null })
  onTestFinished(() => server.close())
  await server.homeport('stop')
  await server.ended
  writeFileSync(path.join(server.dataDir, 'settings.yaml'), `claude:\n  tokn: ${planted.claudeToken}\n`)
  const { code, stderr, stdout } = await server.homeport('start', '--headless')
  expect(code).toBe(1)
  expect(stderr).toContain('settings.yaml')
  const logs = filesIn(server.dataDir).filter(({ where }) => where.includes('/logs/'))
  expect(findsIn([...logs, { where: 'stderr', text: stderr + stdout }])).toEqual([])
})

async function throughHttp({ info, program }: TestServer): Promise<void> {
  const { local_url: url } = info
  const everywhere = {
    authorization: `Bearer ${planted.personalToken}`,
    cookie: `homeport_session=${planted.cookie}; other=${planted.githubToken}`,
    'user-agent': `tool/${planted.githubToken}`,
    referer: `http://127.0.0.1/?token=${planted.jwt}`,
    'x-api-key': planted.claudeToken,
  }
  const own = { authorization: `Bearer ${program.accessToken}`, 'content-type': 'application/json' }
  const asked: readonly [string, RequestInit][] = [
    ['/api/sessions', { headers: everywhere }],
    ['/api/sessions', { headers: { authorization: `Bearer ${planted.jwt}` } }],
    ['/api/sessions', { headers: { authorization: `Basic ${planted.password}` } }],
    [`/api/sessions?token=${planted.jwt}&access_token=${planted.personalToken}`, { headers: own }],
    [`/api/session/${planted.githubToken}`, { headers: own }],
    [`/nowhere/${planted.claudeToken}?secret=${planted.oneTimeSecret}`, {}],
    ['/api/sessions', { headers: { ...own, origin: `https://${planted.githubToken.replace('_', '-')}.example` } }],
    ['/auth/local', post({ secret: planted.oneTimeSecret })],
    ['/auth/local', post({ secret: planted.oneTimeSecret, password: planted.password })],
    ['/api/session', { ...post(`{"token":"${planted.claudeToken}"`), headers: own }],
    ['/api/session', { ...post({ project_path: `/nowhere/${planted.githubToken}` }), headers: own }],
    ['/api/claude/token', { ...post({ token: planted.claudeToken }), method: 'PUT', headers: own }],
    ['/api/claude/token/validate', { ...post({ token: planted.claudeToken, extra: planted.password }), headers: own }],
    [
      `/api/session/${crypto.randomUUID()}/messages`,
      { ...post({ content: planted.prompt, idempotency_key: planted.password }), headers: own },
    ],
    [
      `/api/session/${crypto.randomUUID()}/approvals/x`,
      { ...post({ decision: 'deny', message: planted.answer }), headers: own },
    ],
  ]
  for (const [address, init] of asked) {
    await (await fetch(`${url}${address}`, init)).text()
  }
}

function post(body: unknown): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }
}

/** What no client library would send. */
async function throughRawHttp({ info }: TestServer): Promise<void> {
  const socket = connect(Number(new URL(info.local_url).port), '127.0.0.1')
  socket.on('error', () => {})
  socket.resume()
  socket.end(`GET / HTTP/1.1\r\nHost: x\r\nAuthorization ${planted.jwt}\r\n: ${planted.password}\r\n\r\n`)
  await once(socket, 'close')
}

async function throughSockets({ info, program }: TestServer): Promise<void> {
  const stranger = await openSocket(info.ws_url)
  await stranger.ask('auth', { data: { token: planted.personalToken } })
  await openSocket(`${info.ws_url}?token=${planted.jwt}`).catch(() => null)
  const own = await openSocket(info.ws_url)
  await own.ask('auth', { data: { token: program.accessToken } })
  const session_id = crypto.randomUUID()
  await own.ask('chat_message', { session_id, content: planted.prompt })
  await own.ask('create_session', { data: { project_path: planted.password, token: planted.claudeToken } })
  await own.ask(planted.githubToken, { data: { password: planted.password } })
}

async function throughControlSocket({ dataDir }: TestServer): Promise<void> {
  const run = JSON.parse(readFileSync(path.join(dataDir, 'run/gateway.json'), 'utf8')) as { socket_path: string }
  const socket = connect(run.socket_path)
  socket.on('error', () => {})
  socket.resume()
  socket.write(`${JSON.stringify({ secret: planted.oneTimeSecret, id: 1, operation: planted.githubToken })}\n`)
  await once(socket, 'close')
}

/** A second server, whose Claude Code writes a token to its stderr and dies. */
async function throughClaude({ home }: TestServer): Promise<void> {
  const claude = path.join(home, 'dying-claude')
  writeFileSync(claude, DYING_CLAUDE)
  chmodSync(claude, 0o755)
  const other = await startServer({ env: { HOMEPORT_CLAUDE_PATH: claude } })
  try {
    const { id } = await other.program.createSession(other.folder('x'))
    const status = async () => (await other.program.call<{ status: string }>('GET', `/api/session/${id}`)).status
    await expect.poll(status, { timeout: 20_000 }).toBe('FAILED')
    expect(findsIn([...filesIn(other.dataDir), { where: 'stderr', text: other.stderr() }])).toEqual([])
    await expectCleanDiagnostics(other)
  } finally {
    await other.close()
  }
}

/** The bundle that people send to somebody: from the running server, or from its files. */
async function expectCleanDiagnostics(server: TestServer): Promise<void> {
  const file = path.join(server.home, 'bundle.json')
  const { code, stderr } = await server.homeport('diagnostics', '--out', file)
  expect([code, stderr]).toEqual([0, ''])
  const text = readFileSync(file, 'utf8')
  expect(JSON.parse(text)).toMatchObject({ parts: { logs: { newest: expect.any(Array) }, doctor: {} }, failed: {} })
  expect(findsIn([{ where: 'diagnostics', text }])).toEqual([])
  expect(text).not.toContain(server.home)
  expect(text).not.toContain(server.program.accessToken)
}

interface Place {
  readonly where: string
  readonly text: string
}

function findsIn(places: readonly Place[]): string[] {
  return places.flatMap(({ where, text }) =>
    Object.entries(planted).flatMap(([name, secret]) => (text.includes(secret) ? [`${name} in ${where}`] : [])),
  )
}

function filesIn(folder: string): Place[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ where: file, text: readFileSync(file, 'latin1') }))
}
