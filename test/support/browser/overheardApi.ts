import { type IncomingMessage, type ServerResponse, createServer, request as ask } from 'node:http'
import { onTestFinished } from 'vitest'
import { startMessagesApi } from '#server/demo/api/messagesApi.ts'

/** The stand-in of the API, with all that it is told. */
export class OverheardApi {
  /** Whole bodies of requests, oldest first. */
  readonly bodies: string[]
  readonly url: string

  private constructor(url: string, bodies: string[]) {
    this.url = url
    this.bodies = bodies
  }

  static async start(): Promise<OverheardApi> {
    const api = await startMessagesApi()
    const bodies: string[] = []
    const server = createServer((request, response) => void pass(request, response, { to: api.url, bodies }))
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    onTestFinished(async () => {
      server.closeAllConnections()
      server.close()
      await api.close()
    })
    const address = server.address()
    return new OverheardApi(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, bodies)
  }

  /** Whether anything of this was told so far. */
  heard(text: string): boolean {
    return this.bodies.some((body) => body.includes(text))
  }
}

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  { to, bodies }: { readonly to: string; readonly bodies: string[] },
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk)
  }
  const body = Buffer.concat(chunks)
  bodies.push(body.toString('utf8'))
  const url = new URL(request.url ?? '/', to)
  const { method, headers } = request
  ask(url, { ...(method === undefined ? {} : { method }), headers: { ...headers, host: url.host } }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
    .on('error', () => response.destroy())
    .end(body)
}
