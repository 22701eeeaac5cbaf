import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** What a request brought, as far as the tests look. */
interface Seen {
  readonly authorization: string | undefined
  readonly person: string | undefined
}

/** An MCP server over HTTP whose tools want a sign-in (OAuth), with the server that gives one. The page itself is the test. */
export class SignInServer {
  readonly seen: Seen[] = []
  readonly #server = createServer()
  #origin = ''

  get url(): string {
    return `${this.#origin}/mcp`
  }

  static async start(): Promise<SignInServer> {
    const one = new SignInServer()
    one.#server.on('request', (request, response) => {
      void one.#reply(request, response)
    })
    await new Promise<void>((resolve) => one.#server.listen(0, '127.0.0.1', resolve))
    one.#origin = `http://127.0.0.1:${(one.#server.address() as AddressInfo).port}`
    onTestFinished(() => {
      one.#server.closeAllConnections()
      one.#server.close()
    })
    return one
  }

  /** Where the browser ends when a person says yes on the page. */
  saysYes(signInUrl: string): string {
    const asked = new URL(signInUrl).searchParams
    const back = new URL(asked.get('redirect_uri') ?? '')
    back.searchParams.set('code', 'yes')
    back.searchParams.set('state', asked.get('state') ?? '')
    return back.href
  }

  async #reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, headers = {}, body = '' } = await this.#answer(request)
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
  }

  async #answer(
    request: IncomingMessage,
  ): Promise<{ status: number; headers?: Record<string, string>; body?: string }> {
    const { pathname } = new URL(request.url ?? '/', this.#origin)
    const text = await bodyOf(request)
    if (pathname.startsWith('/.well-known/oauth-protected-resource')) {
      return json({ resource: this.url, authorization_servers: [this.#origin] })
    }
    if (pathname.startsWith('/.well-known/')) {
      return json({
        issuer: this.#origin,
        authorization_endpoint: `${this.#origin}/authorize`,
        token_endpoint: `${this.#origin}/token`,
        registration_endpoint: `${this.#origin}/register`,
        response_types_supported: ['code'],
        grant_types_supported: ['authorization_code', 'refresh_token'],
        code_challenge_methods_supported: ['S256'],
        token_endpoint_auth_methods_supported: ['none'],
      })
    }
    if (pathname === '/register') {
      return { ...json({ ...(JSON.parse(text) as object), client_id: 'client' }), status: 201 }
    }
    if (pathname === '/token') {
      return json({ access_token: 'signed-in', token_type: 'Bearer', expires_in: 3600, refresh_token: 'again' })
    }
    return pathname === '/mcp' ? this.#mcp(request, text) : { status: 404 }
  }

  #mcp({ headers, method }: IncomingMessage, text: string) {
    const { authorization } = headers
    this.seen.push({ authorization, person: headers['x-homeport-person']?.toString() })
    if (authorization !== 'Bearer signed-in') {
      const where = `${this.#origin}/.well-known/oauth-protected-resource`
      return { status: 401, headers: { 'www-authenticate': `Bearer resource_metadata="${where}"` } }
    }
    if (method !== 'POST') {
      return { status: 405 }
    }
    const asked = JSON.parse(text) as { id?: number; method: string; params?: { protocolVersion?: string } }
    if (asked.id === undefined) {
      return { status: 202 }
    }
    const result =
      asked.method === 'initialize'
        ? {
            protocolVersion: asked.params?.protocolVersion,
            capabilities: { tools: {} },
            serverInfo: { name: 'far', version: '1' },
          }
        : asked.method === 'tools/list'
          ? { tools: [{ name: 'far_away', description: 'd', inputSchema: { type: 'object', properties: {} } }] }
          : {}
    return json({ jsonrpc: '2.0', id: asked.id, result })
  }
}

function json(value: object) {
  return { status: 200, body: JSON.stringify(value) }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) {
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}
