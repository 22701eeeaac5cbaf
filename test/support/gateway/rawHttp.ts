import { once } from 'node:events'
import { type Socket, connect } from 'node:net'
import { type TLSSocket, connect as connectTls } from 'node:tls'

/** Where a client that is no browser connects to, and from where. */
export interface Endpoint {
  readonly host?: string
  readonly port: number
  /** With it, over TLS. */
  readonly ca?: string
  /** From which of this machine's addresses. */
  readonly localAddress?: string | undefined
}

/** An answer as it stood on the wire. */
export interface RawAnswer {
  /** 0: the connection ended without one. */
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Everything, further answers included. */
  readonly text: string
}

/** Resolves when it is connected (and, over TLS, shaken hands). */
export async function connectRaw({
  host = '127.0.0.1',
  port,
  ca,
  localAddress,
}: Endpoint): Promise<Socket | TLSSocket> {
  const raw = connect({ host, port, ...(localAddress === undefined ? {} : { localAddress }) })
  const socket = ca === undefined ? raw : connectTls({ socket: raw, ca, servername: 'localhost' })
  raw.on('error', () => {})
  socket.on('error', () => {})
  const [outcome] = (await Promise.race([
    once(socket, ca === undefined ? 'connect' : 'secureConnect').then(() => ['open']),
    once(socket, 'close').then(() => ['closed']),
  ])) as [string]
  if (outcome === 'closed') {
    throw new Error('nobody let us in')
  }
  return socket
}

/** Writes the bytes and reads until the other side ends the connection. */
export async function say(where: Endpoint, bytes: string | Buffer): Promise<RawAnswer> {
  const socket = await connectRaw(where)
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  socket.write(bytes)
  await once(socket, 'close')
  return readAnswer(Buffer.concat(chunks).toString('latin1'))
}

/** A request that asks for the connection to end after it, from lines without line ends. */
export function requestOf(...lines: readonly string[]): string {
  return `${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`
}

function readAnswer(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n')
  const [first = '', ...lines] = text.slice(0, Math.max(0, end)).split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  return { status: Number(first.split(' ')[1] ?? 0), headers, body: text.slice(end + 4), text }
}
