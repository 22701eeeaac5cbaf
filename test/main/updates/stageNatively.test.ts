import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { stageNatively } from '#main/updates/stageNatively.ts'

class Squirrel extends EventEmitter {
  looks = 0

  checkForUpdates(): void {
    this.looks += 1
  }
}

test('nobody leaves the server before macOS has unpacked and checked the update', async () => {
  const squirrel = new Squirrel()
  let isStaged = false
  const staged = stageNatively(squirrel).then(() => (isStaged = true))
  await Promise.resolve()
  expect([squirrel.looks, isStaged]).toEqual([1, false])
  squirrel.emit('update-downloaded')
  await staged
  expect(squirrel.eventNames()).toEqual([])
})

test('one that it refuses is told in words, and nothing is left', async () => {
  const squirrel = new Squirrel()
  const staged = stageNatively(squirrel)
  squirrel.emit('error', new Error('Code signature at URL did not pass validation'))
  await expect(staged).rejects.toMatchObject({ code: 'SESSION_003', message: expect.stringContaining('signature') })
  expect(squirrel.eventNames()).toEqual([])
})
