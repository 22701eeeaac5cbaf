import { createServer, type Server } from 'node:http'
import { onTestFinished } from 'vitest'

/** Somebody else's server: whatever reaches it should not have. Also what is asked of it as a proxy. */
export class ForeignServer {
  readonly seen: string[] = []
  readonly url: string

  private constructor(server: Server, url: string, seen: string[]) {
    this.url = url
    this.seen = seen
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
  }

  static async start(): Promise<ForeignServer> {
    const seen: string[] = []
    const server = createServer((request, response) => {
      seen.push(
        `${request.method} ${request.url} ${String(request.headers['x-api-key'] ?? request.headers.authorization)}`,
      )
      response.writeHead(400).end()
    })
    server.on('connect', (request, socket) => {
      seen.push(`CONNECT ${request.url}`)
      socket.destroy()
    })
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const address = server.address()
    return new ForeignServer(server, `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, seen)
  }
}
