import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { CheckoutWorld } from '#test/support/host/checkoutWorld.ts'
import { GitWorld } from '#test/support/host/gitWorld.ts'
import { storedKey } from '#test/support/host/storedKey.ts'
import { sshServerProgram, startSshServer } from '#test/support/host/sshServer.ts'

const program = sshServerProgram()

describe.skipIf(program === null)('a real SSH server', () => {
  test('lets a session’s own key clone, once it knows it, and nobody without', async () => {
    const server = await startSshServer(program ?? '')
    const git = GitWorld.with({ 'a.txt': 'one\n' })
    const git_url = `${server.url}${path.join(git.folder)}`
    const key = await storedKey('localhost')
    const world = new CheckoutWorld(git, { credentials: key.credentials, env: { PATH: server.path } })
    await expect(world.made({ git_url })).rejects.toMatchObject({
      code: 'SESSION_003',
      message: expect.stringContaining('wants to know who asks'),
    })
    server.allow(key.public_text)
    const session = { ...(await world.planned({ git_url })), id: key.session_id }
    await world.make(session)
    expect(world.has(session, 'a.txt')).toBe(true)
    // Another session has none of it.
    await expect(world.made({ git_url })).rejects.toMatchObject({ code: 'SESSION_003' })
  })
})
