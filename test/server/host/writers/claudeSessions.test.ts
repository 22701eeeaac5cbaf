import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { isCertainly } from '#server/host/writers/outside/certainty.ts'
import { ClaudeSessions, parseSessionFile } from '#server/host/writers/outside/claudeSessions.ts'
import { OutsideClaude } from '#server/host/writers/outside/outsideClaude.ts'
import { linuxMark } from '#server/platform/processes/processSigns.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const CONVERSATION = '11111111-1111-4111-8111-111111111111'
/** As Claude Code writes it on this system: on Linux the ticks from boot to its start. */
const procStart = linuxMark(process.pid)?.split('-').at(-1) ?? 'elsewhere'

/** As `ps` says it, in the time of this place. */
const AT = 'Sat Nov 21 03:57:48 2026'
const OWN = `${process.pid}.json`

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
  write(OWN, { pid: process.pid, sessionId: CONVERSATION, procStart, status: 'busy' })
  write(`${2 ** 22 + 1}.json`, { pid: 2 ** 22 + 1, sessionId: CONVERSATION, procStart: '1' })
  expect(sessions.running()).toEqual([expect.objectContaining({ pid: process.pid, conversation_id: CONVERSATION })])
  expect(sessions.isTold).toBe(true)
})

test.runIf(process.platform === 'linux')('a process that got the number of one that ended is another one', () => {
  const { write, sessions } = world()
  write(OWN, { pid: process.pid, sessionId: CONVERSATION, procStart: '1' })
  expect(sessions.running()).toEqual([])
  write(OWN, { pid: process.pid, sessionId: CONVERSATION, procStart: 12_345 })
  expect(sessions.running()).toEqual([])
})

test('what is none of Claude Code’s is passed over', () => {
  const { write, sessions } = world()
  write('1.json', '{"pid":')
  write('2.json', { pid: -1, sessionId: CONVERSATION })
  write(OWN, { pid: process.pid, sessionId: '../../etc/passwd' })
  write('3.json', { pid: process.pid, sessionId: CONVERSATION, procStart })
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
  write(OWN, { pid: process.pid, sessionId: CONVERSATION, procStart })
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

test.runIf(process.platform === 'linux')('only what is certainly that Claude Code is ended', async () => {
  const { dir, write } = world()
  const ended: unknown[] = []
  const outside = new OutsideClaude(dir, { stop: async (handle) => void ended.push(handle), startedBy: () => [] })
  const end = async () => {
    const found = outside.with(CONVERSATION, null)
    return found === null ? null : outside.end(found)
  }
  write(OWN, { pid: process.pid, sessionId: CONVERSATION })
  await expect(end()).rejects.toThrow(`not certain that process ${process.pid} is the Claude Code`)
  expect(ended).toEqual([])
  write(OWN, { pid: process.pid, sessionId: CONVERSATION, procStart })
  await end()
  expect(ended).toEqual([{ pid: process.pid, started: linuxMark(process.pid) }])
})

test.each([
  { platform: 'linux', mark: '5f-77', program: null, start: '77', is: true },
  { platform: 'linux', mark: '5f-77', program: 'claude', start: null, is: false },
  { platform: 'linux', mark: null, program: 'claude', start: '77', is: false },
  { platform: 'darwin', mark: AT, program: 'zsh', start: 'Sat  Nov 21 03:57:48 2026', is: true },
  { platform: 'darwin', mark: AT, program: 'claude', start: null, is: true },
  { platform: 'darwin', mark: AT, program: 'zsh', start: null, is: false },
  { platform: 'darwin', mark: 'Sat Nov 21 04:57:48 2026', program: 'claude', start: null, is: false },
  { platform: 'darwin', mark: null, program: 'claude', start: null, is: false },
  { platform: 'win32', mark: '134081710680000000', program: 'claude', start: null, is: true },
  { platform: 'win32', mark: '134081710680000000', program: 'notepad', start: null, is: false },
  { platform: 'win32', mark: '999999999999999999', program: 'claude', start: null, is: false },
] as const)(
  'on $platform a process $program that began at $mark, by a file that says $start: $is',
  ({ start, is, ...asked }) => {
    const claude = { pid: 7, conversation_id: CONVERSATION, start, told: Date.parse(AT) + 1_000 }
    expect(isCertainly(claude, asked)).toBe(is)
  },
)
