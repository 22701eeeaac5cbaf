import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Limiter } from '#server/host/runners/local/limits/limiter.ts'
import { createLocalRunner } from '#server/host/runners/local/localRunner.ts'
import type { ProgramEnd } from '#server/host/runners/runner.ts'
import { systemClock } from '#server/platform/clock.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const limits = { memory_bytes: 1_000_000_000, cpu_percent: null }
const claude = { command: 'claude', args: [] }

/** A service manager of a person: `leave` as at the last logout, `die` as in a crash, which leaves its socket behind. */
function manager() {
  const folder = temporaryFolder()
  const bin = path.join(folder, 'bin')
  const bus = path.join(folder, 'bus')
  const alive = path.join(folder, 'alive')
  mkdirSync(bin)
  const script = `[ -e ${bus} ] && [ -e ${alive} ] || exit 1\nwhile [ "$1" != -- ]; do shift; done\nshift\nexec "$@"\n`
  writeFileSync(path.join(bin, 'systemd-run'), `#!/bin/sh\n${script}`, { mode: 0o755 })
  writeFileSync(bus, '')
  writeFileSync(alive, '')
  return {
    env: { PATH: `${bin}:/usr/bin:/bin`, XDG_RUNTIME_DIR: folder },
    leave: () => rmSync(bus),
    die: () => rmSync(alive),
    comeBack: () => writeFileSync(bus, ''),
  }
}

const isLinux = process.platform === 'linux'

/** A runner that has found the scopes. */
async function scoped() {
  const { env, ...person } = manager()
  const runner = createLocalRunner({ clock: systemClock, limits: () => limits, env, own: null })
  const kept = () => runner.limitsOf({ pid: 0 }).memory_kept_by
  await expect.poll(kept).toBe('systemd')
  const start = (script: string) => {
    const program = {
      command: process.execPath,
      args: ['-e', script],
      cwd: '/',
      env,
      secret: null,
      limited: true,
    } as const
    let pid = 0
    const said: Buffer[] = []
    const gone = new Promise<ProgramEnd>((resolve) => {
      const { handle } = runner.start(program, {
        onStdout: (chunk) => said.push(chunk),
        onStderr: () => {},
        onGone: resolve,
      })
      pid = handle?.pid ?? 0
    })
    onTestFinished(() => runner.kill({ pid, started: null }))
    return { pid, gone, hasSpoken: () => said.length > 0 }
  }
  return { runner, kept, start, ...person }
}

test.runIf(isLinux)(
  'programs start without scopes once the manager of the person is gone, and in them again when it is back',
  async () => {
    const { env, leave, comeBack } = manager()
    const limiter = new Limiter({ limits: () => limits, env, own: null })
    const command = () => limiter.hold(claude).command.command
    await expect.poll(command).toBe('systemd-run')
    leave()
    expect(limiter.hold(claude)).toMatchObject({ command: claude, inForce: { memory_kept_by: 'watched' } })
    comeBack()
    await expect.poll(command).toBe('systemd-run')
  },
)

test.runIf(isLinux)('a manager that died and left its socket hinders one start, not all', async () => {
  const { start, kept, die } = await scoped()
  die()
  expect(await start('').gone).toMatchObject({ code: 1 })
  expect(kept()).toBe('watched')
  expect(await start('process.exitCode = 7').gone).toMatchObject({ code: 7 })
})

test.runIf(isLinux)(
  'what the system kills in a scope is told to have taken too much memory; what we end is not',
  async () => {
    const { runner, start } = await scoped()
    expect(await start("process.kill(process.pid, 'SIGKILL')").gone).toMatchObject({
      signal: 'SIGKILL',
      over_memory: true,
    })
    const ours = start("console.log('here'); setInterval(() => {}, 1000)")
    await expect.poll(ours.hasSpoken).toBe(true)
    await runner.kill({ pid: ours.pid, started: null })
    expect((await ours.gone).over_memory).toBeUndefined()
  },
)
