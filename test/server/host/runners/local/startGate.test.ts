import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { startLocally } from '#server/host/runners/local/startLocally.ts'
import type { Program, ProgramEnd } from '#server/host/runners/runner.ts'
import { processesMarked } from '#server/platform/processes/processTable.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { until } from '#test/support/until.ts'

const isWindows = process.platform === 'win32'
const dying = path.join(import.meta.dirname, '../../../../support/host/startProgram.ts')
const PATH = process.env['PATH'] ?? ''

/** What it says, and how it ends. */
async function outcomeOf(program: Partial<Program>): Promise<readonly [string, string, ProgramEnd]> {
  const said = { out: '', errors: '' }
  const whole = { command: '/bin/sh', args: [], cwd: temporaryFolder(), env: { PATH }, secret: null, ...program }
  const end = await new Promise<ProgramEnd>((resolve) => {
    const { endInput } = startLocally(whole, {
      onStdout: (chunk) => (said.out += chunk.toString()),
      onStderr: (chunk) => (said.errors += chunk.toString()),
      onGone: resolve,
    })
    endInput()
  })
  return [said.out, said.errors, end]
}

test.skipIf(isWindows).each([['pipe'], ['none']] as const)(
  'a host that dies between the start of a program and its guard has started nothing (input: %s)',
  async (input) => {
    const ran = path.join(temporaryFolder(), 'ran')
    const mark = { name: 'STARTED_BY', value: ran }
    const program: Program = {
      command: '/bin/sh',
      args: ['-c', `echo ran > '${ran}'; sleep 600`],
      cwd: '/',
      env: { PATH, [mark.name]: mark.value },
      secret: 'a key',
      ...(input === 'none' ? { input } : {}),
    }
    const host = spawn(process.execPath, [dying, JSON.stringify(program)], { stdio: 'ignore' })
    expect(await once(host, 'exit')).toEqual([null, 'SIGKILL'])
    await until(() => processesMarked(mark).length === 0, { what: 'nothing of it to run' })
    expect(existsSync(ran)).toBe(false)
  },
)

test.skipIf(isWindows)(
  'a program has the descriptors, the arguments and the variables it was given, and no others',
  async () => {
    const script =
      'ls /proc/self/fd 2>/dev/null || ls /dev/fd; read -r key <&3; echo "$key"; printf "%s\\n" "$0" "$@"; env'
    const env = { PATH, 'with.dots': 'no', EMPTY: '', LINES_OF: 'one\ntwo' }
    const { 'with.dots': _, ...plain } = env
    const [gated] = await outcomeOf({ args: ['-c', script, 'name', 'a b', '', '$HOME'], env: plain, secret: 'a key' })
    expect(gated.split('\n')).toEqual(
      expect.arrayContaining(['3', 'a key', 'name', 'a b', '', '$HOME', 'EMPTY=', 'two']),
    )
    // The fourth is the list's own.
    expect(gated.split('\n')).not.toContain('5')
  },
)

test.skipIf(isWindows)('variables that no shell passes on reach the program', async () => {
  const env = { PATH, 'with.dots': 'yes' }
  const [said] = await outcomeOf({ command: process.execPath, args: ['-p', 'process.env["with.dots"]'], env })
  expect(said).toBe('yes\n')
})

test.skipIf(isWindows)('a file that may not be run is told as the reason why it never ran', async () => {
  const file = path.join(temporaryFolder(), 'program')
  writeFileSync(file, 'no program', { mode: 0o600 })
  const [, , end] = await outcomeOf({ command: file })
  expect(end).toMatchObject({ code: null, problem: expect.stringMatching(/EACCES/) })
  expect(readFileSync(file, 'utf8')).toBe('no program')
})

test.skipIf(isWindows)('a script whose interpreter is missing never ran, and that is the reason told', async () => {
  const file = path.join(temporaryFolder(), 'program')
  writeFileSync(file, '#!/no/such/interpreter\n', { mode: 0o700 })
  const [, , end] = await outcomeOf({ command: file })
  expect(end).toMatchObject({ code: null, signal: null, problem: expect.stringContaining(file) })
})

test.skipIf(isWindows)('a program that ends like a shell that found nothing has ended all the same', async () => {
  const [, errors, end] = await outcomeOf({ args: ['-c', 'echo "homeport: not found" >&2; exit 127'] })
  expect(errors).toBe('homeport: not found\n')
  expect(end).toMatchObject({ code: 127, problem: null })
})
