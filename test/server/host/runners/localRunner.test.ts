import path from 'node:path'
import { writeFileSync } from 'node:fs'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createLocalRunner } from '#server/host/runners/local/localRunner.ts'
import type { Program, ProgramEnd, Runner, RunnerHandle } from '#server/host/runners/runner.ts'
import { systemClock } from '#server/platform/clock.ts'
import { processStartMark } from '#server/platform/processes/processStart.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const isWindows = process.platform === 'win32'

/** A fresh one each time: what one knows, another has to find by the handle alone, as after the death of a host. */
const runners: Readonly<Record<string, () => Runner>> = {
  local: () => createLocalRunner({ clock: systemClock }),
}

describe.each(Object.entries(runners))('the runner "%s"', (_name, createRunner) => {
  test('a program gets what is written, in order, and its output and errors come back', async () => {
    const program = run(createRunner(), "process.stdin.pipe(process.stdout); console.error('careful')")
    program.write('one\n')
    program.write('two\n')
    program.endInput()
    expect(await program.gone).toEqual({ code: 0, signal: null, problem: null })
    expect(program.output()).toBe('one\ntwo\n')
    expect(program.errors()).toBe('careful\n')
  })

  test('its end is told once, after the last of its output', async () => {
    const program = run(createRunner(), "process.stdout.write('x'.repeat(300_000)); process.exitCode = 7")
    expect(await program.gone).toMatchObject({ code: 7 })
    expect(program.output()).toHaveLength(300_000)
    expect(program.ends()).toBe(1)
  })

  test('what is written to a program that is gone is lost, and hurts nobody', async () => {
    const program = run(createRunner(), 'process.exit()')
    await program.gone
    program.write('too late\n')
    program.endInput()
    expect(program.ends()).toBe(1)
  })

  test('it runs where it is told to, with nothing but the environment that it was given', async () => {
    const cwd = temporaryFolder()
    const script = 'console.log(JSON.stringify([process.cwd(), process.env.GIVEN, process.env.HOME]))'
    const program = run(createRunner(), script, { cwd, env: { GIVEN: 'this' } })
    await program.gone
    expect(JSON.parse(program.output())).toEqual([cwd, 'this', null])
  })

  test.each([
    ['a command that is not there', { command: path.join(import.meta.dirname, 'nothing') }],
    ['a folder that is not there', { cwd: path.join(import.meta.dirname, 'nothing') }],
    ['an argument that no system takes', { args: ['a\0b'] }],
  ])('%s is told as the reason why it never ran', async (_what, wrong: Partial<Program>) => {
    const program = run(createRunner(), '', wrong)
    expect(program.handle).toBeNull()
    expect(await program.gone).toEqual({ code: null, signal: null, problem: expect.stringMatching(/./) })
    program.write('to nobody\n')
    program.endInput()
    expect(program.ends()).toBe(1)
  })

  test('it is ended with all that it started, by its handle alone, by another runner', async () => {
    const program = await startTree(createRunner())
    const handle: RunnerHandle = JSON.parse(JSON.stringify(program.handle))
    await createRunner().kill(handle)
    await program.gone
    expect(program.child()).toBe('gone')
  })

  test('what it takes of the machine is measured with all that it started, and is nothing afterwards', async () => {
    const runner = createRunner()
    const program = await startTree(runner)
    const usage = await createRunner().usage(program.handle)
    expect(usage.processes).toBeGreaterThanOrEqual(2)
    expect(usage.rss_bytes).toBeGreaterThan(1_000_000)
    await runner.kill(program.handle)
    expect(await createRunner().usage(program.handle)).toMatchObject({ processes: 0, rss_bytes: 0 })
  })

  test.skipIf(isWindows)('a program that is stopped may say goodbye', async () => {
    const runner = createRunner()
    const program = run(runner, `process.on('SIGTERM', () => { console.log('bye'); process.exit(3) }); ${WAITS}`)
    await program.says('waits')
    await runner.stop(handleOf(program), { grace_ms: 20_000 })
    expect(await program.gone).toMatchObject({ code: 3 })
    expect(program.output()).toContain('bye')
  })

  test.skipIf(isWindows)('one that does not go is ended after the grace', async () => {
    const runner = createRunner()
    const program = run(runner, `process.on('SIGTERM', () => {}); ${WAITS}`)
    await program.says('waits')
    await runner.stop(handleOf(program), { grace_ms: 100 })
    expect(await program.gone).toMatchObject({ signal: 'SIGKILL' })
  })

  test.skipIf(isWindows)(
    'what it started is known while it runs, and what outlived it is ended by its mark',
    async () => {
      const runner = createRunner()
      const mark = { name: 'HOMEPORT_RUNNER_TEST', value: `${process.pid}-${performance.now()}` }
      const program = await startTree(runner, { [mark.name]: mark.value })
      expect(runner.startedBy(program.handle)).toHaveLength(1)
      program.write('leave\n')
      await program.gone
      expect(program.child()).toBe('runs')
      await createRunner().kill(program.handle, mark)
      expect(program.child()).toBe('gone')
    },
  )

  test.skipIf(isWindows)('a secret comes on a descriptor of its own, and stands nowhere else', async () => {
    const script = `const secret = require('node:fs').readFileSync(3, 'utf8');
      console.log(JSON.stringify({ secret, elsewhere: JSON.stringify([process.argv, process.env]).includes('s3cret') }))`
    const program = run(createRunner(), script, { secret: 's3cret' })
    await program.gone
    expect(JSON.parse(program.output())).toEqual({ secret: 's3cret\n', elsewhere: false })
  })

  test('a handle whose program is gone ends nothing and takes nothing', async () => {
    const runner = createRunner()
    const program = run(runner, '')
    await program.gone
    await runner.stop(handleOf(program), { grace_ms: 10_000 })
    await runner.kill(handleOf(program))
    expect(runner.startedBy(handleOf(program))).toEqual([])
    expect(await runner.usage(handleOf(program))).toMatchObject({ processes: 0 })
  })

  test('it knows where a program can be started', () => {
    const { files } = createRunner()
    const folder = temporaryFolder()
    writeFileSync(path.join(folder, 'file'), '')
    expect([folder, path.join(folder, 'file'), path.join(folder, 'nothing')].map((one) => files.folder(one))).toEqual([
      'usable',
      'not_a_folder',
      'unreachable',
    ])
  })
})

test('a handle whose process id another program has meanwhile leaves that one alone', async () => {
  const runner = createLocalRunner({ clock: systemClock })
  const program = run(runner, WAITS)
  await program.says('waits')
  await runner.kill({ ...handleOf(program), started: 'long-ago' })
  expect(program.ends()).toBe(0)
  await runner.kill(handleOf(program))
  await program.gone
})

const WAITS = "console.log('waits'); setInterval(() => {}, 1_000)"

/** Runs a script of Node's, and ends it with the test. */
function run(runner: Runner, script: string, other: Partial<Program> = {}) {
  const ends: ProgramEnd[] = []
  const said = { output: '', errors: '' }
  const program: Program = {
    command: process.execPath,
    args: ['-e', script],
    cwd: import.meta.dirname,
    env: {},
    secret: null,
    ...other,
  }
  const running = runner.start(program, {
    onStdout: (chunk) => (said.output += chunk.toString()),
    onStderr: (chunk) => (said.errors += chunk.toString()),
    onGone: (end) => ends.push(end),
  })
  onTestFinished(async () => {
    if (running.handle !== null) {
      await runner.kill(running.handle)
    }
  })
  return {
    ...running,
    gone: vi.waitUntil(() => ends[0], { timeout: 20_000 }),
    ends: () => ends.length,
    output: () => said.output,
    errors: () => said.errors,
    says: (word: string) => vi.waitUntil(() => said.output.includes(word), { timeout: 20_000 }),
  }
}

/** A program with one of its own, which has a session of its own and so outlives it; told to leave, it leaves alone. */
async function startTree(runner: Runner, env: Record<string, string> = {}) {
  const script = `
    const { spawn } = require('node:child_process')
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' })
    console.log(child.pid + '.')
    process.stdin.once('data', () => process.exit())`
  const program = run(runner, script, { env })
  await program.says('.')
  const pid = Number.parseInt(program.output(), 10)
  onTestFinished(() => endQuietly(pid))
  return { ...program, handle: handleOf(program), child: () => (isThere(pid) ? 'runs' : 'gone') }
}

function handleOf({ handle }: { readonly handle: RunnerHandle | null }): RunnerHandle {
  if (handle === null) {
    throw new Error('It was not started.')
  }
  return handle
}

/** A zombie that nobody has collected is not there. */
function isThere(pid: number): boolean {
  return processStartMark(pid) !== null
}

function endQuietly(pid: number): void {
  if (isThere(pid)) {
    process.kill(pid, 'SIGKILL')
  }
}
