import { expect, test } from 'vitest'
import { Quitting } from '#main/system/quitting.ts'

/** A program that is about to end; `left` tells how. */
function program({ canKeep = true, sessions = 1 }: { canKeep?: boolean; sessions?: number | null } = {}) {
  const seen = { asked: 0, left: [] as boolean[], hasQuit: false }
  const quitting = new Quitting({
    app: { quit: () => void (seen.hasQuit = true) },
    dialog: {
      showMessageBox: ({ detail }) => {
        expect(detail).toContain('A stop cuts:\n“pier” works: its turn is cut')
        seen.asked += 1
        return Promise.resolve({ response: 0, checkboxChecked: false })
      },
    },
    preferences: { quitChoice: 'ask' },
    canKeep,
    liveSessions: () => sessions,
    cut: () => ['“pier” works: its turn is cut'],
    leave: ({ keep_sessions }) => {
      seen.left.push(keep_sessions)
      return Promise.resolve()
    },
  })
  return { quitting, seen }
}

test.for<[string, Parameters<typeof program>[0], boolean]>([
  ['keeps the sessions that are open', {}, true],
  ['keeps what it cannot see right now', { sessions: null }, true],
  ['leaves nothing behind when there is none', { sessions: 0 }, false],
  ['suspends them where the host cannot go on alone', { canKeep: false }, false],
])('a signal asks nobody: it %s', async ([, options, kept]) => {
  const { quitting, seen } = program(options)
  await quitting.quitKeeping()
  expect(seen).toEqual({ asked: 0, left: [kept], hasQuit: true })
})

test('a second signal, or a quit on top of it, does not take leave twice', async () => {
  const { quitting, seen } = program()
  await Promise.all([quitting.quitKeeping(), quitting.quitKeeping()])
  let prevented = false
  quitting.onBeforeQuit({ preventDefault: () => void (prevented = true) })
  expect({ ...seen, prevented }).toEqual({ asked: 0, left: [true], hasQuit: true, prevented: false })
})

test('where nothing can go on, sessions are suspended without a question', async () => {
  const { quitting, seen } = program()
  await quitting.quitStopping()
  expect(seen).toEqual({ asked: 0, left: [false], hasQuit: true })
})
