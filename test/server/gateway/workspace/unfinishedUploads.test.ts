import { EventEmitter, once } from 'node:events'
import { existsSync, utimesSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { SessionId, UserId } from '#shared/ids.ts'
import { systemClock, systemIds } from '#server/platform/clock.ts'
import { createUploads } from '#server/gateway/workspace/uploads/uploads.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const HOUR = 3_600_000
const actor = { user_id: UserId.parse('user-a'), username: 'Ada', role: 'member' } as const

async function begun() {
  const folder = temporaryFolder()
  let now = Date.now()
  const clock = { ...systemClock, now: () => now }
  const uploads = createUploads({ folder, clock, ids: systemIds })
  const session_id = SessionId.parse(systemIds.uuid())
  const id = await uploads.start(actor, { session_id, path: 'big', size: 2, overwrite: false })
  const file = path.join(folder, `${id}.part`)
  const pass = (hours: number) => {
    now += hours * HOUR
  }
  /** As if its last part had come so long ago. */
  const setLast = (hours: number) => utimesSync(file, (now - hours * HOUR) / 1000, (now - hours * HOUR) / 1000)
  return { uploads, id, file, pass, setLast }
}

test('an upload stays as long as somebody goes on with it, and a day after', async () => {
  const { uploads, id, file, pass, setLast } = await begun()
  pass(30)
  setLast(1)
  await uploads.sweep()
  expect(await uploads.note(id, actor)).toMatchObject({ path: 'big' })
  pass(24)
  await uploads.sweep()
  await expect(uploads.note(id, actor)).rejects.toMatchObject({ code: 'FILE_006' })
  expect(existsSync(file)).toBe(false)
})

test('an upload that is gone on with late is not ended while its part comes', async () => {
  const { uploads, id, pass, setLast } = await begun()
  pass(30)
  setLast(30)
  const steps = new EventEmitter()
  const asked = once(steps, 'asked')
  async function* bytes() {
    const rest = once(steps, 'rest')
    steps.emit('asked')
    await rest
    yield Buffer.from('xy')
  }
  const appended = uploads.append(id, { size: 2, from: 0, bytes: bytes() }, (file) => readFile(file, 'utf8'))
  await asked
  await uploads.sweep()
  steps.emit('rest')
  expect(await appended).toEqual({ offset: 2, result: 'xy' })
})
