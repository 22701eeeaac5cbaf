import { createHash, randomBytes } from 'node:crypto'
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A hook's request holds the input of one call: a file that is written whole stands in it. */
const MOST_BYTES = 32 * 1024 * 1024

/** What one hook of one terminal asks. */
export interface HookCall {
  /** The event, as Claude Code wrote it; whatever JSON it is. */
  readonly event: unknown
  /** Once. Nothing to say: the terminal goes on as without the hook. */
  readonly answer: (body: object) => void
  /** Claude Code does not wait any more. */
  readonly onGone: (listener: () => void) => void
}

/** Where the hooks of one terminal go, and what they prove themselves with. */
export interface HookAddress {
  readonly url: string
  readonly authorization: string
  readonly close: () => void
}

/**
 * Takes the hooks of Claude Codes in terminals, on loopback, and only while there is such a terminal. Each has a secret of its
 * own; whoever comes without one learns nothing.
 */
export class HookListener {
  readonly #takers = new Map<string, (call: HookCall) => void>()
  #server: Promise<Server> | null = null

  /** `take` gets what hooks with the address's authorization bring. */
  async open(take: (call: HookCall) => void): Promise<HookAddress> {
    const secret = randomBytes(32).toString('base64url')
    const key = digest(`Bearer ${secret}`)
    this.#takers.set(key, take)
    const server = await this.#listening(key)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
    const { port } = server.address() as AddressInfo
    return {
      url: `http://127.0.0.1:${port}/hook`,
      authorization: `Bearer ${secret}`,
      close: () => this.#forget(key),
    }
  }

  /** @throws Error of `node:net`; the next terminal tries anew then. */
  async #listening(key: string): Promise<Server> {
    const listening = (this.#server ??= listen((request, response) => this.#handle(request, response)))
    try {
      return await listening
    } catch (error) {
      this.#takers.delete(key)
      // Another terminal may have begun anew meanwhile.
      this.#server = this.#server === listening ? null : this.#server
      throw error
    }
  }

  #forget(key: string): void {
    this.#takers.delete(key)
    if (this.#takers.size === 0) {
      void close(this.#server)
      this.#server = null
    }
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    const take = this.#takers.get(digest(request.headers.authorization ?? ''))
    if (take === undefined || request.method !== 'POST') {
      response.writeHead(403).end()
      return
    }
    void hand(take, request, response)
  }
}

async function hand(take: (call: HookCall) => void, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const event = await readJson(request)
  if (event === undefined) {
    response.writeHead(400).end()
    return
  }
  take({
    event,
    answer: (body) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    onGone: (listener) => response.on('close', () => !response.writableFinished && listener()),
  })
}

async function close(listening: Promise<Server> | null): Promise<void> {
  const server = await listening
  server?.close()
  server?.closeAllConnections()
}

/** Compared as digests: how long that takes tells nothing of the secret. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function listen(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<Server> {
  const server = createServer({ requestTimeout: 10_000 }, handle)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}

/** undefined: it is none, or too long. Never rejects. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > MOST_BYTES) {
        return undefined
      }
      chunks.push(chunk)
    }
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return undefined
  }
}
