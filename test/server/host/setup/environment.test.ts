import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test, vi } from 'vitest'
import { SessionId } from '#shared/ids.ts'
import { member, owner } from '#test/support/host/hostWorld.ts'
import { TrustWorld } from '#test/support/host/trustWorld.ts'

vi.setConfig({ testTimeout: 180_000 })

const bash = (command: string) => `@tool Bash ${JSON.stringify({ command, description: 'd' })}\n@text done`
const SECRET = 'a-value-that-nobody-sees-9f'

test('what Claude runs sees the variables of its session; their values are in no file, list or answer', async () => {
  const { world, ...made } = await started({ DATABASE: SECRET, PLAIN: 'word' })
  expect(made.session.environment).toEqual(['DATABASE', 'PLAIN'])
  expect(JSON.stringify(made.session)).not.toContain(SECRET)
  const seen = path.join(made.trust.repository.folder, 'seen.txt')
  await made.trust.turn(made.session.id, bash('printf %s "${#DATABASE} $PLAIN" > seen.txt'), 'allow')
  expect(readFileSync(seen, 'utf8')).toBe(`${SECRET.length} word`)
  const { variables } = await world.call('session.environment', { session_id: made.session.id }, owner)
  expect(variables.filter(({ name }) => name === 'DATABASE' || name === 'PLAIN')).toEqual([
    { name: 'DATABASE', value: null },
    { name: 'PLAIN', value: null },
  ])
  await world.stop()
  expect(filesWith(world.paths.dataDir, SECRET)).toEqual([])
})

test('a change holds from the next turn on; a fork has the variables too; with the session they go', async () => {
  const { world, trust, session } = await started({ ONE: 'first-value', TWO: 'second-value' })
  await trust.turn(session.id, '@text begun')
  const update = { session_id: session.id, environment: { ONE: 'other-value', TWO: null } }
  expect((await world.call('session.update', update, owner)).environment).toEqual(['ONE'])
  await trust.turn(session.id, bash('printf %s "$ONE/$TWO" > a.txt'), 'allow')
  expect(readFileSync(path.join(trust.repository.folder, 'a.txt'), 'utf8')).toBe('other-value/')
  const fork = await world.call('session.fork', { session_id: session.id }, owner)
  expect(fork.environment).toEqual(['ONE'])
  await world.call('session.update', { session_id: session.id, environment: { ONE: null } }, owner)
  await trust.turn(fork.id, bash('printf %s "$ONE" > b.txt'), 'allow')
  expect(readFileSync(path.join(trust.repository.folder, 'b.txt'), 'utf8')).toBe('other-value')
})

test('names that would lead Claude Code elsewhere are nobody’s to set, and those that change commands the owner’s', async () => {
  const trust = await TrustWorld.start(owner)
  const set = (name: string, who = owner) =>
    trust.world.call('session.create', { folder_name: 'never', environment: { [name]: 'x' } }, who)
  const nobodys = ['ANTHROPIC_BASE_URL', 'CLAUDE_CONFIG_DIR', 'NODE_OPTIONS', 'LD_PRELOAD', 'https_proxy', 'HOME']
  const requests = [
    'CLOUD_ML_REGION',
    'VERTEX_REGION_X',
    'AWS_ENDPOINT_URL',
    'AWS_BEARER_TOKEN_BEDROCK',
    'AWS_CA_BUNDLE',
  ]
  const spies = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'SSLKEYLOGFILE', 'OPENSSL_CONF', 'RIPGREP_CONFIG_PATH']
  for (const name of [...nobodys, ...requests, ...spies, 'DBUS_SESSION_BUS_ADDRESS']) {
    await expect(set(name)).rejects.toMatchObject({ code: 'WS_002' })
  }
  await trust.as(member)
  const clouds = ['AWS_PROFILE', 'AWS_REGION', 'GOOGLE_APPLICATION_CREDENTIALS', 'AZURE_CONFIG_DIR', 'KUBECONFIG']
  const tools = ['TAR_OPTIONS', 'LUA_INIT', 'RSYNC_RSH', 'HGRCPATH', 'GOENV', 'GOTOOLCHAIN', 'DOCKER_HOST', 'VIMINIT']
  const packages = ['PIP_INDEX_URL', 'BUNDLE_GEMFILE', 'GH_HOST']
  for (const name of [
    'PATH',
    'GIT_SSH_COMMAND',
    'BASH_ENV',
    'PYTHONPATH',
    'EDITOR',
    ...clouds,
    ...tools,
    ...packages,
  ]) {
    await expect(set(name, member)).rejects.toMatchObject({ code: 'AUTH_006' })
  }
  expect((await trust.world.call('session.list', {}, owner)).sessions).toEqual([])
  expect(
    (await trust.world.call('session.create', { folder_name: 'a', environment: { PATH: '/bin' } }, owner)).environment,
  ).toEqual(['PATH'])
})

test('changes at once each hold, and a session has no more variables than are allowed, however they came', async () => {
  const { world, session } = await started({})
  const set = (environment: Record<string, string | null>) =>
    world.call('session.update', { session_id: session.id, environment }, owner)
  await Promise.all([set({ ONE: 'one', SHARED: 'x' }), set({ TWO: 'two' }), set({ SHARED: null })])
  expect((await world.call('session.get', { session_id: session.id }, owner)).environment).toEqual(['ONE', 'TWO'])
  const many = Object.fromEntries(Array.from({ length: 49 }, (_, index) => [`MANY_${index}`, 'x']))
  await expect(set(many)).rejects.toMatchObject({ code: 'WS_002' })
})

test('a session whose draft could not be written is there, with its variables', async () => {
  const { trust, world } = await started({})
  const database = new Database(world.paths.sessionsDb)
  database.exec("CREATE TRIGGER full BEFORE INSERT ON drafts BEGIN SELECT RAISE(ABORT, 'full'); END")
  database.close()
  const plan = { name: 'Of a draft', prompt: 'Begin.', environment: ['KEY'] }
  const { id: template } = await world.call('template.create', plan, owner)
  const { folder } = trust.repository
  const asked = { template, project_path: folder, environment: { KEY: 'kept-value' } }
  await expect(world.call('session.create', asked, owner)).rejects.toMatchObject({ code: 'INTERNAL_001' })
  const { sessions } = await world.call('session.list', {}, owner)
  const made = sessions.find(({ environment }) => environment.includes('KEY'))
  await trust.turn(made?.id ?? SessionId.parse(''), bash('printf %s "$KEY" > kept.txt'), 'allow')
  expect(readFileSync(path.join(folder, 'kept.txt'), 'utf8')).toBe('kept-value')
})

async function started(environment: Record<string, string>) {
  const trust = await TrustWorld.start(owner)
  const project_path = trust.repository.folder
  const session = await trust.world.call('session.create', { project_path, environment }, owner)
  return { trust, world: trust.world, session }
}

/** Files below a folder that hold a text as it is. */
function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text))
}
