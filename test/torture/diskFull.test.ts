import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { DurableEvent } from '#shared/session/events.ts'
import type { Session } from '#shared/session/session.ts'
import { pidExists } from '#server/platform/processes/processSigns.ts'
import { startServer } from '#test/support/server/server.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { expectIntact, logOf } from './model/checks.ts'

vi.setConfig({ testTimeout: 180_000 })

const MB = 1024 * 1024

/** A disk of its own; null where this machine lets nobody mount one (only root on Linux may). */
function smallDisk(): string | null {
  const at = path.join(temporaryFolder(), 'disk')
  mkdirSync(at)
  const mounted = process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'tmpfs', at])
  if (mounted === false || mounted.status !== 0) {
    return null
  }
  onTestFinished(() => void spawnSync('umount', ['--lazy', at]))
  return at
}

/** Takes all the space that is left. Returns how it is given back. */
function fill(disk: string): () => void {
  const file = path.join(disk, 'filler')
  const fd = openSync(file, 'w')
  for (const size of [MB, 4096, 1]) {
    try {
      for (;;) {
        writeSync(fd, Buffer.alloc(size))
      }
    } catch {
      // Full, as far as pieces of that size go.
    }
  }
  closeSync(fd)
  return () => rmSync(file)
}

test('on a full disk what cannot be kept is refused in words, nothing is lost, and all goes on when there is space', async (context) => {
  const disk = smallDisk()
  if (disk === null) {
    context.skip('no disk can be mounted here')
    return
  }
  const home = path.join(disk, 'home')
  const server = await startServer({ vault: 'file', home })
  onTestFinished(() => server.close())
  const session = await server.program.createSession(server.folder('one'))
  const say = (content: string) =>
    server.program.call<{ message_id: string }>('POST', `/api/session/${session.id}/messages`, { content })
  const answered = async (text: string): Promise<readonly DurableEvent[]> => {
    await expect
      .poll(async () => (await logOf(server, session.id)).some(({ content }) => content === `You said: ${text}`), {
        timeout: 60_000,
      })
      .toBe(true)
    return logOf(server, session.id)
  }
  await say('before')
  const before = await answered('before')
  const { gateway_pid, host_pid } = server.info

  const giveBack = fill(disk)
  const large = 'x'.repeat(90_000)
  const refusals: string[] = []
  for (let tries = 0; tries < 40; tries += 1) {
    await say(`${tries} ${large}`).catch((error: unknown) => refusals.push(String(error)))
  }
  expect(refusals.length).toBeGreaterThan(0)
  expect(refusals.filter((text) => !/INTERNAL_001|QUEUE_001|SESSION_003|disk|space|HOST_00/i.test(text))).toEqual([])
  await expect(server.program.createSession(server.folder('one'))).rejects.toThrow(/INTERNAL_001|disk|space/i)
  // What is there is read all the same, by the same processes.
  expect((await logOf(server, session.id)).slice(0, before.length)).toEqual(before)
  expect([pidExists(gateway_pid), pidExists(host_pid)]).toEqual([true, true])

  giveBack()
  const state = await server.program.call<Session>('GET', `/api/session/${session.id}`)
  if (state.status === 'FAILED' || state.status === 'SUSPENDED') {
    await server.program.call('POST', `/api/session/${session.id}/control`, { action: 'resume' }).catch(() => {})
  }
  await say('after')
  const log = await answered('after')
  expect(log.slice(0, before.length)).toEqual(before)
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1))
  expectIntact(server.dataDir)
})
