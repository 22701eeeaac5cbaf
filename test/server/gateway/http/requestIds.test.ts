import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { configureLogging, createLogger } from '#server/platform/log/log.ts'
import { entriesOf } from '#test/support/gateway/auditTrail.ts'
import { startTestGateway } from '#test/support/gateway/gateway.ts'
import { openSignedIn } from '#test/support/gateway/socket.ts'

const log = createLogger('deep inside')

test('one id names a request in its answer, in the audit log, and in every log line about it', async () => {
  const { ask, folder, gateway, host, signIn } = await startTestGateway()
  const file = path.join(folder, 'test.log')
  configureLogging({ level: 'debug', file })
  onTestFinished(() => configureLogging({ level: 'silent' }))
  const { token } = await signIn()
  const { id } = host.addSession(gateway.owner.user_id)
  host.handlers['message.send'] = async () => {
    await new Promise((resolve) => setImmediate(resolve))
    log.info('a line far from the listener')
    throw new Error('a bug')
  }
  const answer = await ask('POST', `/api/session/${id}/messages`, { token, body: { content: 'hi' } })
  const { request_id } = (answer.body as { error: { request_id: string } }).error
  expect(answer.headers.get('x-request-id')).toBe(request_id)
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines.filter((line) => line['request_id'] === request_id).map(({ msg }) => msg)).toEqual([
    'a line far from the listener',
    'a request failed by a bug',
  ])
  expect(entriesOf(path.join(folder, 'homeport.db')).at(-1)).toMatchObject({ action: 'message.send', request_id })
})

test('what a socket asks for is found in the log by the id of its connection', async () => {
  const { folder, gateway, host, signIn, wsUrl } = await startTestGateway()
  const file = path.join(folder, 'test.log')
  configureLogging({ level: 'debug', file })
  onTestFinished(() => configureLogging({ level: 'silent' }))
  const { id } = host.addSession(gateway.owner.user_id)
  host.handlers['message.send'] = () => {
    throw new Error('a bug')
  }
  const socket = await openSignedIn(wsUrl, (await signIn()).token)
  const reply = await socket.ask('chat_message', { session_id: id, content: 'hi' })
  const { request_id } = (reply.data as { details: { request_id: string } }).details
  expect(readFileSync(file, 'utf8')).toContain(`"request_id":"${request_id}"`)
  expect(entriesOf(path.join(folder, 'homeport.db')).at(-1)).toMatchObject({ action: 'message.send', request_id })
})
