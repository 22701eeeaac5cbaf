import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
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
  for (const name of ['ANTHROPIC_BASE_URL', 'CLAUDE_CONFIG_DIR', 'NODE_OPTIONS', 'LD_PRELOAD', 'https_proxy', 'HOME']) {
    await expect(set(name)).rejects.toMatchObject({ code: 'WS_002' })
  }
  await trust.as(member)
  for (const name of ['PATH', 'GIT_SSH_COMMAND', 'BASH_ENV', 'PYTHONPATH', 'EDITOR']) {
    await expect(set(name, member)).rejects.toMatchObject({ code: 'AUTH_006' })
  }
  expect((await trust.world.call('session.list', {}, owner)).sessions).toEqual([])
  expect(
    (await trust.world.call('session.create', { folder_name: 'a', environment: { PATH: '/bin' } }, owner)).environment,
  ).toEqual(['PATH'])
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
