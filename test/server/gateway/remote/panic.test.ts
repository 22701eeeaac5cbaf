import { expect, test } from 'vitest'
import { configureLogging } from '#server/platform/log/log.ts'
import { panic } from '#server/gateway/remote/panic.ts'

configureLogging({ level: 'silent' })

test('a host that cannot be reached holds up nothing: everybody is out, and it is counted', async () => {
  const done: string[] = []
  const used = ['phone']
  const result = await panic({
    takeRemoteCredentials: () => used.splice(0).map((id) => ({ kind: 'sign_in', id })),
    remoteOff: async () => {
      done.push('closed')
      used.push('who came meanwhile')
    },
    revoke: ({ id }) => done.push(`revoked ${id}`) > 0,
    actors: () => [],
    link: async () => {
      throw new Error('it hangs')
    },
  })
  expect(done).toEqual(['revoked phone', 'closed', 'revoked who came meanwhile'])
  expect(result).toEqual({ revoked_devices: 2, interrupted_sessions: 0, failed_sessions: 1 })
})

test('a device that cannot be signed out keeps nothing open: the rest is done, and then it is told', async () => {
  const done: string[] = []
  const used = ['broken', 'phone']
  const pressed = panic({
    takeRemoteCredentials: () => used.splice(0).map((id) => ({ kind: 'sign_in', id })),
    remoteOff: async () => done.push('closed'),
    revoke: ({ id }) => {
      if (id === 'broken') {
        throw new Error('the disk is full')
      }
      return done.push(`revoked ${id}`) > 0
    },
    actors: () => [],
    link: async () => {
      done.push('stopped')
      return null
    },
  })
  await expect(pressed).rejects.toThrow('the disk is full')
  expect(done).toEqual(['revoked phone', 'closed', 'stopped'])
})
