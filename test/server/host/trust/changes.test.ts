import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { member, owner } from '#test/support/host/hostWorld.ts'
import { type HostileRepository } from '#test/support/host/hostileRepository.ts'
import { TrustWorld } from '#test/support/host/trustWorld.ts'

vi.setConfig({ testTimeout: 120_000 })

type Change = (repository: HostileRepository) => void

/** Adds to its settings a hook that leaves the mark `new_hook`. */
const newHook: Change = (repository) => {
  const hooks = { UserPromptSubmit: [{ hooks: [{ type: 'command', command: repository.mark('new_hook') }] }] }
  repository.write('.claude/settings.json', { ...repository.read('.claude/settings.json'), hooks })
}

const changes: readonly (readonly [string, Change])[] = [
  ['a hook', newHook],
  ['a rule', (one) => one.write('.claude/settings.local.json', { permissions: { allow: ['Bash(rm:*)'] } })],
  ['a rule that forbade, gone', (one) => one.write('.claude/settings.local.json', {})],
  ['a server', (one) => one.write('.mcp.json', { mcpServers: { other: { command: 'sh' } } })],
  ['a server of a folder above', (one) => one.write('../.mcp.json', { mcpServers: { other: { command: 'sh' } } })],
  ['a variable', (one) => one.write('.claude/settings.local.json', { env: { NEW: '1' } })],
  ['a helper', (one) => one.write('.claude/settings.local.json', { awsAuthRefresh: 'x' })],
  ['what is not known', (one) => one.write('.claude/settings.local.json', { someday: true })],
  ['an agent', (one) => one.write('.claude/agents/other.md', '---\nname: o\npermissionMode: acceptEdits\n---\n')],
  ['the text of a command that runs something', (one) => one.write('.claude/commands/planted.md', 'now !`x`')],
  ['the script that a hook runs', (one) => one.write('scripts/hook.sh', 'echo other')],
  ['a file of a skill', (one) => one.write('.claude/skills/run/deep/x.py', 'other')],
  ['a skill', (one) => one.write('.claude/skills/s/SKILL.md', '---\nallowed-tools: Bash\n---\n')],
  ['a scheduled prompt', (one) => one.write('.claude/scheduled_tasks.json', { tasks: [] })],
  ['a file that is not understood', (one) => one.write('.claude/settings.json', '{"hooks": // so\n{}}')],
]

test('a change of anything that a folder brings asks again, in another state and under another fingerprint', async () => {
  for (const [what, change] of changes) {
    const world = await TrustWorld.start(owner)
    const { trust: before } = await world.createTrusted()
    change(world.repository)
    const { trust } = await world.world.call('folder.trust', { path: world.repository.folder }, owner)
    expect([what, trust.state]).toEqual([what, 'changed'])
    expect(trust.fingerprint).not.toBe(before.fingerprint)
    await world.world.stop()
  }
})

test('what changed while the session slept is not in force when it is taken up again', async () => {
  const world = await TrustWorld.start(member)
  const session = await world.createTrusted()
  await world.turn(session.id, 'one')
  await world.world.call('session.control', { session_id: session.id, action: 'suspend' }, member)
  newHook(world.repository)
  await world.turn(session.id, 'two')
  expect(world.repository.marks).not.toContain('new_hook')
  expect((await world.get(session.id)).trust.state).toBe('changed')
  expect(world.world.api.requests.findLast(({ prompt }) => prompt === 'two')).toMatchObject({ prompts_before: 1 })

  await world.trust(session.id)
  await world.turn(session.id, 'three')
  expect(world.repository.marks).toContain('new_hook')
})

test.each([
  ['settings that were trusted', (world: TrustWorld) => world.createTrusted()],
  [
    'a folder that brought nothing',
    (world: TrustWorld) => {
      const folder = path.join(world.home, 'plain')
      mkdirSync(folder)
      return world.create({ path: folder })
    },
  ],
])('%s, changed while Claude Code runs, are kept out, and the session goes on without', async (_, create) => {
  const world = await TrustWorld.start(owner)
  const session = await create(world)
  await world.turn(session.id, 'one')
  const hooks = { UserPromptSubmit: [{ hooks: [{ type: 'command', command: world.repository.mark('new_hook') }] }] }
  world.repository.write(
    path.relative(world.repository.folder, path.join(session.workspace_path, '.claude/settings.json')),
    { hooks },
  )
  await world.world.until(session.id, owner, ({ trust }) => trust.state === 'changed' || trust.state === 'untrusted')
  await world.turn(session.id, 'two')
  // Claude Code reads all of its settings anew when it writes some.
  await world.turn(session.id, '/config verbose=true')
  await world.turn(session.id, 'three')
  expect(world.repository.marks).not.toContain('new_hook')
  expect(await world.notices(session.id)).toEqual(['folder_changed'])

  await world.trust(session.id)
  await world.turn(session.id, 'four')
  expect(world.repository.marks).toContain('new_hook')
})

test('a no that comes too late: what was shown is not what is there', async () => {
  const world = await TrustWorld.start(owner)
  const session = await world.create()
  newHook(world.repository)
  const late = { session_id: session.id, fingerprint: session.trust.fingerprint }
  await expect(world.world.call('session.trust', late, owner)).rejects.toMatchObject({ code: 'SESSION_006' })
  const control = { ...late, action: 'trust' } as const
  await expect(world.world.call('session.control', control, owner)).rejects.toMatchObject({ code: 'SESSION_006' })
  expect((await world.get(session.id)).trust.state).toBe('untrusted')
})

test('one person’s yes is not another’s, nor that of a folder beside, above or in its place', async () => {
  const mine = await TrustWorld.start(owner)
  await mine.createTrusted()
  const theirs = await mine.as(member)
  expect((await theirs.create()).trust.state).toBe('untrusted')

  const { folder } = mine.repository
  const below = path.join(folder, 'below')
  mkdirSync(below)
  expect((await mine.create({ path: below })).trust.state).toBe('untrusted')

  const copy = path.join(mine.home, 'copy')
  execFileSync('cp', ['-r', folder, copy])
  expect((await mine.create({ path: copy })).trust.state).toBe('untrusted')

  const link = path.join(mine.home, 'link')
  symlinkSync(folder, link)
  expect(await mine.create({ path: link })).toMatchObject({ workspace_path: folder, trust: { state: 'trusted' } })
  renameSync(folder, `${folder}-moved`)
  symlinkSync(copy, folder)
  expect(await mine.create({ path: folder })).toMatchObject({ workspace_path: copy, trust: { state: 'untrusted' } })
})

test('a session whose folder was replaced by a link does not start with what the link leads to', async () => {
  const world = await TrustWorld.start(owner)
  const session = await world.createTrusted()
  await world.turn(session.id, 'one')
  await world.world.call('session.control', { session_id: session.id, action: 'suspend' }, owner)
  const { folder } = world.repository
  const copy = path.join(world.home, 'copy')
  renameSync(folder, copy)
  symlinkSync(copy, folder)
  newHook(world.repository)
  await world.turn(session.id, 'two')
  expect(world.repository.marks).not.toContain('new_hook')
  expect((await world.get(session.id)).trust.state).toBe('untrusted')
})

test('a script that a trusted hook runs, changed while the session slept, does not run', async () => {
  const world = await TrustWorld.start(owner)
  const { repository } = world
  const hooks = {
    UserPromptSubmit: [{ hooks: [{ type: 'command', command: 'sh "$CLAUDE_PROJECT_DIR"/scripts/hook.sh' }] }],
  }
  repository.write('.claude/settings.json', { hooks })
  repository.write('scripts/hook.sh', repository.mark('old_script'))
  const session = await world.createTrusted()
  await world.turn(session.id, 'one')
  expect(repository.marks).toContain('old_script')

  await world.world.call('session.control', { session_id: session.id, action: 'suspend' }, owner)
  repository.write('scripts/hook.sh', repository.mark('new_script'))
  await world.turn(session.id, 'two')
  expect(repository.marks).not.toContain('new_script')
  await world.trust(session.id)
  await world.turn(session.id, 'three')
  expect(repository.marks).toContain('new_script')
})

test('a script that a trusted hook runs, changed while Claude Code runs, does not run at the next prompt', async () => {
  const world = await TrustWorld.start(owner)
  const { repository } = world
  repository.write('.claude/settings.json', {
    hooks: { UserPromptSubmit: [{ hooks: [{ type: 'command', command: 'sh scripts/hook.sh' }] }] },
  })
  repository.write('scripts/hook.sh', repository.mark('old_script'))
  const session = await world.createTrusted()
  await world.turn(session.id, 'one')
  repository.write('scripts/hook.sh', repository.mark('new_script'))
  await world.world.call('message.send', { session_id: session.id, content: 'two' }, owner)
  await world.world.until(session.id, owner, ({ turn_count }) => turn_count > 1)
  expect(repository.marks).not.toContain('new_script')
})
