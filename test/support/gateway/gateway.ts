import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Actor } from '#shared/operations/session.ts'
import type { Clock } from '#server/platform/clock.ts'
import { systemClock, systemIds } from '#server/platform/clock.ts'
import { configureLogging } from '#server/platform/log/log.ts'
import { type Gateway, startGateway } from '#server/gateway/gateway.ts'
import { type ServerLimits, serverLimits } from '#server/gateway/kernel/requests/listen.ts'
import { noCookies } from '#server/gateway/kernel/requests/cookie.ts'
import { resolvePaths } from '#server/platform/files/paths.ts'
import { openLiveSettings } from '#server/platform/settings/liveSettings.ts'
import type { Call } from '#server/gateway/kernel/call.ts'
import type { HostConnection } from '#server/gateway/hostLink/hostConnection.ts'
import { MemoryVault } from '#server/platform/vault/memoryVault.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import { FakeHost } from '#test/fakes/fakeHost.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { placePreparedDatabase } from './preparedDatabase.ts'
import { whenOver } from '#test/support/whenOver.ts'

/** A real gateway on a real port, in this process, on a host that does what the test says. */
export interface TestGateway {
  readonly host: FakeHost
  readonly gateway: Gateway
  readonly url: string
  readonly wsUrl: string
  readonly folder: string
  /** `server.stop` was asked for so often. */
  readonly stops: { readonly keepSessions: boolean }[]
  /** A fresh one-time secret. */
  readonly secret: () => string
  /** Uses one up. */
  readonly signIn: () => Promise<{ readonly token: string; readonly cookie: string }>
  /** A personal access token's value. */
  readonly personalToken: (scopes: readonly string[]) => Promise<{ readonly id: string; readonly token: string }>
  /** A request with what a program sends; `body` as JSON. */
  readonly ask: (method: string, path: string, options?: AskOptions) => Promise<Answer>
}

export interface AskOptions {
  readonly token?: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

export interface TestGatewayOptions {
  readonly clock?: Clock
  readonly vault?: Vault
  /** What the gateway sees of its environment. */
  readonly env?: NodeJS.ProcessEnv
  readonly home?: string
  /** A page that is built already. */
  readonly uiFolder?: string
  /** What the built page holds. */
  readonly page?: string
  /** Its document that draws diagrams. */
  readonly frame?: string
  /** The data directory of an earlier gateway. */
  readonly folder?: string
  /** The host it has instead of the fake one. */
  readonly realHost?: HostConnection
  /** Its own push service, and its time. */
  readonly push?: NonNullable<Parameters<typeof startGateway>[0]['push']>
  /** Less patient than the program, whose seconds no test waits for. */
  readonly limits?: Partial<ServerLimits>
}

/** Closed when the running test is over. */
export async function startTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  configureLogging({ level: 'silent' })
  const folder = options.folder ?? temporaryFolder()
  const uiFolder = options.uiFolder ?? path.join(folder, 'ui')
  if (options.page !== undefined) {
    mkdirSync(path.join(uiFolder, 'assets'), { recursive: true })
    writeFileSync(path.join(uiFolder, 'index.html'), options.page)
    writeFileSync(path.join(uiFolder, 'assets/app-1a2b.js'), 'export {}')
    if (options.frame !== undefined) {
      writeFileSync(path.join(uiFolder, 'diagram.html'), options.frame)
    }
  }
  const paths = resolvePaths(folder)
  const vault = options.vault ?? (await preparedVault(paths.homeportDb, options))
  const host = new FakeHost()
  const stops: { keepSessions: boolean }[] = []
  const gateway = await startGateway({
    clock: options.clock ?? systemClock,
    ids: systemIds,
    host: options.realHost ?? host,
    vault,
    paths,
    settings: openLiveSettings({ paths, env: options.env ?? {} }),
    uiFolder,
    version: '0.0.0-test',
    home: options.home ?? folder,
    username: 'tester',
    wantedPort: { port: 0, kind: 'strict' },
    limits: { ...serverLimits, ...options.limits },
    ...(options.push === undefined ? {} : { push: options.push }),
    endHost: async () => true,
    stop: async (request) => {
      stops.push(request)
    },
  })
  whenOver(async () => {
    await gateway.close('for_good')
    gateway.release()
  })
  return { host, gateway, folder, stops, ...listeners(gateway) }
}

/** Where the time is the test's own, a key of another one would be old. */
async function preparedVault(database: string, { clock }: TestGatewayOptions): Promise<Vault> {
  const vault = new MemoryVault()
  if (clock === undefined) {
    await placePreparedDatabase(database, vault)
  }
  return vault
}

/** A call as the command line of the machine makes it. */
export function localCall(actor: Actor): Call {
  const origin = { address: 'local', user_agent: '', request_id: null }
  return { caller: { kind: 'local', actor }, cookies: noCookies, base_url: '', ...origin }
}

function listeners(gateway: Gateway) {
  const info = () => gateway.info(gateway.owner.user_id)
  const { local_url: url, ws_url: wsUrl } = info()
  const ask: TestGateway['ask'] = async (method, address, { token, body, headers = {} } = {}) => {
    const answer = await fetch(`${url}${address}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.includes('json') === true
    return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text }
  }
  const secret = () => new URL(info().sign_in_url).hash.replace('#secret=', '')
  return {
    url,
    wsUrl,
    ask,
    secret,
    signIn: async () => {
      const { headers, body } = await ask('POST', '/auth/local', { body: { secret: secret() } })
      const cookie = headers.get('set-cookie')?.split(';')[0] ?? ''
      return { cookie, token: (body as { access_token: string }).access_token }
    },
    personalToken: async (scopes: readonly string[]) => {
      const made = await gateway.dispatch.run('access_token.create', { name: 'test', scopes }, localCall(gateway.owner))
      return made as { id: string; token: string }
    },
  }
}
