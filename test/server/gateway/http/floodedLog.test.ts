import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { configureLogging, createLogger } from '#server/platform/log/log.ts'
import { requestOf, say } from '#test/support/gateway/rawHttp.ts'
import { startRemoteGateway } from '#test/support/gateway/remote.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

/** Of each kind: a few lines as they are. */
const LINES_PER_KIND = 5
const TIMES = 200

test('whatever a stranger throws at both listeners, a few lines tell of it, and what else was told stays', async () => {
  const { listener, url } = await startRemoteGateway({ env: { HOMEPORT_LIMITS_REQUESTS_PER_MINUTE: '100000' } })
  const file = path.join(temporaryFolder(), 'gateway.log')
  configureLogging({ level: 'debug', file })
  onTestFinished(() => configureLogging({ level: 'silent' }))
  createLogger('test').info('what the owner wants to read')
  const { port, host } = new URL(url)
  const throws = [
    upgrade('GET /nowhere HTTP/1.1', `Host: ${host}`),
    upgrade('GET /ws HTTP/1.1', 'Host: evil.example'),
    upgrade('GET /ws HTTP/1.1', `Host: ${host}`),
    requestOf('GET / HTTP/1.1', 'Host: evil.example'),
    requestOf('GET /api/sessions HTTP/1.1', `Host: ${host}`, 'Origin: http://evil.example'),
    'no HTTP\r\n\r\n',
  ]
  for (const bytes of throws) {
    for (let times = 0; times < TIMES; times += 20) {
      await Promise.all(Array.from({ length: 20 }, async () => say({ port: Number(port) }, bytes)))
    }
  }
  for (let times = 0; times < TIMES; times += 20) {
    const hello = Buffer.from([22, 3, 1, 0, 4, 99, 0, 0, 0])
    await Promise.all(Array.from({ length: 20 }, async () => say({ port: listener.port }, hello)))
  }
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  expect(lines.some((line) => line.includes('what the owner wants to read'))).toBe(true)
  expect(lines.length).toBeLessThan((throws.length + 1) * LINES_PER_KIND + 10)
})

function upgrade(...lines: string[]): string {
  return `${lines.join('\r\n')}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`
}
