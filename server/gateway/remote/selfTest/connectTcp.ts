import { type Socket, connect } from 'node:net'
import { failureCode } from '#server/platform/failure.ts'
import type { ClassifiedAddress } from './classifyAddress.ts'
import { type Outcome, failed, passed, timeLimits } from './step.ts'

/** A connection, to be ended by whoever gets it. */
export async function connectTcp(target: ClassifiedAddress): Promise<Outcome<Socket>> {
  const { address, port } = target
  const socket = connect({ host: address, port })
  const reason = await new Promise<string | null>((resolve) => {
    socket.setTimeout(timeLimits.connect, () => resolve('ETIMEDOUT'))
    socket.once('connect', () => resolve(null))
    // Kept for as long as the socket lives: an error that nobody hears would end the process.
    socket.on('error', (error) => resolve(failureCode(error) ?? 'unknown'))
  })
  if (reason !== null) {
    socket.destroy()
    return refusal(reason, target)
  }
  socket.setTimeout(0)
  return passed(`Port ${port} answers.`, socket)
}

/** What a failed connection most likely means. */
export function refusal(code: string, { address, port, isOwn }: ClassifiedAddress): Outcome<never> {
  switch (code) {
    case 'ECONNREFUSED':
      return isOwn
        ? failed(
            `Port ${port} refuses connections: nothing listens there.`,
            'Remote access listens on another address or port. Switch it on again, on all addresses.',
          )
        : failed(
            `Port ${port} of ${address} refuses connections.`,
            `Your router does not send the port on: forward TCP port ${port} to this machine.`,
          )
    case 'ETIMEDOUT':
      return isOwn
        ? failed(
            `Port ${port} does not answer: most likely a firewall of this machine swallows the connection.`,
            `Let TCP port ${port} in there.`,
          )
        : failed(
            `Port ${port} of ${address} does not answer.`,
            `A firewall, or a router that does not forward TCP port ${port}. Many routers also refuse this way from inside: try it with a phone on mobile data.`,
          )
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return failed(`This machine has no way to ${address} (${code}).`, 'Look at its network; the address may be old.')
    default:
      return failed(`The connection to port ${port} failed (${code}).`, 'Try again; look at this machine’s network.')
  }
}
