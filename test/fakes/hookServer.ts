import { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Hooked {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Takes what is posted to it, as a webhook or an ntfy server does. */
export class FakeHookServer {
  readonly received: Hooked[] = []
  status = 200
  readonly #server = createServer((request, response) => void this.#take(request, response))

  /** Its host and port. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  close(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = []
    for await (const piece of request as AsyncIterable<Buffer>) {
      pieces.push(piece)
    }
    this.received.push({
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(pieces).toString('utf8'),
    })
    response.writeHead(this.status, { location: 'http://169.254.169.254/' }).end()
  }
}
