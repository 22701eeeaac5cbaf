import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import { type Server, createServer } from 'node:net'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { Cleanup } from '#server/host/cleanup/cleanup.ts'
import { removeOld } from '#server/host/cleanup/jobs/files.ts'
import { removeDeadSockets } from '#server/host/cleanup/jobs/sockets.ts'
import { systemClock } from '#server/platform/clock.ts'
import { HostWorld, member, owner } from '#test/support/host/hostWorld.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

vi.setConfig({ testTimeout: 90_000 })

const DAY_MS = 86_400_000
const timers = { after: () => () => {} }

test('one job that fails keeps no other from running, and what each did is still known after a restart', async () => {
  const file = path.join(temporaryFolder(), 'cleanup.json')
  const jobs = [
    {
      name: 'logs',
      run: () => {
        throw new Error('no such disk')
      },
    },
    { name: 'sessions', run: () => ({ removed: 2, bytes: 7 }) },
  ] as const
  const deps = { jobs, file, clock: systemClock, timers }
  const done = await new Cleanup(deps).run()
  expect(done).toMatchObject([
    { job: 'logs', removed: 0, problem: 'no such disk' },
    { job: 'sessions', removed: 2, bytes: 7, problem: null },
  ])
  expect(new Cleanup(deps).reports()).toEqual(done)
  writeFileSync(file, readFileSync(file).subarray(0, 20))
  expect(new Cleanup(deps).reports()).toEqual([])
})

test('whoever asks is answered while a long job goes on, and is told that it does; all get the same run and the same count', async () => {
  const job = { began: 0, counted: 0 }
  const finish: ((removed: number) => void)[] = []
  const done = new Promise<number>((resolve) => finish.push(resolve))
  const jobs = [
    { name: 'logs', run: () => ({ removed: 1, bytes: 1 }), due: () => 4 },
    {
      name: 'auto_commit_points',
      due: () => ((job.counted += 1), done),
      run: async () => ((job.began += 1), { removed: await done, bytes: 0 }),
    },
  ] as const
  const late: (() => void)[] = []
  const after = (_ms: number, run: () => void) => (late.push(run), () => {})
  const file = path.join(temporaryFolder(), 'cleanup.json')
  const cleanup = new Cleanup({ jobs, file, clock: systemClock, timers: { after } })
  const asked = [cleanup.runFor(8_000), cleanup.runFor(8_000)]
  const counted = [cleanup.due(8_000), cleanup.due(8_000)]
  await vi.waitFor(() => expect([job.began, job.counted]).toEqual([1, 1]))
  late.forEach((run) => run())
  for (const answer of asked) {
    expect((await answer).map((report) => report.job)).toEqual(['logs'])
  }
  expect(await Promise.all(counted)).toEqual([[{ job: 'logs', things: 4 }], [{ job: 'logs', things: 4 }]])
  expect(cleanup.isRunning).toBe(true)
  const whole = cleanup.run()
  finish.forEach((end) => end(3))
  expect(await whole).toMatchObject([{ job: 'logs' }, { job: 'auto_commit_points', removed: 3 }])
  expect([cleanup.isRunning, job.began, job.counted]).toEqual([false, 1, 1])
})

test('old files of such a name go, others and young ones stay, and links are not followed', async () => {
  const folder = temporaryFolder()
  const below = path.join(folder, 'below')
  mkdirSync(below)
  const old = new Date(Date.now() - 2 * DAY_MS)
  for (const name of ['old.tmp', 'kept.db', 'below/old.tmp']) {
    writeFileSync(path.join(folder, name), 'abc')
    utimesSync(path.join(folder, name), old, old)
  }
  writeFileSync(path.join(folder, 'young.tmp'), 'abc')
  const before = Date.now() - DAY_MS
  expect(await removeOld(folder, { name: /\.tmp$/, before })).toEqual({ removed: 1, bytes: 3 })
  expect(await removeOld(folder, { name: /\.tmp$/, before, depth: 1 })).toEqual({ removed: 1, bytes: 3 })
  expect(await removeOld(path.join(folder, 'absent'), { name: /./, before })).toEqual({ removed: 0, bytes: 0 })
  expect(existsSync(path.join(folder, 'kept.db')) && existsSync(path.join(folder, 'young.tmp'))).toBe(true)
})

test('in a data directory that holds things of others only what Homeport left goes', async () => {
  const world = await HostWorld.start({})
  const { dataDir, logDir } = world.paths
  const others = ['letter.tmp', 'letter.0123456789ab.tmp', 'settings.yaml.tmp', 'logs/mail.log.1', 'logs/host.log.10']
  const ours = [
    'settings.yaml.0123456789ab.tmp',
    'homeport.db.tmp',
    'run/host.json.0123456789ab.tmp',
    'logs/host.log.1',
  ]
  mkdirSync(logDir, { recursive: true })
  const old = new Date(Date.now() - 400 * DAY_MS)
  for (const name of [...others, ...ours]) {
    writeFileSync(path.join(dataDir, name), 'abc')
    utimesSync(path.join(dataDir, name), old, old)
  }
  await world.call('cleanup.run', {}, owner)
  const left = [...others, ...ours].filter((name) => existsSync(path.join(dataDir, name)))
  expect(left).toEqual(others)
})

test.skipIf(process.platform === 'win32')('sockets that nobody listens on go, the others stay', async () => {
  const [claude, homeport] = [temporaryFolder(), temporaryFolder()]
  await listen(path.join(claude, `${process.pid}.sock`))
  await listen(path.join(claude, '2147483646.sock'))
  await listen(path.join(homeport, 'live.sock'))
  const dead = await listen(path.join(homeport, 'dead.sock'))
  const uid = process.getuid?.() ?? 0
  const names = { claude, homeport, uid }
  expect(await removeDeadSockets({ ...names, before: Date.now() - DAY_MS })).toMatchObject({ removed: 0 })
  // What a killed program leaves: nobody listens, and the file is there.
  await abandoned(dead, path.join(homeport, 'dead.sock'))
  expect(await removeDeadSockets({ ...names, before: Date.now() + DAY_MS })).toMatchObject({ removed: 2 })
  expect(existsSync(path.join(claude, `${process.pid}.sock`))).toBe(true)
  expect(existsSync(path.join(homeport, 'live.sock'))).toBe(true)
})

test('sessions that nobody used for long go, with what is kept of them; pinned ones and young ones stay', async () => {
  const world = await HostWorld.start({ HOMEPORT_RETENTION_SESSIONS_DAYS: '30' })
  await world.call('claude_token.set', { token: 'sk-ant-api03-of-the-tests' }, owner)
  await world.call('claude_token.set', { token: 'sk-ant-api03-of-the-tests' }, member)
  const [old, pinned, young, others] = [
    await world.create(owner),
    await world.create(owner),
    await world.create(owner),
    await world.create(member),
  ]
  await world.call('session.update', { session_id: pinned.id, pinned: true }, owner)
  for (const [{ id }, who] of [
    [old, owner],
    [pinned, owner],
    [young, owner],
    [others, member],
  ] as const) {
    await world.call('session.terminate', { session_id: id }, who)
  }
  const { sessions } = await world.call('storage.sessions', {}, owner)
  expect(sessions.map(({ session_id }) => session_id).toSorted()).toEqual([old.id, pinned.id, young.id].toSorted())
  expect(sessions.every(({ events, attachments }) => events > 0 && attachments === 0)).toBe(true)

  const later = await world.restartedAfter((database) => {
    const long = new Date(Date.now() - 40 * DAY_MS).toISOString()
    database.prepare('UPDATE sessions SET last_activity = ? WHERE id <> ?').run(long, young.id)
  })
  const due = async () => (await later.call('cleanup.due', {}, owner)).jobs.find(({ job }) => job === 'sessions')
  expect(await due()).toEqual({ job: 'sessions', things: 2 })
  const { jobs } = await later.call('cleanup.run', {}, owner)
  expect(await due()).toEqual({ job: 'sessions', things: 0 })
  expect(jobs.find(({ job }) => job === 'sessions')).toMatchObject({ removed: 2, problem: null })
  const left = async (who: typeof owner) =>
    (await later.call('session.list', {}, who)).sessions.map(({ id }) => id).toSorted()
  expect(await left(owner)).toEqual([pinned.id, young.id].toSorted())
  expect(await left(member)).toEqual([])
  expect((await later.call('cleanup.read', {}, owner)).jobs).toEqual(jobs)
})

test('what is kept of a session is told by kind: contents of files, and copies of its transcript, too', async () => {
  const world = await HostWorld.start({
    ANTHROPIC_API_KEY: 'sk-ant-api03-own',
    HOMEPORT_TRANSCRIPTS_COPIES: 'true',
  })
  const { id, workspace_path } = await world.create(owner)
  await world.call('session.update', { session_id: id, permission_mode: 'acceptEdits' }, owner)
  const file_path = path.join(workspace_path, 'new.txt')
  await world.turn(id, `@tool Write ${JSON.stringify({ file_path, content: 'x'.repeat(5_000) })}`, owner)
  await world.call('session.terminate', { session_id: id }, owner)
  // One that grows is copied once it rests.
  const projects = path.join(path.dirname(world.paths.dataDir), '.claude/projects')
  const [transcript = ''] = readdirSync(projects, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith(`${id}.jsonl`),
  )
  const hourAgo = new Date(Date.now() - 3_600_000)
  utimesSync(path.join(projects, transcript), hourAgo, hourAgo)
  await world.call('cleanup.run', {}, owner)
  const kept = async () => (await world.call('storage.sessions', { limit: 10 }, owner)).sessions[0]
  expect(await kept()).toMatchObject({ session_id: id, checkpoints: 5_000, transcript_copies: expect.any(Number) })
  expect((await kept())?.transcript_copies).toBeGreaterThan(100)
  expect((await world.call('cleanup.read', {}, owner)).jobs.map(({ job }) => job)).toContain('workspaces')
})

async function listen(file: string): Promise<Server> {
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(file, resolve))
  onTestFinished(() => void server.close())
  return server
}

async function abandoned(server: Server, file: string): Promise<void> {
  const kept = `${file}.kept`
  renameSync(file, kept)
  await new Promise<void>((resolve) => server.close(() => resolve()))
  renameSync(kept, file)
}
