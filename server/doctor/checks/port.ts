import { createServer } from 'node:net'
import { failureCode, failureText } from '#server/platform/failure.ts'
import { isAlive } from '#server/platform/processes/runAlive.ts'
import { readRunFile } from '#server/platform/files/runFile.ts'
import { type CheckResult, fine } from '../doctorCheck.ts'

export interface PortCheckDeps {
  readonly port: number
  readonly gatewayRun: string
}

const CHOOSE = 'Choose another one with --port or "port" in settings.yaml; 0 takes any free one.'

/** Whether the loopback port can be listened on, or is used by the Homeport of this data directory. */
export async function checkPort({ port, gatewayRun }: PortCheckDeps): Promise<CheckResult> {
  const name = 'Port'
  if (port === 0) {
    return fine(name, 'any free one')
  }
  const obstacle = await tryListening(port)
  if (obstacle === null) {
    return fine(name, `${port} is free`)
  }
  if (failureCode(obstacle) !== 'EADDRINUSE') {
    return { name, state: 'failed', detail: `${port} cannot be used: ${failureText(obstacle)}.`, advice: CHOOSE }
  }
  const running = readRunFile(gatewayRun)
  return running !== null && isAlive(running)
    ? fine(name, `${port} is in use while Homeport runs (process ${running.pid})`)
    : { name, state: 'failed', detail: `${port} is used by another program.`, advice: CHOOSE }
}

/** null when it works; nothing listens afterwards. */
function tryListening(port: number): Promise<unknown> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', resolve)
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(null)))
  })
}
