import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { enclose } from '#server/host/runners/local/limits/enclosure.ts'
import { ownCgroups } from '#server/host/runners/local/limits/ownCgroups.ts'
import { createLocalRunner } from '#server/host/runners/local/localRunner.ts'
import { startLocally } from '#server/host/runners/local/startLocally.ts'
import type { ProgramEnd, ProgramLimits } from '#server/host/runners/runner.ts'
import { systemClock } from '#server/platform/clock.ts'
import { pidExists } from '#server/platform/processes/processSigns.ts'
import { descendantsOf } from '#server/platform/processes/processTable.ts'

const MB = 1024 * 1024

/** What this machine offers here; elsewhere these promises are kept by looking (care/processCare.test.ts). */
const keeper = createLocalRunner({
  clock: systemClock,
  limits: () => ({ memory_bytes: 100 * MB, cpu_percent: null }),
}).limitsOf({ pid: 0 }).memory_kept_by
const hasGroups = keeper.startsWith('cgroup')

function run(script: string, limits: ProgramLimits) {
  const runner = createLocalRunner({ clock: systemClock, limits: () => limits })
  let output = ''
  let wake: (() => void) | null = null
  const gone = new Promise<ProgramEnd>((resolve) => {
    const program = runner.start(
      {
        command: process.execPath,
        args: ['-e', script],
        cwd: '/',
        env: { PATH: process.env['PATH'] ?? '' },
        secret: null,
        limited: true,
      },
      {
        onStdout: (chunk) => {
          output += chunk.toString()
          wake?.()
        },
        onStderr: () => {},
        onGone: resolve,
      },
    )
    handle = program.handle
  })
  const { pid } = handle ?? { pid: 0 }
  const stop = () => runner.stop({ pid, started: null }, { grace_ms: 2_000 })
  onTestFinished(stop)
  const says = async (wanted: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = wanted.exec(output)
      if (found !== null) {
        return found
      }
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  return { runner, pid, gone, says, stop }
}
let handle: { readonly pid: number; readonly started: string | null } | null = null

test.runIf(hasGroups)(
  'a program that takes more memory than it may is ended by the system, and that is told',
  async () => {
    const { gone, pid, runner } = run('const all = []; for (;;) all.push(Buffer.alloc(5_000_000, 1))', {
      memory_bytes: 150 * MB,
      cpu_percent: null,
    })
    expect(runner.limitsOf({ pid })).toMatchObject({ memory_bytes: 150 * MB, memory_kept_by: keeper })
    expect(await gone).toMatchObject({ signal: 'SIGKILL', over_memory: true })
  },
)

test.runIf(hasGroups)('what it starts is held with it; the program itself goes on', async () => {
  const hungry = 'const all = []; for (;;) all.push(Buffer.alloc(5_000_000, 1))'
  const { gone } = run(
    `const { status, signal } = require('child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(hungry)}])
     process.exitCode = signal === 'SIGKILL' || status === 137 ? 7 : 1`,
    { memory_bytes: 250 * MB, cpu_percent: null },
  )
  expect(await gone).toMatchObject({ code: 7, signal: null })
})

test.runIf(hasGroups)('what a program had started before it came into its group is held as well', async () => {
  const own = ownCgroups(readFileSync('/proc/self/cgroup', 'utf8'), readFileSync('/proc/self/mountinfo', 'utf8'))
  const enclosure = enclose(own, { memory_bytes: 100 * MB, cpu_percent: null })
  const program = spawn('sh', ['-c', 'sleep 1000 & echo $!; wait'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const [said] = (await once(program.stdout, 'data')) as [Buffer]
  const [pid, child] = [program.pid ?? 0, Number(said.toString())]
  onTestFinished(async () => {
    process.kill(child, 'SIGKILL')
    await once(program, 'exit')
    await expect.poll(() => enclosure?.remove()).toBe(true)
  })
  enclosure?.enter(pid)
  expect(new Set(enclosure?.pids())).toEqual(new Set([pid, child]))
})

/** What the system tells of a process that should have ended. */
function left(pid: number): string | null {
  return pidExists(pid)
    ? ['status', 'cgroup'].map((file) => readFileSync(`/proc/${pid}/${file}`, 'utf8')).join('')
    : null
}

test.runIf(hasGroups)(
  'a daemon that left its parent, its session and its environment ends with its program',
  async () => {
    const { says, stop } = run(
      `const { spawn } = require('child_process')
     const daemon = ['-c', 'env -i setsid sh -c "$0" & exit', 'echo daemon $$; exec sleep 1000']
     spawn('sh', daemon, { stdio: ['ignore', 'inherit', 'inherit'] })
     setInterval(() => {}, 1000)`,
      { memory_bytes: null, cpu_percent: null },
    )
    const [, daemon] = await says(/daemon (\d+)/)
    expect(readFileSync(`/proc/${daemon}/cgroup`, 'utf8')).toContain('/homeport-')
    await stop()
    await expect.poll(() => left(Number(daemon))).toBe(null)
  },
)

test.runIf(process.platform === 'linux')(
  'a program can be put into its group before anything else is started',
  async () => {
    let before: readonly string[] = []
    const gone = new Promise<ProgramEnd>((resolve) => {
      const program = {
        command: 'sleep',
        args: ['1000'],
        cwd: '/',
        env: { PATH: process.env['PATH'] ?? '' },
        secret: null,
      }
      // Guards of programs that have just ended may still be ending.
      const others = new Set(descendantsOf(process.pid).map((one) => one.pid))
      startLocally(program, { onStdout: () => {}, onStderr: () => {}, onGone: resolve }, (pid) => {
        const started = descendantsOf(process.pid).filter((one) => !others.has(one.pid))
        before = started.map((one) => readFileSync(`/proc/${one.pid}/cmdline`, 'utf8'))
        process.kill(pid, 'SIGKILL')
      })
    })
    expect(await gone).toMatchObject({ signal: 'SIGKILL' })
    expect(before).toEqual([expect.stringContaining('sleep')])
  },
)
