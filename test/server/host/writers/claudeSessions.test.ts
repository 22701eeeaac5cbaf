import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ClaudeSessions, parseSessionFile } from '#server/host/writers/outside/claudeSessions.ts'
import { OutsideClaude } from '#server/host/writers/outside/outsideClaude.ts'
import { linuxMark } from '#server/platform/processes/processSigns.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const CONVERSATION = '11111111-1111-4111-8111-111111111111'
/** As Claude Code writes it on this system: on Linux the ticks from boot to its start. */
const procStart = linuxMark(process.pid)?.split('-').at(-1) ?? 'elsewhere'

function world() {
  const dir = temporaryFolder()
  const folder = path.join(dir, 'sessions')
  const write = (name: string, content: unknown) => {
    mkdirSync(folder, { recursive: true })
    const text = typeof content === 'string' ? content : JSON.stringify(content)
    writeFileSync(path.join(folder, name), text)
    const another = new Date(Date.now() - text.length * 1000)
    utimesSync(path.join(folder, name), another, another)
  }
  return { dir, write, sessions: new ClaudeSessions(dir) }
}

test('a Claude Code that runs tells which conversation it has, until its process has ended', () => {
  const { write, sessions } = world()
  expect([sessions.running(), sessions.isTold]).toEqual([[], false])
  write('1.json', { pid: process.pid, sessionId: CONVERSATION, procStart, status: 'busy' })
  write('2.json', { pid: 2 ** 22 + 1, sessionId: CONVERSATION, procStart: '1' })
  expect(sessions.running()).toEqual([expect.objectContaining({ pid: process.pid, conversation_id: CONVERSATION })])
  expect(sessions.isTold).toBe(true)
})

test.runIf(process.platform === 'linux')('a process that got the number of one that ended is another one', () => {
  const { write, sessions } = world()
  write('1.json', { pid: process.pid, sessionId: CONVERSATION, procStart: '1' })
  expect(sessions.running()).toEqual([])
})

test('what is none of Claude Code’s is passed over', () => {
  const { write, sessions } = world()
  write('1.json', '{"pid":')
  write('2.json', { pid: -1, sessionId: CONVERSATION })
  write('3.json', { pid: process.pid, sessionId: '../../etc/passwd' })
  write('4.json', `{"pid":${process.pid},"sessionId":"${CONVERSATION}","x":"${'y'.repeat(100_000)}"}`)
  write('5.key', { pid: process.pid, sessionId: CONVERSATION, procStart })
  expect(sessions.running()).toEqual([])
  expect(parseSessionFile('null')).toBeNull()
})

test.skipIf(process.platform === 'win32')(
  'a pipe or a link by the name of such a file is none, and holds nothing up',
  () => {
    const { dir, write, sessions } = world()
    write('0.key', { pid: process.pid, sessionId: CONVERSATION, procStart })
    const [file, named] = ['0.key', `${process.pid}.json`].map((name) => path.join(dir, 'sessions', name))
    execFileSync('mkfifo', [named ?? ''])
    // Whoever reads the pipe all the same gets this, and does not wait for ever.
    const writer = spawn('sh', ['-c', 'exec cat "$0" > "$1"', file ?? '', named ?? ''], { stdio: 'ignore' })
    onTestFinished(() => void writer.kill())
    expect(sessions.running()).toEqual([])
    rmSync(named ?? '')
    symlinkSync(file ?? '', named ?? '')
    expect(sessions.running()).toEqual([])
  },
)

test('a Claude Code that the session’s own process started is the session’s own', () => {
  const { dir, write } = world()
  write('1.json', { pid: process.pid, sessionId: CONVERSATION, procStart })
  const started = new Map([[4711, process.pid]])
  const outside = new OutsideClaude(dir, {
    stop: async () => {},
    startedBy: ({ pid }) => [...started].flatMap(([by, child]) => (by === pid ? [{ pid: child, started: null }] : [])),
  })
  expect(outside.with(CONVERSATION, 4711)).toBeNull()
  expect(outside.with(CONVERSATION, process.pid)).toBeNull()
  expect(outside.with(CONVERSATION, 4712)?.pid).toBe(process.pid)
  expect(outside.with(CONVERSATION, null)?.pid).toBe(process.pid)
  expect(outside.with(CONVERSATION.replaceAll('1', '2'), null)).toBeNull()
})
