import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { LEASE_MS } from '#server/host/commands/commands.ts'
import { UNREAD_BYTES } from '#server/host/commands/process/commandOutput.ts'
import { READ_WAITS_MS } from '#server/host/commands/process/runningCommand.ts'
import { processStartMark } from '#server/platform/processes/processStart.ts'
import { CommandWorld } from '#test/support/host/commandWorld.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { until } from '#test/support/until.ts'

/** A zombie is none: nobody but the system has anything of it. */
const runs = (pid: number) => processStartMark(pid) !== null

/** Prints its own number and that of a child, then both refuse to leave. */
const STUBBORN_TREE = `trap '' TERM; sh -c 'trap "" TERM; echo $$; while :; do sleep 1; done' & echo $$; wait`

async function stubbornTree(world: CommandWorld, command = STUBBORN_TREE, more = {}) {
  const exec_id = await world.start({ command, ...more })
  const { stdout, next } = await world.readUntil(exec_id, (printed) => /\d+\n\d+\n/.test(printed.stdout))
  const pids = stdout.trim().split('\n').map(Number)
  expect(pids.filter(runs)).toHaveLength(2)
  return { exec_id, pids, next }
}

describe('a command', () => {
  test('runs in the folder of its session and tells what it printed, both outputs apart, and its exit code', async () => {
    const world = new CommandWorld()
    const printed = await world.run({ command: 'pwd; echo careful >&2; exit 3' })
    expect(printed).toMatchObject({ stdout: `${world.folder}\n`, stderr: 'careful\n' })
    expect(printed.end).toMatchObject({ reason: 'exited', exit_code: 3, signal: null, truncated: false })
  })

  test('given as words is started without a shell, word by word', async () => {
    const { stdout } = await new CommandWorld().run({ argv: ['printf', '%s|', '$HOME', 'a b', '; rm -rf /'] })
    expect(stdout).toBe('$HOME|a b|; rm -rf /|')
  })

  test('runs in a folder below, and nowhere else: links that lead out are refused', async () => {
    const world = new CommandWorld()
    mkdirSync(path.join(world.folder, 'inner'))
    symlinkSync(temporaryFolder(), path.join(world.folder, 'out'))
    symlinkSync('inner', path.join(world.folder, 'in'))
    writeFileSync(path.join(world.folder, 'file'), '')
    expect((await world.run({ command: 'pwd -P', cwd: 'in' })).stdout).toBe(`${world.folder}/inner\n`)
    expect((await world.run({ command: 'pwd', workingDirectory: 'inner' })).stdout).toBe(`${world.folder}/inner\n`)
    for (const cwd of ['..', '/', 'out', 'inner/../..', 'file', 'nowhere', `${world.folder}-not`]) {
      await expect(world.start({ command: 'pwd', cwd })).rejects.toMatchObject({ code: 'FILE_003' })
    }
  })

  test('that cannot be started is refused in words, and leaves nothing', async () => {
    const world = new CommandWorld()
    await expect(world.start({ argv: ['/no/such/program'] })).rejects.toMatchObject({
      code: 'SESSION_003',
      message: expect.stringContaining('could not be started'),
    })
    expect(world.commands.list(world.session.id)).toEqual([])
  })

  test('has nothing to read: it does not wait for input', async () => {
    expect((await new CommandWorld().run({ command: 'cat; echo done' })).stdout).toBe('done\n')
  })

  test('sees what the login shell exports and what it was given, and nothing of Homeport', async () => {
    const secrets = { HOMEPORT_VAULT_PASSPHRASE: 'hidden', CLAUDE_CODE_OAUTH_TOKEN_FILE_DESCRIPTOR: '3' }
    const world = new CommandWorld({ EDITOR: 'vi', ANTHROPIC_API_KEY: 'sk-mine', ...secrets })
    const { stdout } = await world.run({ command: 'env', env: { EDITOR: 'nano', EXTRA: 'yes' } })
    expect(stdout).toMatch(/^EDITOR=nano$/m)
    expect(stdout).toMatch(/^EXTRA=yes$/m)
    expect(stdout).not.toContain('hidden')
    // The marks by which it is found again say nothing.
    const marks = /^HOMEPORT_EXEC=[\da-f-]{36}$|^HOMEPORT_EXEC_HOST=[\da-f]{32}$/
    const others = stdout.split('\n').filter((line) => !marks.test(line))
    expect(others.filter((line) => /^homeport|_FILE_DESCRIPTOR/i.test(line))).toEqual([])
  })

  test('of somebody else than the owner of the machine does not see the keys of the owner’s login', async () => {
    const world = new CommandWorld({ ANTHROPIC_API_KEY: 'sk-owners' })
    const session = { ...world.session, user_id: 'member' as typeof world.session.user_id }
    const { exec_id } = await world.commands.start(session, world.asked({ command: 'env' }))
    expect((await world.readUntil(exec_id, () => false)).stdout).not.toContain('sk-owners')
  })
})

describe('the end of a command', () => {
  test('comes when its time is up, also to a tree that ignores polite signals', async () => {
    const world = new CommandWorld()
    const { exec_id, pids, next } = await stubbornTree(world, STUBBORN_TREE, { timeout_ms: 25_000 })
    world.time.pass(25_000)
    const { end } = await world.readUntil(exec_id, () => false, next)
    expect(end).toMatchObject({ reason: 'timed_out', exit_code: null, signal: 'SIGKILL' })
    expect(pids.filter(runs)).toEqual([])
  })

  test('comes when somebody cancels it, with all that it started', async () => {
    const world = new CommandWorld()
    const { exec_id, pids, next } = await stubbornTree(world)
    await world.commands.cancel(world.session.id, exec_id)
    expect(pids.filter(runs)).toEqual([])
    expect((await world.readUntil(exec_id, () => false, next)).end).toMatchObject({ reason: 'cancelled' })
    // Whoever was too late is told the same.
    await world.commands.cancel(world.session.id, exec_id)
  })

  test.each([
    ['its session ends', (world: CommandWorld) => world.commands.stopOf(world.session.id)],
    ['its person may run nothing any more', (world: CommandWorld) => world.commands.stopWhere(() => true)],
    ['the host stops', (world: CommandWorld) => world.commands.close()],
  ])('comes when %s', async (_when, stop) => {
    const world = new CommandWorld()
    const { pids } = await stubbornTree(world)
    await stop(world)
    expect(pids.filter(runs)).toEqual([])
    expect(world.commands.list(world.session.id)).toEqual([])
  })

  test('takes along what it left in the background, in whatever session of processes that hides', async () => {
    const world = new CommandWorld()
    const command = `setsid sh -c 'echo $$ > child; exec sleep 1000' > /dev/null 2>&1 & until [ -s child ]; do :; done; cat child`
    const { stdout, end } = await world.run({ command })
    expect(end).toMatchObject({ reason: 'exited', exit_code: 0 })
    expect(runs(Number(stdout))).toBe(false)
  })

  test('comes when nobody reads any more, and not while somebody waits for output', async () => {
    const world = new CommandWorld()
    const exec_id = await world.start({ command: 'sleep 1000' })
    const waiting = world.commands.read(world.session.id, exec_id, 0)
    world.time.pass(READ_WAITS_MS)
    expect(await waiting).toMatchObject({ chunks: [], end: null })
    world.time.pass(LEASE_MS - 1)
    expect(world.commands.list(world.session.id)).toMatchObject([{ exec_id, command: 'sleep 1000', cwd: world.folder }])
    world.time.pass(1)
    await until(() => world.commands.list(world.session.id).length === 0, { what: 'the end of what nobody reads' })
  })

  test('is told as a signal where another program sent one', async () => {
    const { end } = await new CommandWorld().run({ command: 'kill -KILL $$' })
    expect(end).toMatchObject({ reason: 'exited', exit_code: null, signal: 'SIGKILL' })
  })

  test('of what a host that died left behind comes with the next host', async () => {
    const dataDir = temporaryFolder()
    const world = new CommandWorld({}, dataDir)
    const { pids } = await stubbornTree(world)
    await new CommandWorld({}, temporaryFolder()).commands.sweep()
    expect(pids.filter(runs)).toHaveLength(2)
    await new CommandWorld({}, dataDir).commands.sweep()
    expect(pids.filter(runs)).toEqual([])
  })
})

describe('a flood of output', () => {
  test('waits for its reader and costs no memory; nothing of it is lost', async () => {
    const world = new CommandWorld()
    const length = 5 * UNREAD_BYTES
    const exec_id = await world.start({ command: `head -c ${length} /dev/zero | tr '\\0' x` })
    await world.readUntil(exec_id, ({ next }) => next > 0)
    // It is far from its end, and stays there until somebody reads on.
    expect(world.commands.list(world.session.id)).toHaveLength(1)
    const printed = await world.readUntil(exec_id, () => false)
    expect(printed.next).toBe(length)
    expect(printed.end).toMatchObject({ exit_code: 0, truncated: false })
  })

  test('without an end is cancelled at once, read or not', async () => {
    const world = new CommandWorld()
    const exec_id = await world.start({ command: 'yes' })
    await world.commands.read(world.session.id, exec_id, 0)
    await world.commands.cancel(world.session.id, exec_id)
    const { end } = await world.readUntil(exec_id, () => false, Number.MAX_SAFE_INTEGER)
    expect(end).toMatchObject({ reason: 'cancelled' })
  })

  test('beyond the bound is left out, of each output by itself, and that is told', async () => {
    const world = new CommandWorld()
    const { stdout, stderr, end } = await world.run({
      command: 'head -c 300000 /dev/zero | tr "\\0" x; echo short >&2',
      max_bytes: 1000,
    })
    expect([stdout.length, stderr]).toEqual([1000, 'short\n'])
    expect(end).toMatchObject({ exit_code: 0, truncated: true })
  })

  test('that keeps only the newest never waits for anybody', async () => {
    const world = new CommandWorld()
    const asked = world.asked({ command: `head -c 3000000 /dev/zero | tr '\\0' x; echo last` })
    const { exec_id, ended } = await world.commands.start(world.session, asked, 'newest')
    expect(await ended).toMatchObject({ exit_code: 0 })
    const output = await world.commands.read(world.session.id, exec_id, 0)
    expect(output.skipped).toBeGreaterThan(2_000_000)
    const { stdout } = await world.readUntil(exec_id, () => false, output.next - 5)
    expect(stdout).toBe('last\n')
  })
})

describe('many commands', () => {
  test('more than a session may run at a time are refused; those that run go on', async () => {
    const world = new CommandWorld()
    const started = await Promise.all(Array.from({ length: 8 }, () => world.start({ command: 'sleep 1000' })))
    await expect(world.start({ command: 'true' })).rejects.toMatchObject({ code: 'SESSION_003' })
    expect(
      world.commands
        .list(world.session.id)
        .map(({ exec_id }) => exec_id)
        .toSorted(),
    ).toEqual(started.toSorted())
    await world.commands.cancel(world.session.id, started[0] ?? '')
    expect((await world.run({ command: 'echo room' })).stdout).toBe('room\n')
  })

  test('a second one of the same id is refused', async () => {
    const world = new CommandWorld()
    await world.start({ command: 'sleep 1000', exec_id: 'mine' })
    await expect(world.start({ command: 'true', exec_id: 'mine' })).rejects.toMatchObject({ code: 'SESSION_003' })
  })
})
