import { createHash, timingSafeEqual } from 'node:crypto'
import type { Socket } from 'node:net'
import { createServer } from 'node:net'
import { encodeFrame, FrameDecoder, MAX_HELLO_BYTES, MAX_LINK_FRAME_BYTES } from './frameCodec.ts'
import { CAN_HAND_OVER } from '../handOver.ts'
import type { HostPort } from '../hostPort.ts'
import { Hello, LINK_VERSION } from './linkFrames.ts'
import type { Greeting, InRequest, LinkLog } from './linkFrames.ts'
import { serveGateway } from './serveGateway.ts'

export interface SocketHostOptions {
  readonly port: HostPort
  /** Path of the local socket, or the name of the pipe on Windows. */
  readonly path: string
  readonly secret: string
  readonly hostVersion: string
  readonly bootId: string
  readonly log: LinkLog
  readonly inRequest?: InRequest
  /** Test seam: how many unread bytes a gateway may leave before it is dropped. */
  readonly maxUnreadBytes?: number
}

export interface SocketHost {
  /** Stops listening, lets what was written go out, closes every connection. Idempotent. */
  close(): Promise<void>
}

/** A gateway that is not reading catches up by seq when it comes back; until then we do not hold its bytes. */
const MAX_UNREAD_BYTES = 64 * 1024 * 1024
const HELLO_TIMEOUT_MS = 5000
/** How long a connection may take to drain when the host closes. */
const DRAIN_MS = 1000

/**
 * Serves the host to gateways on a local socket. Only a peer that names the secret and the same link version gets
 * further than its first frame.
 * @throws the listen error (`EADDRINUSE` …) as Node gives it.
 */
export async function listenForGateways(options: SocketHostOptions): Promise<SocketHost> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    admit(socket, options)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.path, () => {
      server.off('error', reject)
      server.on('error', (error) => options.log.error('the local socket failed', { reason: error.message }))
      resolve()
    })
  })
  return {
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      await Promise.all([...sockets].map(drain))
      await closed
    },
  }
}

/** Waits for the peer's hello, then hands the connection on. */
function admit(socket: Socket, options: SocketHostOptions): void {
  const decoder = new FrameDecoder(MAX_HELLO_BYTES)
  const drop = (reason: string) => {
    options.log.warn('dropped a connection of the link', { reason })
    socket.destroy()
  }
  const timer = setTimeout(() => drop('no hello in time'), HELLO_TIMEOUT_MS)
  socket.on('error', (error) => options.log.warn('a connection of the link failed', { reason: error.message }))
  socket.once('close', () => clearTimeout(timer))
  const onData = (chunk: Buffer) => {
    try {
      decoder.push(chunk)
      const frame = decoder.next()
      if (frame === null) {
        return
      }
      clearTimeout(timer)
      socket.off('data', onData)
      const refusal = refuse(Hello.safeParse(frame.header).data, options)
      socket.write(encodeFrame(refusal ?? welcome(options)))
      if (refusal !== null) {
        options.log.warn('refused a connection of the link', { reason: refusal.reason })
        socket.end()
        return
      }
      decoder.setLimit(MAX_LINK_FRAME_BYTES)
      serveGateway({
        socket,
        decoder,
        port: options.port,
        log: options.log,
        inRequest: options.inRequest ?? ((_id, run) => run()),
        drop,
        maxUnreadBytes: unread(options),
      })
    } catch (error) {
      drop(error instanceof Error ? error.message : String(error))
    }
  }
  socket.on('data', onData)
}

function unread(options: SocketHostOptions): number {
  return options.maxUnreadBytes ?? MAX_UNREAD_BYTES
}

function refuse(hello: Hello | undefined, options: SocketHostOptions): (Greeting & { t: 'refused' }) | null {
  const refused = { t: 'refused', link_version: LINK_VERSION, host_version: options.hostVersion } as const
  if (hello === undefined || !sameSecret(hello.secret, options.secret)) {
    return { ...refused, reason: 'secret' }
  }
  return hello.link_version === LINK_VERSION ? null : { ...refused, reason: 'link_version' }
}

function welcome(options: SocketHostOptions): Greeting {
  return {
    t: 'welcome',
    link_version: LINK_VERSION,
    host_version: options.hostVersion,
    host_pid: process.pid,
    boot_id: options.bootId,
    capabilities: [CAN_HAND_OVER],
  }
}

/** Takes the same time whatever differs, length included. */
function sameSecret(given: string, wanted: string): boolean {
  return timingSafeEqual(digest(given), digest(wanted))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

async function drain(socket: Socket): Promise<void> {
  if (socket.destroyed) {
    return
  }
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => socket.destroy(), DRAIN_MS)
    socket.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
    socket.end()
  })
}
