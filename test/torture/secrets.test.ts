import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { REFUSED_TOKEN } from '#server/demo/api/apiKeys.ts'
import { type Chromium, openChromium } from '#test/support/browser/browser.ts'
import { programWith } from '#test/support/server/program.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'

const TOKEN = 'sk-ant-api03-PLANTED-cAnArY0123456789-PLANTED-cAnArY9876543210-AA'
/** For one session only: given when it starts, and while it runs. */
const BROUGHT = 'sk-ant-api03-BROUGHT-cAnArY0123456789-BROUGHT-cAnArY9876543210-AA'
const SWAPPED = 'sk-ant-oat01-SWAPPED-cAnArY0123456789-SWAPPED-cAnArY9876543210-AA'

/** What a curious tool would try: its own environment, its parents', every command line, every open descriptor. */
const SNOOP = [
  'env',
  'cat /proc/self/environ',
  'cat /proc/$PPID/environ',
  'cat /proc/[0-9]*/cmdline',
  'for fd in 3 4 5 6 7 8 9; do timeout 0.2 cat /proc/self/fd/$fd; timeout 0.2 cat /proc/$PPID/fd/3; done',
].join('; ')

let server: TestServer
let chromium: Chromium

beforeAll(async () => {
  server = await startServer({ vault: 'file', token: null })
  chromium = await openChromium()
})

afterAll(async () => {
  await server.close()
  await chromium.close()
})

test('the Claude token is in the vault and nowhere else; sign-in secrets are nowhere in plain text', async () => {
  const { program } = server
  await expect(program.call('PUT', '/api/claude/token', { token: REFUSED_TOKEN })).rejects.toThrow(/400/)
  await program.call('PUT', '/api/claude/token', { token: TOKEN })
  const session = await program.createSession(server.folder('snooping'))
  const person = await chromium.person('wide', { overhears: true })
  const link = await server.signInLink()
  await person.signIn(link)
  await person.open(`/session/${session.id}`)
  const viewer = await program.watch()
  await viewer.follow(session.id)

  await viewer.say(session.id, `@tool Bash ${JSON.stringify({ command: SNOOP, description: 'Look around' })}`)
  const asked = await viewer.event(session.id, 'approval_requested')
  await viewer.answer(session.id, asked.data.approval_id, { decision: 'allow' })
  const result = await viewer.event(session.id, 'tool_result')
  await viewer.event(session.id, 'turn_completed')

  expect(JSON.stringify(result.data.content)).toContain('ANTHROPIC_BASE_URL')
  expect(server.api.requests.some(({ credential }) => credential === TOKEN)).toBe(true)
  const own = await program.createSession(server.folder('own'), { claude_token: BROUGHT })
  await viewer.follow(own.id)
  await viewer.say(own.id, 'hello')
  const { seq } = await viewer.event(own.id, 'turn_completed')
  await program.call('PUT', '/api/session/token', { session_id: own.id, token: SWAPPED })
  await viewer.say(own.id, 'hello again')
  await viewer.event(own.id, 'turn_completed', { afterSeq: seq })
  const used = server.api.requests
    .filter(({ prompt }) => prompt?.startsWith('hello'))
    .map(({ credential }) => credential)
  expect(used).toEqual([BROUGHT, SWAPPED])
  const running = server.serverProcesses.all().flatMap(({ pid }) => [
    { where: `arguments of ${pid}`, text: readBytes(`/proc/${pid}/cmdline`) },
    { where: `environment of ${pid}`, text: readBytes(`/proc/${pid}/environ`) },
  ])
  const browser = [
    { where: 'storage, cookies or document of the browser', text: await person.keeps() },
    { where: 'what the browser received', text: person.received.join('\n') },
    { where: 'frames of the socket', text: viewer.frames.join('\n') },
    { where: 'stderr of the server', text: server.stderr() },
  ]
  expect(placesOf([TOKEN, REFUSED_TOKEN, BROUGHT, SWAPPED], [...filesIn(server.home), ...running, ...browser])).toEqual(
    [],
  )

  const personal = await personalToken()
  await programWith(server.info, personal).call('GET', '/api/sessions')
  expect(person.received.length).toBeGreaterThan(0)
  const cookies = (await person.cookies()).map(({ value }) => value)
  expect(cookies.length).toBeGreaterThan(0)
  const secrets = [new URL(link).hash.replace('#secret=', ''), program.accessToken, personal, ...cookies]
  expect(secrets.every((secret) => secret.length > 20)).toBe(true)
  const plain = [...filesIn(server.home), { where: 'stderr of the server', text: server.stderr() }, ...running]
  expect(placesOf(secrets, plain)).toEqual([])
  await viewer.close()
  await person.leave()
})

interface Place {
  readonly where: string
  readonly text: string
}

async function personalToken(): Promise<string> {
  const said = await server.homeport('token', 'create', '--name', 'torture', '--scope', 'read')
  return /hp\w*_\S+|\S{30,}/.exec(said.stdout)?.[0] ?? ''
}

/** Where any of the secrets stands, as it is or thinly disguised. */
function placesOf(secrets: readonly string[], places: readonly Place[]): string[] {
  const needles = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').slice(0, -4),
    Buffer.from(secret).toString('hex'),
    Buffer.from(secret, 'utf16le').toString('latin1'),
  ])
  return places.filter(({ text }) => needles.some((needle) => text.includes(needle))).map(({ where }) => where)
}

/** Every file below a folder: databases, their logs, Claude Code's own folder, settings, leftovers. */
function filesIn(folder: string): Place[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ where: file, text: readBytes(file) }))
}

function readBytes(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}
