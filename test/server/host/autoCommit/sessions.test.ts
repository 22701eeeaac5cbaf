import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { SessionId } from '#shared/ids.ts'
import type { AutoCommitRules } from '#shared/operations/autoCommit.ts'
import { GitWorld } from '#test/support/host/gitWorld.ts'
import { HostWorld, member, owner } from '#test/support/host/hostWorld.ts'
import { until } from '#test/support/until.ts'

/** A session in a repository, with rules of its project. */
async function started(rules: Partial<AutoCommitRules>) {
  const git = GitWorld.with({ 'a.txt': 'one\n' })
  const world = await HostWorld.start({ GIT_CONFIG_GLOBAL: path.join(git.home, '.gitconfig') })
  await world.call('claude_token.set', { token: 'sk-ant-api03-owner' }, owner)
  const { id } = await world.call('session.create', { project_path: git.folder }, owner)
  const quiet = { enabled: true, quiet_seconds: null, files: null, turn_ended: false }
  await world.call('auto_commit.set', { session_id: id, rules: { ...quiet, ...rules } }, owner)
  return { git, world, id }
}

async function points(world: HostWorld, session_id: SessionId) {
  return (await world.call('auto_commit.points', { session_id }, owner)).points
}

/** What the conversation was told by auto-commit. */
async function told(world: HostWorld, id: SessionId): Promise<(string | undefined)[]> {
  const events = await world.events(id, owner)
  return events.flatMap((event) =>
    event.type === 'notice' && event.data.code === 'auto_commit' ? [event.content] : [],
  )
}

const waits = (what: string) => ({ what, ms: 100_000 })
const patient = { timeout: 240_000 }

describe('a project is committed by itself', () => {
  test('when a turn has ended, with what it was asked for; whoever follows the session hears of it', async () => {
    const { git, world, id } = await started({ turn_ended: true })
    const heard = world.hear(id, owner)
    git.write('a.txt', 'two\n')
    await world.turn(id, 'hello there', owner)
    const [point] = await until(async () => {
      const all = await points(world, id)
      return all.some(({ milestones }) => milestones.length > 0) && all
    }, waits('the commit'))
    expect(point).toMatchObject({ where: 'side', milestones: ['turn_done'], session_id: id })
    expect(git.git('log', '-1', '--format=%B', point?.commit ?? '')).toContain('Asked for: hello there')
    await until(() => heard.some(({ type }) => type === 'git_changed'), waits('the event'))
    expect(git.git('status', '--porcelain')).toBe(' M a.txt\n')
  })

  test('when nobody has changed anything for a while, and when enough files have changed; once', patient, async () => {
    const { git, world, id } = await started({ quiet_seconds: 5 })
    await world.recover()
    await world.turn(id, 'hello', owner)
    git.write('a.txt', 'two\n')
    await until(async () => (await points(world, id)).length === 1, waits('the commit after the quiet'))
    await world.call(
      'auto_commit.set',
      { session_id: id, rules: { enabled: true, quiet_seconds: null, files: 3, turn_ended: false } },
      owner,
    )
    git.write('b.txt', 'b\n')
    git.write('c.txt', 'c\n')
    await until(async () => (await points(world, id)).length > 1, waits('the commit of three files'))
    expect(git.git('log', '--all', '--format=%s', '--', 'c.txt')).not.toBe('')
  })

  test('and never where it is off, or in another person’s name', async () => {
    const { git, world, id } = await started({ enabled: false, turn_ended: true })
    git.write('a.txt', 'two\n')
    await world.turn(id, 'hello', owner)
    await world.call('auto_commit.now', { session_id: id }, owner)
    expect(await points(world, id)).toMatchObject([{ milestones: [] }])
    for (const row of ['auto_commit.get', 'auto_commit.now', 'auto_commit.points'] as const) {
      await expect(world.call(row, { session_id: id }, member)).rejects.toMatchObject({ code: 'SESSION_002' })
    }
    const commit = git.git('rev-parse', 'HEAD').trim()
    await expect(
      world.call('auto_commit.restore', { session_id: id, commit, branch: 'x' }, member),
    ).rejects.toMatchObject({ code: 'SESSION_002' })
    await expect(
      world.call('auto_commit.set', { session_id: id, rules: { enabled: true } }, member),
    ).rejects.toMatchObject({ code: 'SESSION_002' })
  })
})

test('a secret is said in the conversation once, and committed once it is allowed', async () => {
  const { git, world, id } = await started({ turn_ended: true })
  git.write('key.ts', `const key = 'ghp_${'aB3d'.repeat(9)}'\n`)
  for (const content of ['one', 'two']) {
    await world.turn(id, content, owner)
    await until(async () => (await world.call('auto_commit.get', { session_id: id }, owner)).last, waits('the look'))
  }
  await until(async () => (await told(world, id)).length > 0, waits('the notice'))
  expect(await told(world, id)).toEqual([
    'Auto-commit: What looks like a secret was not committed: key.ts (line 1: a GitHub token).',
  ])
  const { rules, last } = await world.call('auto_commit.get', { session_id: id }, owner)
  const allow = last?.skipped.flatMap(({ secrets }) => secrets.map(({ finding_id }) => finding_id)) ?? []
  await world.call('auto_commit.set', { session_id: id, rules: { ...rules, allow } }, owner)
  const { commits, skipped } = await world.call('auto_commit.now', { session_id: id }, owner)
  expect([commits.length, skipped]).toEqual([1, []])
})

test('a program that the repository names later runs by itself never', async () => {
  const { git, world, id } = await started({ turn_ended: true })
  // A new file: whoever asks for the status of the folder meanwhile, as Claude Code does, filters it not.
  git.write('.gitattributes', 'new.bin filter=planted\n')
  git.write('new.bin', 'x\n')
  git.git('config', 'filter.planted.clean', git.program())
  git.write('a.txt', 'two\n')
  await world.turn(id, 'hello', owner)
  const last = await until(
    async () => (await world.call('auto_commit.get', { session_id: id }, owner)).last,
    waits('the look'),
  )
  expect([last.problem?.reason, last.commits, git.marks]).toEqual(['programs', [], []])
  const { rules } = await world.call('auto_commit.get', { session_id: id }, owner)
  await world.call('auto_commit.set', { session_id: id, rules }, owner)
  expect((await world.call('auto_commit.now', { session_id: id }, owner)).commits.length).toBeGreaterThan(0)
  expect(git.marks).toEqual(['planted'])
})

test('what is committed is pushed; where the remote has other commits it stops, and says so', async () => {
  const { git, world, id } = await started({ target: 'branch', push: true })
  git.git('init', '-q', '--bare', '../remote.git')
  git.git('remote', 'add', 'origin', path.join(git.home, 'remote.git'))
  git.write('a.txt', 'two\n')
  await world.call('auto_commit.now', { session_id: id }, owner)
  const tip = git.git('rev-parse', 'HEAD')
  await until(() => git.git('ls-remote', 'origin', 'main').startsWith(tip.trim()), waits('the push'))
  git.git('clone', '-q', path.join(git.home, 'remote.git'), '../other')
  writeFileSync(path.join(git.home, 'other', 'b.txt'), 'b\n')
  git.gitIn(path.join(git.home, 'other'), 'add', '-A')
  git.gitIn(path.join(git.home, 'other'), 'commit', '-q', '-m', 'theirs')
  git.gitIn(path.join(git.home, 'other'), 'push', '-q')
  git.write('a.txt', 'three\n')
  await world.call('auto_commit.now', { session_id: id }, owner)
  const { push } = await until(async () => {
    const state = await world.call('auto_commit.get', { session_id: id }, owner)
    return state.push.state === 'stopped' && state
  }, waits('the stop'))
  expect(push.message).toContain('Pull, then push again')
  expect((await told(world, id)).join()).toContain('does not push any more')
})

test('it and a commit by hand take turns, and what the one has committed the other has not to', async () => {
  const { git, world, id } = await started({})
  for (const number of [1, 2, 3, 4]) {
    git.write(`${number}.txt`, `${number}\n`)
    const [auto, hand] = await Promise.all([
      world.call('auto_commit.now', { session_id: id }, owner),
      world.call('git.commit', { session_id: id, message: `by hand ${number}`, all: true }, owner),
    ])
    expect([auto.problem, hand.subject]).toEqual([null, `by hand ${number}`])
  }
  expect((await world.call('auto_commit.now', { session_id: id }, owner)).commits).toEqual([])
  expect(git.git('status', '--porcelain')).toBe('')
})

test('rules hold for all worktrees of the repository, and over a restart', async () => {
  const { git, world, id } = await started({ ignore: ['*.log'] })
  git.git('worktree', 'add', '-q', '../tree', '-b', 'tree')
  const restarted = await world.restarted()
  const folder = path.join(git.home, 'tree')
  const { id: other } = await restarted.call('session.create', { project_path: folder }, owner)
  const state = await restarted.call('auto_commit.get', { session_id: other }, owner)
  expect(state).toMatchObject({ project: git.folder, rules: { enabled: true, ignore: ['*.log'] } })
  writeFileSync(path.join(folder, 'n.txt'), 'n\n')
  await restarted.call('auto_commit.now', { session_id: other }, owner)
  expect(git.git('ls-tree', '--name-only', 'refs/homeport/auto/branch/tree')).toBe('a.txt\nn.txt\n')
  expect((await restarted.call('auto_commit.get', { session_id: id }, owner)).last).toBeNull()
})
