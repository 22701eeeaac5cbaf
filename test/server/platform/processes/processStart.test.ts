import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { parseStat, pidExists } from '#server/platform/processes/processSigns.ts'
import { parsePowerShellStart, parsePsStart, processStartMark } from '#server/platform/processes/processStart.ts'
import { parsePsEnvironment, parsePsTable, selectDescendants } from '#server/platform/processes/processTable.ts'

const rest = '4242 4242 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 987654 2500000 200'

test.each([
  [`4711 (node) S 4242 ${rest}`, { parent: 4242, ticks: '987654' }],
  [`4711 (a) b (c)) R 4242 ${rest}`, { parent: 4242, ticks: '987654' }],
  [`4711 (node) Z 4242 ${rest}`, null],
  [`4711 (node) X 4242 ${rest}`, null],
  ['4711 (node) S 4242', null],
  ['', null],
])('of /proc/<pid>/stat %j', (stat, expected) => {
  expect(parseStat(stat)).toEqual(expected)
})

test.each([
  ['Ss   Sat Nov 21 03:57:48 2026    \n', 'Sat Nov 21 03:57:48 2026'],
  ['S+   Sun Nov  1 03:57:48 2026\n', 'Sun Nov 1 03:57:48 2026'],
  ['Z    Sat Nov 21 03:57:48 2026\n', null],
  ['', null],
])('of ps %j', (output, expected) => {
  expect(parsePsStart(output)).toBe(expected)
})

test.each([
  ['133766818680000000\r\n', '133766818680000000'],
  ['', null],
  ['Get-Process : Cannot find a process with the process identifier 1.', null],
])('of PowerShell %j', (output, expected) => {
  expect(parsePowerShellStart(output)).toBe(expected)
})

test('the table of ps lists processes with their parents, without zombies', () => {
  const output = '    1     0 Ss\n  812     1 S+\n  813   812 Z+\n 9000   812 U\n'
  expect(parsePsTable(output)).toEqual([
    { pid: 1, parent: 0 },
    { pid: 812, parent: 1 },
    { pid: 9000, parent: 812 },
  ])
})

test('of ps with environments, only whole entries count', () => {
  const output = '  812 /bin/sleep 9 HOME=/x MARK=a\n  813 sleep MARK=ab\n  814 sleep XMARK=a\n'
  expect(parsePsEnvironment(output, 'MARK=a')).toEqual([812])
})

test('descendants are found over generations, nearest first, even in a table that bites its tail', () => {
  const table = [
    { pid: 2, parent: 1 },
    { pid: 3, parent: 2 },
    { pid: 4, parent: 3 },
    { pid: 5, parent: 1 },
    { pid: 6, parent: 9 },
    { pid: 1, parent: 4 },
  ]
  expect(selectDescendants([1], table)).toEqual([2, 5, 3, 4])
  expect(selectDescendants([7], table)).toEqual([])
})

test('a process keeps its mark; another one has another; one that ended has none', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  onTestFinished(() => void child.kill('SIGKILL'))
  const pid = child.pid ?? 0
  const mark = processStartMark(pid)
  expect(mark).not.toBeNull()
  expect(processStartMark(pid)).toBe(mark)
  expect(processStartMark(process.pid)).not.toBe(mark)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(processStartMark(pid)).toBeNull()
})

test.runIf(process.platform === 'linux')('a process that ended and that nobody asked about does not run', async () => {
  // What the shell becomes knows nothing of the child that it was given, and never asks about it.
  const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 1000'], { stdio: ['ignore', 'pipe', 'ignore'] })
  onTestFinished(() => {
    parent.kill('SIGKILL')
  })
  const [said] = (await once(parent.stdout, 'data')) as [Buffer]
  await expect.poll(() => pidExists(Number(said.toString()))).toBe(false)
  expect(pidExists(parent.pid ?? 0)).toBe(true)
})
