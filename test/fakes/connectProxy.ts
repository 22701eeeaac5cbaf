import { once } from 'node:events'
import { type Server, type Socket, connect } from 'node:net'
import { createServer } from 'node:http'
import { onTestFinished } from 'vitest'

/** A company's proxy on loopback: opens tunnels (CONNECT), all of them to one place, and remembers what was asked. */
export interface ConnectProxy {
  readonly url: string
  /** `host:port` of each tunnel, and the address of whatever else was asked for. */
  readonly asked: string[]
  /** The `proxy-authorization` of each tunnel. */
  readonly credentials: (string | undefined)[]
}

/** Ends with the running test. @param port Where every tunnel leads to, on this machine. */
export async function startConnectProxy(port: number): Promise<ConnectProxy> {
  const asked: string[] = []
  const credentials: (string | undefined)[] = []
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(502).end('only tunnels are opened here')
  })
  server.on('connection', (socket) => sockets.add(socket))
  server.on('connect', (request, socket, head) => {
    asked.push(request.url ?? '')
    credentials.push(request.headers['proxy-authorization'])
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      upstream.write(head)
      upstream.pipe(socket).pipe(upstream)
    })
    sockets.add(upstream)
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    sockets.forEach((socket) => socket.destroy())
    server.close()
  })
  return { url: `http://127.0.0.1:${portOf(server)}`, asked, credentials }
}

function portOf(server: Server): number {
  const address = server.address()
  return address !== null && typeof address === 'object' ? address.port : 0
}
