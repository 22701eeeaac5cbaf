import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import type { Session } from '#shared/session/session.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { pidExists } from '#server/platform/processes/processSigns.ts'
import { HostWorld, member, owner } from '#test/support/host/hostWorld.ts'
import { until } from '#test/support/until.ts'

vi.setConfig({ testTimeout: 120_000 })

const KEY = { ANTHROPIC_API_KEY: 'sk-ant-api03-own', HOMEPORT_CLAUDE_WARM_SPARE: 'true' }
type Spare = NonNullable<ResultOf<'resources.sessions'>['spares']>[number]

const sparesOf = async (world: HostWorld, who = owner): Promise<readonly Spare[]> =>
  (await world.call('resources.sessions', {}, who)).spares ?? []

/** One that waits. */
const spare = (world: HostWorld): Promise<Spare> =>
  until(async () => (await sparesOf(world))[0] ?? null, { what: 'a Claude Code that waits', ms: 60_000 })

const running = (world: HostWorld, { id }: Session): Promise<Session> =>
  world.until(id, owner, ({ status }) => status === 'ACTIVE')

async function withSpare(env: Readonly<Record<string, string>> = KEY) {
  const world = await HostWorld.start(env)
  const first = await running(world, await world.create(owner))
  const waiting = await spare(world)
  expect(waiting).toMatchObject({ project: first.workspace_path, processes: expect.any(Number) })
  return { world, first, waiting }
}

const gone = ({ process_id }: Spare) =>
  until(() => (pidExists(process_id) ? null : true), { what: 'the process that waited to be gone', ms: 30_000 })

test('without the setting nothing is kept started', async () => {
  const world = await HostWorld.start({ ...KEY, HOMEPORT_CLAUDE_WARM_SPARE: 'false' })
  await running(world, await world.create(owner))
  expect(await sparesOf(world)).toEqual([])
})

test('the next session in the folder goes on with the process that waits, and answers as any other', async () => {
  const { world, first, waiting } = await withSpare()
  const next = await running(world, await world.create(owner))
  expect(next.process_id).toBe(waiting.process_id)
  expect(await world.turn(next.id, 'say it', owner)).toBe(KEY.ANTHROPIC_API_KEY)
  const { events } = await world.call('session.events', { session_id: next.id, after_seq: 0, limit: 100 }, owner)
  expect(events.some(({ type, content }) => type === 'claude_response' && content === 'You said: say it')).toBe(true)
  // And the one after it.
  const another = await spare(world)
  expect(another).toMatchObject({ project: first.workspace_path })
  expect(another.process_id).not.toBe(waiting.process_id)
  await world.stop()
  await gone(waiting)
  await gone(another)
})

const changes: Readonly<Record<string, (folder: string) => object | void>> = {
  instructions: (folder) => appendFileSync(path.join(folder, 'CLAUDE.md'), 'Be brief.\n'),
  'a file of the repository': (folder) => writeFileSync(path.join(folder, 'new.txt'), 'new\n'),
  'what the folder brings': (folder) => {
    mkdirSync(path.join(folder, '.claude'), { recursive: true })
    writeFileSync(path.join(folder, '.claude/settings.json'), '{"permissions":{"allow":["Bash(ls)"]}}')
  },
  'settings that came and went': (folder) => {
    mkdirSync(path.join(folder, '.claude'))
    writeFileSync(path.join(folder, '.claude/settings.json'), '{"env":{"HTTPS_PROXY":"http://elsewhere"}}')
    rmSync(path.join(folder, '.claude'), { recursive: true })
  },
  'the model': () => ({ model: 'haiku' }),
  'the mode': () => ({ permission_mode: 'plan' }),
  'the variables': () => ({ environment: { MINE: 'value' } }),
}

test.each(Object.keys(changes))(
  'with another state of %s a session starts its own, and what waited ends',
  async (what) => {
    const world = await HostWorld.start(KEY)
    const { workspace_path: folder } = await running(world, await world.create(owner))
    execFileSync('git', ['init', '-q', folder])
    await running(world, await world.create(owner))
    const waiting = await spare(world)
    const more = changes[what]?.(folder) ?? {}
    const made = await world.call('session.create', { project_path: folder, ...more }, owner)
    const next = await running(world, made)
    expect(next.process_id).not.toBe(waiting.process_id)
    expect(await world.turn(next.id, 'hello', owner)).toBe(KEY.ANTHROPIC_API_KEY)
    await world.stop()
    expect(pidExists(waiting.process_id)).toBe(false)
  },
)

test('nobody else gets it or hears of it, and it ends with the token and with all that its person runs', async () => {
  const { world, waiting } = await withSpare()
  await world.call('claude_token.set', { token: 'sk-ant-api03-of-the-tests' }, member)
  expect(await sparesOf(world, member)).toEqual([])
  await gone(waiting)
  await running(world, await world.create(owner))
  const another = await spare(world)
  await world.call('terminal.stop_all', {}, owner)
  expect(await sparesOf(world)).toEqual([])
  await gone(another)
})

test('it counts as a session does: where no more may run, it makes way', async () => {
  const { world, waiting } = await withSpare({ ...KEY, HOMEPORT_SESSIONS_MOST_PER_PERSON: '2' })
  const next = await running(world, await world.create(owner))
  expect(next.process_id).not.toBe(waiting.process_id)
  await gone(waiting)
})
