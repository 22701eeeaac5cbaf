import type { ServerInfo } from '#shared/operations/admin.ts'
import type { Session } from '#shared/session/session.ts'
import { Viewer } from './viewer.ts'

/** A program that uses Homeport over its wire, signed in with a token. */
export interface Program {
  readonly accessToken: string
  /** @throws Error with the server's words on any status that is not a success. */
  call<T = unknown>(method: string, path: string, body?: unknown): Promise<T>
  createSession(folder: string, more?: Readonly<Record<string, unknown>>): Promise<Session>
  /** Opens a socket. */
  watch(): Promise<Viewer>
}

/** Uses up the one-time link of `info`. */
export async function signInProgram(info: ServerInfo): Promise<Program> {
  const secret = new URL(info.sign_in_url).hash.replace('#secret=', '')
  const answer = await fetch(`${info.local_url}/auth/local`, json('POST', { secret }))
  const { access_token } = (await answer.json()) as { access_token?: string }
  if (access_token === undefined) {
    throw new Error(`The sign-in link was refused with ${answer.status}.`)
  }
  return programWith(info, access_token)
}

/** A program with a token it has already. */
export function programWith(info: Pick<ServerInfo, 'local_url' | 'ws_url'>, accessToken: string): Program {
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const { headers, ...rest } = json(method, body)
    const answer = await fetch(`${info.local_url}${path}`, {
      ...rest,
      headers: { ...headers, authorization: `Bearer ${accessToken}` },
    })
    const text = await answer.text()
    if (!answer.ok) {
      throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
    }
    return JSON.parse(text) as T
  }
  return {
    accessToken,
    call,
    createSession: (folder, more = {}) => call<Session>('POST', '/api/session', { project_path: folder, ...more }),
    watch: () => Viewer.open(info.ws_url, accessToken),
  }
}

function json(method: string, body: unknown) {
  return {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  }
}
