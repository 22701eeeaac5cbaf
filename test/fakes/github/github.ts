import { createHash, randomBytes } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import { GithubDevices } from './devices.ts'
import { GithubRepositories } from './repositories.ts'
import { type GithubTrouble, makeTrouble } from './trouble.ts'

/** A person at the stand-in. `email` null: kept private. */
export interface GithubAccount {
  readonly id: number
  login: string
  email: string | null
}

export interface FakeGithubOptions {
  /** Seconds between two polls of the device flow. */
  readonly interval?: number
}

interface Grant {
  readonly account: number
  readonly challenge: string | undefined
  readonly redirect_uri: string | undefined
}

/** What came in, without bodies: a test counts and looks for what must not be there. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly form: URLSearchParams
  readonly authorization: string | undefined
}

export const CLIENT_ID = 'Iv1.homeport'
export const CLIENT_SECRET = 'client-secret-of-the-test'

/**
 * GitHub as far as a sign-in sees it, as a real HTTP server: the page that asks, codes used once, PKCE, tokens, users,
 * the device flow, and the ways in which it fails.
 */
export class FakeGithub {
  readonly accounts = new Map<number, GithubAccount>()
  readonly devices: GithubDevices
  readonly repositories = new GithubRepositories()
  readonly seen: SeenRequest[] = []
  /** What goes wrong from now on. */
  trouble: GithubTrouble = { kind: 'none' }
  /** Who sits at the browser that opens the page. */
  visitor = 1
  url = ''
  readonly #codes = new Map<string, Grant>()
  readonly #tokens = new Map<string, number>()
  readonly #server = createServer((request, response) => void this.#serve(request, response))

  constructor(options: FakeGithubOptions = {}) {
    this.devices = new GithubDevices(options.interval ?? 1, (account) => this.#newToken(account))
  }

  /** Environment of a Homeport that signs in here. */
  get environment(): Record<string, string> {
    return {
      HOMEPORT_GITHUB_BASE_URL: this.url,
      HOMEPORT_GITHUB_API_URL: `${this.url}/api`,
      HOMEPORT_GITHUB_CLIENT_ID: CLIENT_ID,
    }
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve)
    })
    const address = this.#server.address()
    this.url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve())
    })
  }

  addAccount(id: number, login: string, email: string | null = `${login}@example.test`): GithubAccount {
    const account = { id, login, email }
    this.accounts.set(id, account)
    return account
  }

  /** The person presses "Authorize" (or "Cancel") on the page that `url` shows. Returns where they are sent. */
  decide(url: string, decision: 'approve' | 'deny'): URL {
    const asked = new URL(url).searchParams
    const back = new URL(asked.get('redirect_uri') ?? '')
    back.searchParams.set('state', asked.get('state') ?? '')
    if (decision === 'deny') {
      back.searchParams.set('error', 'access_denied')
      return back
    }
    const code = randomBytes(10).toString('hex')
    this.#codes.set(code, {
      account: this.visitor,
      challenge: asked.get('code_challenge') ?? undefined,
      redirect_uri: asked.get('redirect_uri') ?? undefined,
    })
    back.searchParams.set('code', code)
    return back
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url)
    const body = await readBody(request)
    const form = new URLSearchParams(body)
    const { authorization } = request.headers
    this.seen.push({ method: request.method ?? '', path: pathname, query: searchParams, form, authorization })
    await (this.trouble.kind === 'held' ? this.trouble.until : null)
    if (makeTrouble(this.trouble, pathname, response)) {
      return
    }
    switch (pathname) {
      case '/login/oauth/authorize':
        this.#askPerson(request, response)
        return
      case '/login/device/code':
        send(response, this.devices.start(form, `${this.url}/login/device`))
        return
      case '/login/oauth/access_token':
        send(response, form.has('device_code') ? this.devices.poll(form) : this.#exchange(form))
        return
      default:
        this.#serveApi({ method: request.method ?? '', path: pathname, body, authorization }, response)
    }
  }

  #askPerson(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '', this.url)
    const decision = url.searchParams.get('decision')
    if (decision === 'approve' || decision === 'deny') {
      response.writeHead(302, { location: this.decide(url.href, decision).href }).end()
      return
    }
    const link = (word: string) => `${url.pathname}${url.search}&decision=${word}`
    const page = `<title>Sign in to GitHub</title><a href="${link('approve')}">Authorize</a> <a href="${link('deny')}">Cancel</a>`
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page.replaceAll('&', '&amp;'))
  }

  #exchange(form: URLSearchParams): object {
    const code = form.get('code') ?? ''
    const grant = this.#codes.get(code)
    this.#codes.delete(code)
    if (form.get('client_id') !== CLIENT_ID || form.get('client_secret') !== CLIENT_SECRET) {
      return { error: 'incorrect_client_credentials' }
    }
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (grant === undefined || grant.challenge !== proof || grant.redirect_uri !== form.get('redirect_uri')) {
      return { error: 'bad_verification_code' }
    }
    return { access_token: this.#newToken(grant.account), token_type: 'bearer', scope: 'user:email' }
  }

  /** Nobody’s token counts any more. */
  revokeTokens(): void {
    this.#tokens.clear()
  }

  #newToken(account: number): string {
    const token = `gho_${randomBytes(18).toString('hex')}`
    this.#tokens.set(token, account)
    return token
  }

  /** `/api/user/NUMBER` or `/api/users/NAME`; whoever took a name last has it. */
  #find(pathname: string): GithubAccount | undefined {
    const [, , kind, which = ''] = pathname.split('/')
    return kind === 'user'
      ? this.accounts.get(Number(which))
      : [...this.accounts.values()].findLast(({ login }) => login.toLowerCase() === which.toLowerCase())
  }

  #serveApi({ method, path: pathname, body, authorization }: ApiRequest, response: ServerResponse): void {
    if (/^\/api\/users?\/[\w-]+$/.test(pathname) && pathname !== '/api/user/emails') {
      const found = this.#find(pathname)
      send(response, found === undefined ? { message: 'Not Found' } : publicly(found), found === undefined ? 404 : 200)
      return
    }
    const account = this.accounts.get(this.#tokens.get(authorization?.replace('Bearer ', '') ?? '') ?? 0)
    if (account === undefined) {
      send(response, { message: 'Bad credentials' }, 401)
    } else if (!this.repositories.serve({ method, path: pathname, body, login: account.login }, response)) {
      sendOwn(account, pathname, response)
    }
  }
}

/** What an account sees of itself. */
function sendOwn(account: GithubAccount, pathname: string, response: ServerResponse): void {
  if (pathname === '/api/user') {
    send(response, publicly(account))
  } else if (pathname === '/api/user/emails' && account.email !== null) {
    send(response, [
      { email: 'old@example.test', primary: false, verified: true },
      { email: account.email, primary: true, verified: true },
    ])
  } else {
    send(response, { message: 'Not Found' }, 404)
  }
}

interface ApiRequest {
  readonly method: string
  readonly path: string
  readonly body: string
  readonly authorization: string | undefined
}

function publicly({ id, login }: GithubAccount): object {
  return { id, login, avatar_url: `https://avatars.example.test/u/${id}`, email: null, type: 'User' }
}

function send(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
  }
  return text
}
