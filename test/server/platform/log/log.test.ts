import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { configureLogging, createLogger, inRequest, setLogLevel } from '#server/platform/log/log.ts'
import { openLogFile } from '#server/platform/log/logFile.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const SECRET = 'sk-ant-oat01-AbCdEf123456'

test('an entry is one line of JSON with the time, the part of the program, the sentence and its facts', () => {
  const { log, lines } = logToFile('info')
  log.warn('refused upgrade', { reason: 'origin', pid: 12 })
  expect(lines()).toEqual([
    {
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      process: process.pid,
      logger: 'wire',
      msg: 'refused upgrade',
      reason: 'origin',
      pid: 12,
    },
  ])
})

test('entries below the level are left out', () => {
  const { log, lines } = logToFile('warn')
  log.debug('one')
  log.info('two')
  log.error('three')
  expect(lines()).toHaveLength(1)
})

test('another level holds at once', () => {
  const { log, lines } = logToFile('warn')
  log.info('one')
  setLogLevel('info')
  log.info('two')
  setLogLevel('silent')
  log.error('three')
  expect(lines()).toMatchObject([{ msg: 'two' }])
})

test('no secret reaches the file, wherever it hides', () => {
  const { log, file } = logToFile('debug')
  log.info(`sentence with ${SECRET}`, { a: { b: [`Bearer ${SECRET}`] }, cookie: 'plain-words' })
  log.error('failed', { error: new Error(`no ${SECRET}`, { cause: new Error(SECRET) }) })
  expect(readFileSync(file, 'utf8')).not.toContain('AbCdEf123456')
  expect(readFileSync(file, 'utf8')).not.toContain('plain-words')
})

test('a fact that cannot be written as JSON loses nothing but itself', () => {
  const { log, lines } = logToFile('info')
  const circle: Record<string, unknown> = { size: 10n, act: () => 1, nothing: undefined, when: new Date(Number.NaN) }
  circle['self'] = circle
  log.info('odd', circle)
  expect(lines()).toMatchObject([{ msg: 'odd', size: '10', self: '[circular]' }])
})

test('the file is closed to others', () => {
  const { log, file } = logToFile('info')
  log.info('hello')
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a log file never takes more than twice its bound, and keeps the newest lines', () => {
  const file = path.join(temporaryFolder(), 'logs', 'x.log')
  const log = openLogFile(file, 1_000)
  for (let number = 0; number < 500; number += 1) {
    log.write(`line ${number}\n`)
  }
  log.close()
  expect(readdirSync(path.dirname(file)).toSorted()).toEqual(['x.log', 'x.log.1'])
  const kept = readFileSync(`${file}.1`, 'utf8') + readFileSync(file, 'utf8')
  expect(kept.length).toBeLessThanOrEqual(2_000)
  expect(kept.length).toBeGreaterThan(1_000)
  expect(kept).toMatch(/line 498\nline 499\n$/)
})

test('a log file goes on where the process before stopped', () => {
  const file = path.join(temporaryFolder(), 'x.log')
  for (const line of ['one\n', 'two\n']) {
    const log = openLogFile(file)
    log.write(line)
    log.close()
  }
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n')
})

test('without a file, entries go to stderr, stdout stays clean, and the last one before an exit is there', async () => {
  const program = spawnProgram(`log.info('hello'); log.error('last'); process.exit(3)`)
  const [out, err, [code]] = await Promise.all([text(program.stdout), text(program.stderr), once(program, 'exit')])
  expect(out).toBe('')
  expect(err).toMatch(/"hello".*\n.*"last"/)
  expect(code).toBe(3)
})

test('a process goes on when nobody reads its stderr any more', async () => {
  const program = spawnProgram(`process.stdin.once('data', () => {
    for (let n = 0; n < 200; n++) log.info('x'.repeat(1000)); console.log('still here'); process.exit(0) })`)
  program.stderr.destroy()
  program.stdin.write('go')
  const [out, [code]] = await Promise.all([text(program.stdout), once(program, 'exit')])
  expect({ out, code }).toEqual({ out: 'still here\n', code: 0 })
})

test.runIf(process.platform === 'linux')('a process goes on when its stderr leads to a full disk', async () => {
  const full = openSync('/dev/full', 'w')
  onTestFinished(() => closeSync(full))
  const args = programOf(`log.info('one'); log.info('two'); setImmediate(() => console.log('still here'))`)
  const program = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', full] })
  assert(program.stdout)
  const [out, [code]] = await Promise.all([text(program.stdout), once(program, 'exit')])
  expect({ out, code }).toEqual({ out: 'still here\n', code: 0 })
})

function logToFile(level: 'debug' | 'info' | 'warn') {
  const file = path.join(temporaryFolder(), 'logs', 'test.log')
  configureLogging({ level, file })
  onTestFinished(() => configureLogging({ level: 'silent' }))
  const lines = () =>
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
  return { log: createLogger('wire'), file, lines }
}

function programOf(body: string): string[] {
  const module = new URL('../../../../server/platform/log/log.ts', import.meta.url).href
  const code = `const { createLogger } = await import(${JSON.stringify(module)}); const log = createLogger('x'); ${body}`
  return ['--input-type=module', '-e', code]
}

function spawnProgram(body: string) {
  return spawn(process.execPath, programOf(body), { stdio: 'pipe' })
}

test('every line about a request names it, also after waiting, and no line outside of it', async () => {
  const { log, lines } = logToFile('info')
  await Promise.all(
    ['req_1', 'req_2'].map((id) =>
      inRequest(id, async () => {
        log.info('start')
        await new Promise((resolve) => setImmediate(resolve))
        log.info('end', { step: 2 })
      }),
    ),
  )
  log.info('outside')
  const ids = (lines() as { msg: string; request_id?: string }[]).map(({ msg, request_id }) => [msg, request_id])
  expect(ids).toEqual([
    ['start', 'req_1'],
    ['start', 'req_2'],
    ['end', 'req_1'],
    ['end', 'req_2'],
    ['outside', undefined],
  ])
})
