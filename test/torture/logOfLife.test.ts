import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { currentProcess, killPart } from '#test/support/runFiles.ts'
import { startServer } from '#test/support/server/server.ts'

type Entry = Readonly<Record<string, unknown>> & { readonly msg: string }

test('starts, connects, disconnects and crashes stand in the log, and at debug the life of a session', async () => {
  const server = await startServer({ env: { HOMEPORT_LOG_LEVEL: 'debug' } })
  onTestFinished(() => server.close())
  const entries = () =>
    readdirSync(path.join(server.dataDir, 'logs'))
      .flatMap((file) =>
        readFileSync(path.join(server.dataDir, 'logs', file), 'utf8')
          .trim()
          .split('\n'),
      )
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Entry)
  const said = async (msg: RegExp, facts: object = {}) => {
    await expect
      .poll(() => entries().filter((entry) => msg.test(entry.msg)), { timeout: 20_000, message: String(msg) })
      .toContainEqual(expect.objectContaining(facts))
  }

  const session = await server.program.createSession(server.folder('logged'))
  const viewer = await server.program.watch()
  await viewer.follow(session.id)
  await said(/^a client is connected$/, { connection_id: expect.anything(), user_id: expect.anything() })
  await viewer.turn(session.id, '@text a secret word')
  await said(/^Claude Code was started$/, { session_id: session.id, pid: expect.any(Number) })

  // Every event of the session, in its order, with the state that it led to.
  const life = entries().filter(({ msg, session_id }) => msg === 'an event of a session' && session_id === session.id)
  expect(life.map(({ seq }) => seq)).toEqual(life.map((_, index) => index + 1))
  expect(life.map(({ event }) => event)).toEqual(expect.arrayContaining(['user_message', 'turn_completed']))
  expect(life.map(({ status }) => status)).toEqual(expect.arrayContaining(['WORKING', 'ACTIVE']))
  expect(JSON.stringify(entries())).not.toContain('a secret word')

  await viewer.close()
  await said(/^a client has gone$/, { user_id: expect.anything() })
  await killPart(server, 'host')
  await said(/^the session host is unavailable$/)
  await said(/^started a session host$/, { host_pid: expect.any(Number) })
  await said(/^the session host before this one ended unexpectedly$/, { host_pid: expect.any(Number) })
  await said(/^the session host is ready$/)
  await said(/^taking up sessions a host left behind$/)
  const gateway = currentProcess(server, 'gateway')
  await killPart(server, 'gateway')
  await said(/^the gateway before this one ended unexpectedly$/, { gateway_pid: gateway.pid })
  await said(/^ready$/)
})
