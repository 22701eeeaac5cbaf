import { realpathSync } from 'node:fs'
import { expect, test } from 'vitest'
import { startTestGateway } from '#test/support/gateway/gateway.ts'
import { openSignedIn } from '#test/support/gateway/socket.ts'
import { TerminalClient } from '#test/support/gateway/terminalClient.ts'
import { startRealHost } from '#test/support/host/realHost.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

test('the oldest terminal that has ended makes way for a new one, and none that runs does', async () => {
  const dataDir = temporaryFolder()
  const gateway = await startTestGateway({ folder: dataDir, realHost: startRealHost(dataDir) })
  const { token } = await gateway.personalToken(['drive'])
  const body = { project_path: realpathSync(temporaryFolder()) }
  const made = await gateway.ask('POST', '/api/session', { token, body })
  const { id: sessionId } = made.body as { id: string }
  const socket = await openSignedIn(gateway.wsUrl, token)
  const shells: TerminalClient[] = []
  while (shells.length < 12) {
    shells.push(await TerminalClient.open(socket, sessionId))
  }
  await expect(TerminalClient.open(socket, sessionId)).rejects.toThrow('close one first')
  const ended = shells[3]
  ended?.type('exit\n')
  await socket.next(({ type }) => type === 'terminal_exited')
  await TerminalClient.open(socket, sessionId)
  const listed = await gateway.ask('GET', `/api/session/${sessionId}/terminals`, { token })
  const { terminals } = listed.body as { terminals: { terminal_id: string }[] }
  expect(terminals).toHaveLength(12)
  expect(terminals.map(({ terminal_id }) => terminal_id)).not.toContain(ended?.terminalId)
  await expect(TerminalClient.open(socket, sessionId)).rejects.toThrow('close one first')
})
