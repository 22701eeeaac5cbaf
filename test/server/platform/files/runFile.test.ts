import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { processStartMark } from '#server/platform/processes/processStart.ts'
import { isAlive } from '#server/platform/processes/runAlive.ts'
import { type RunInfo, readRunFile, removeRunFile, writeRunFile } from '#server/platform/files/runFile.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

test('what is written is read back, by its owner only, and leaves no temporary file', () => {
  const { file, info } = setup()
  writeRunFile(file, { ...info, boot_id: 'older' })
  writeRunFile(file, info)
  expect(readRunFile(file)).toEqual(info)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(path.dirname(file))).toEqual(['host.json'])
})

test.each(['', '{', 'null', '{"pid":-1}', '{"pid":1}'])('a damaged file (%j) counts as none', (content) => {
  const { file } = setup()
  writeFileSync(file, content)
  expect(readRunFile(file)).toBeNull()
})

test('a missing file counts as none', () => {
  expect(readRunFile(setup().file)).toBeNull()
})

test('a process removes its own file, never its successor’s', () => {
  const { file, info } = setup()
  writeRunFile(file, { ...info, boot_id: 'successor' })
  removeRunFile(file, info)
  expect(existsSync(file)).toBe(true)
  writeRunFile(file, info)
  removeRunFile(file, info)
  removeRunFile(file, info)
  expect(existsSync(file)).toBe(false)
})

test('a running process is alive until it ends', async () => {
  const { info } = setup()
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  onTestFinished(() => void child.kill('SIGKILL'))
  const theirs = { ...info, pid: child.pid ?? 0, started: processStartMark(child.pid ?? 0) }
  expect(isAlive(theirs)).toBe(true)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(isAlive(theirs)).toBe(false)
})

test('another process with the same pid is not taken for it', () => {
  const { info } = setup()
  expect(isAlive(info)).toBe(true)
  expect(isAlive({ ...info, started: 'another-start' })).toBe(false)
})

function setup(): { file: string; info: RunInfo } {
  const info = {
    pid: process.pid,
    started: processStartMark(process.pid),
    socket_path: '/tmp/x.sock',
    secret: 'x'.repeat(32),
    boot_id: 'this-one',
  }
  return { file: path.join(temporaryFolder(), 'host.json'), info }
}
