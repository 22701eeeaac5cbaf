import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test, vi } from 'vitest'
import type { SessionId } from '#shared/ids.ts'
import type { InputOf } from '#shared/operations/table.ts'
import { TrustRows } from '#server/host/store/rows/trustRows.ts'
import { member, owner } from '#test/support/host/hostWorld.ts'
import { TrustWorld } from '#test/support/host/trustWorld.ts'

vi.setConfig({ testTimeout: 120_000 })

const bash = (command: string) => `@tool Bash ${JSON.stringify({ command, description: 'd' })}\n@text done`

const write = (file_path: string) => `@tool Write ${JSON.stringify({ file_path, content: 'x' })}\n@text done`

async function opened(actor = owner) {
  const world = await TrustWorld.start(actor)
  const { id, workspace_path } = await world.create()
  const add = (rule: Partial<InputOf<'policy.add'>> & { rule: string }) =>
    world.world.call('policy.add', { behavior: 'allow', project: workspace_path, ...rule }, actor)
  const remove = (rule: string, project: string | null = workspace_path) =>
    world.world.call('policy.remove', { rule, project }, actor)
  return { world, id, folder: workspace_path, add, remove }
}

/** How many requests a prompt led to. */
async function asks(world: TrustWorld, id: SessionId, prompt: string): Promise<number> {
  return (await world.turn(id, prompt)).length
}

test('a rule holds in a process that runs, from the next call to the last, and no longer than it is there', async () => {
  const { world, id, add, remove } = await opened()
  expect(await asks(world, id, bash('touch one.txt'))).toBe(1)
  const started = (await world.get(id)).process_id
  await add({ rule: 'Bash(touch *)' })
  expect(await asks(world, id, bash('touch two.txt'))).toBe(0)
  expect(await world.decidedBy(id)).toMatchObject([
    { decision: 'allow', by: 'rule', rules: [{ rule: 'Bash(touch *)', source: 'kept by Homeport' }] },
  ])
  await remove('Bash(touch *)')
  expect(await asks(world, id, bash('touch three.txt'))).toBe(1)
  await add({ rule: 'Bash(touch *)', behavior: 'deny' })
  expect(await asks(world, id, bash('touch four.txt'))).toBe(0)
  expect((await world.decidedBy(id)).at(-1)).toMatchObject({ decision: 'deny', by: 'rule' })
  expect((await world.get(id)).process_id).toBe(started)
})

test('a rule for a time ends in the middle of a turn', async () => {
  const { world, id, add } = await opened()
  const { rules } = await add({ rule: 'Bash(touch *)', minutes: 1, project: null })
  expect(rules).toMatchObject([{ rule: 'Bash(touch *)', behavior: 'allow', project: null }])
  const now = Date.now
  const turn = ['touch one.txt', 'mkdir between', 'touch two.txt'].map((command) => bash(command).split('\n')[0])
  await world.world.call('message.send', { session_id: id, content: turn.join('\n') }, owner)
  const asked: string[] = []
  for (let ended = false; !ended;) {
    const state = await world.world.until(id, owner, ({ status, turn_count }) => status === 'WAITING' || turn_count > 0)
    ended = state.turn_count > 0
    const waiting = (await world.waiting(id)).find(({ input }) => !asked.includes(String(input['command'])))
    if (waiting !== undefined) {
      asked.push(String(waiting.input['command']))
      vi.spyOn(Date, 'now').mockImplementation(() => now() + 61_000)
      const { approval_id } = waiting
      await world.world.call('approval.answer', { session_id: id, approval_id, decision: 'deny' }, owner)
    }
  }
  vi.restoreAllMocks()
  expect(asked).toEqual(['mkdir between', 'touch two.txt'])
})

test('a rule for a time does not take the place of one that is to stay', async () => {
  const { world, add } = await opened()
  const rule = 'Bash(git push *)'
  const rules = async () => (await world.world.call('policy.list', {}, owner)).rules
  await add({ rule, behavior: 'deny' })
  await expect(add({ rule, minutes: 1 })).rejects.toMatchObject({ code: 'WS_002' })
  await expect(add({ rule, behavior: 'deny', minutes: 1 })).rejects.toMatchObject({ code: 'WS_002' })
  expect(await rules()).toMatchObject([{ rule, behavior: 'deny', expires_at: null }])
  await add({ rule, minutes: 1, project: null })
  await add({ rule, minutes: 5, project: null })
  expect(await rules()).toHaveLength(2)
})

test('what is dangerous is asked about whatever a rule allows, and no rule that is dangerous itself is taken', async () => {
  const { world, id, add } = await opened()
  await add({ rule: 'Bash(git push *)' })
  const [asked] = await world.turn(id, bash('git push --force origin main'))
  expect(asked?.dangers?.length).toBeGreaterThan(0)
  expect(asked?.decision_reason).toContain('in spite of a rule')
  await expect(add({ rule: 'Bash(rm -rf /)' })).rejects.toMatchObject({ code: 'WS_002' })
  await expect(add({ rule: 'Bash' })).rejects.toMatchObject({ code: 'WS_002' })
  await expect(add({ rule: 'Bash(*)' })).rejects.toMatchObject({ code: 'WS_002' })
})

test('a rule for files does not let another tool do unasked what is dangerous', async () => {
  const { world, id, add } = await opened()
  const { home } = world
  await expect(add({ rule: 'Edit(//**)' })).rejects.toMatchObject({ code: 'WS_002' })
  await add({ rule: `Edit(/${home}/**)` })
  const keys = path.join(home, '.ssh', 'authorized_keys')
  expect(await asks(world, id, write(keys))).toBe(1)
  expect(existsSync(keys)).toBe(false)
  await add({ rule: 'Read(//**)' })
  mkdirSync(path.join(home, '.aws'))
  const secret = path.join(home, '.aws', 'credentials')
  writeFileSync(secret, 'key')
  expect(await asks(world, id, bash(`cat ${secret}`))).toBe(1)
})

test('what Claude Code does not read as a rule is not kept', async () => {
  const { world, add } = await opened()
  const refused = ['Bash(', 'nonsense (( rule', 'Bash()x'].map((rule) => add({ rule }).catch((error: unknown) => error))
  expect(await Promise.all(refused)).toMatchObject(refused.map(() => ({ code: 'WS_002' })))
  expect((await world.world.call('policy.list', {}, owner)).rules).toEqual([])
})

test('rules are of the person who wrote them: nobody else has, sees or removes them', async () => {
  const { world, folder, add } = await opened()
  await add({ rule: 'Bash(touch *)' })
  const other = await world.as(member)
  expect((await world.world.call('policy.list', {}, member)).rules).toEqual([])
  await expect(
    world.world.call('policy.remove', { rule: 'Bash(touch *)', project: folder }, member),
  ).rejects.toMatchObject({ code: 'SESSION_002' })
  expect(await asks(other, (await other.create()).id, bash('touch theirs.txt'))).toBe(1)
})

test('a preview says how Claude Code reads a rule, and of which past requests it is certain', async () => {
  const { world, id, folder } = await opened()
  await world.turn(id, bash('touch one.txt'))
  await world.turn(id, bash('touch one.txt'), 'allow')
  await world.turn(id, bash('touch other.txt'))
  const preview = (rule: string) =>
    world.world.call('policy.preview', { rule, behavior: 'allow', project: folder }, owner)
  expect(await preview('Bash(touch one.txt)')).toMatchObject({
    dangers: [],
    past: { asked: 3, certain: 2, denied: 1 },
  })
  expect((await preview('Bash(npm test:*)')).reading).toMatch(/npm test/)
  expect(await preview('Bash(touch *)')).toMatchObject({ past: { asked: 3, certain: 0 } })
})

test('in quiet hours that deny, a tool is refused, which is said, and a question waits', async () => {
  const { world, id } = await opened()
  const quiet_hours = { from: '00:00', until: '00:00', time_zone: 'UTC', answer: 'deny' as const }
  await world.world.call('policy.set_quiet_hours', { quiet_hours }, owner)
  const session_id = id
  await world.world.call('message.send', { session_id, content: bash('touch night.txt') }, owner)
  await world.world.until(id, owner, ({ turn_count }) => turn_count === 1)
  const { approvals } = await world.world.call('approval.list', {}, owner)
  expect(approvals[0]?.outcome).toMatchObject({ decision: 'deny', answered_by: null, answered_from: 'quiet hours' })
  expect(approvals[0]?.outcome?.message).toContain('until 00:00 (UTC)')
  const options = ['A', 'B'].map((label) => ({ label, description: '' }))
  const question = { questions: [{ question: 'Which?', header: 'h', multiSelect: false, options }] }
  await world.world.call(
    'message.send',
    { session_id, content: `@tool AskUserQuestion ${JSON.stringify(question)}` },
    owner,
  )
  await world.world.until(id, owner, ({ status }) => status === 'WAITING')
  await world.world.call('policy.set_quiet_hours', { quiet_hours: null }, owner)
})

test('a further folder that was kept for good belongs to a session that runs for as long as it is kept', async () => {
  const { world, id, folder, remove } = await opened()
  const beside = path.join(world.home, 'beside')
  mkdirSync(beside)
  const edits = { action: 'set_permission_mode', permission_mode: 'acceptEdits' } as const
  await world.world.call('session.control', { session_id: id, ...edits }, owner)
  expect(await asks(world, id, write(path.join(beside, 'one.txt')))).toBe(1)
  const started = (await world.get(id)).process_id
  keepFolder(world, beside, folder)
  expect(await asks(world, id, write(path.join(beside, 'two.txt')))).toBe(0)
  const { rules } = await remove(beside, folder)
  expect(rules).toEqual([])
  expect(await asks(world, id, write(path.join(beside, 'three.txt')))).toBe(1)
  expect((await world.get(id)).process_id).toBe(started)
})

test('a further folder that was kept before a session woke is taken from it as well', async () => {
  const { world, id, folder, remove } = await opened()
  const beside = path.join(world.home, 'beside')
  mkdirSync(beside)
  keepFolder(world, beside, folder)
  const edits = { action: 'set_permission_mode', permission_mode: 'acceptEdits' } as const
  await world.world.call('session.control', { session_id: id, action: 'restart' }, owner)
  await world.world.call('session.control', { session_id: id, ...edits }, owner)
  expect(await asks(world, id, write(path.join(beside, 'one.txt')))).toBe(0)
  await remove(beside, folder)
  expect(await asks(world, id, write(path.join(beside, 'two.txt')))).toBe(1)
})

/** As it is written where Claude Code offers to keep a folder. */
function keepFolder({ world }: TrustWorld, beside: string, folder: string): void {
  const database = new Database(world.paths.sessionsDb)
  const added_at = new Date().toISOString()
  const kept = { user_id: owner.user_id, folder, kind: 'folder', grant: beside, behavior: 'allow' } as const
  new TrustRows(database).keep({ ...kept, expires_at: null, added_at })
  database.close()
}
