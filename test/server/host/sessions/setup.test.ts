import { mkdirSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { owner } from '#test/support/host/hostWorld.ts'
import { TOKEN, TrustWorld } from '#test/support/host/trustWorld.ts'

vi.setConfig({ testTimeout: 120_000 })

const bash = (command: string) => `@tool Bash ${JSON.stringify({ command, description: 'd' })}\n@text done`

test('a session has the rules and folders that it was made with, and others once they are changed', async () => {
  const world = await TrustWorld.start(owner)
  const beside = path.join(world.home, 'beside')
  mkdirSync(beside)
  const setup = {
    system_prompt: 'Answer briefly.',
    allowed_tools: ['Bash(touch *)'],
    denied_tools: ['Bash(mkdir *)'],
    additional_folders: [beside],
  }
  const project_path = world.repository.folder
  const made = await world.world.call('session.create', { project_path, setup }, owner)
  expect(made.setup).toEqual({ ...setup, additional_folders: [realpathSync(beside)] })
  expect(await world.turn(made.id, bash('touch one.txt'))).toEqual([])
  expect(await world.turn(made.id, bash(`touch ${beside}/two.txt`))).toEqual([])
  expect(await world.turn(made.id, bash('mkdir three'))).toEqual([])
  expect((await world.decidedBy(made.id)).map(({ decision }) => decision)).toEqual(['allow', 'allow', 'deny'])
  const changed = await world.world.call('session.update', { session_id: made.id, setup: null }, owner)
  expect(changed.setup).toBeUndefined()
  expect(await world.turn(made.id, bash('touch four.txt'))).toHaveLength(1)
})

test('no session is made with what is no rule, is dangerous to allow, or is no folder', async () => {
  const world = await TrustWorld.start(owner)
  const project_path = world.repository.folder
  const make = (setup: object) => world.world.call('session.create', { project_path, setup }, owner)
  await expect(make({ allowed_tools: ['Bash('] })).rejects.toMatchObject({ code: 'WS_002' })
  await expect(make({ allowed_tools: ['Bash(rm -rf /)'] })).rejects.toMatchObject({ code: 'WS_002' })
  await expect(make({ denied_tools: ['nonsense (('] })).rejects.toMatchObject({ code: 'WS_002' })
  await expect(make({ additional_folders: ['/nowhere/at/all'] })).rejects.toMatchObject({ code: 'FILE_003' })
  expect((await world.world.call('session.list', {}, owner)).sessions).toEqual([])
})

test('a token of its own is enough: the session gets a folder that Homeport keeps', async () => {
  const world = await TrustWorld.start(owner)
  const made = await world.world.call('session.create', { claude_token: TOKEN }, owner)
  expect(path.dirname(made.workspace_path)).toBe(realpathSync(world.world.paths.workspaces))
  expect(made.login).toBe('session_token')
})
