import { expect, test } from 'vitest'
import { configureLogging } from '#server/platform/log/log.ts'
import { panic } from '#server/gateway/remote/panic.ts'

configureLogging({ level: 'silent' })

test('a host that cannot be reached holds up nothing: everybody is out, and it is counted', async () => {
  const done: string[] = []
  const result = await panic({
    takeRemoteCredentials: () => [{ kind: 'sign_in', id: 'phone' }],
    remoteOff: async () => done.push('closed'),
    revoke: ({ id }) => done.push(`revoked ${id}`) > 0,
    actors: () => [],
    link: async () => {
      throw new Error('it hangs')
    },
  })
  expect(done).toEqual(['closed', 'revoked phone'])
  expect(result).toEqual({ revoked_devices: 1, interrupted_sessions: 0, failed_sessions: 1 })
})
