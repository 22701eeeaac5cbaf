import { readFileSync } from 'node:fs'
import { afterAll, beforeAll } from 'vitest'
import { WebSocket } from 'ws'
import { FakeGithub } from '#test/fakes/github/github.ts'
import { type Endpoint, type RawAnswer, say } from '#test/support/gateway/rawHttp.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'

export type ListenerName = 'loopback' | 'remote'
export type RoleName = 'owner' | 'member' | 'viewer'

/** A listener as a stranger finds it. */
export interface TargetListener extends Endpoint {
  readonly name: ListenerName
  /** `127.0.0.1:4170`: what stands in `Host`. */
  readonly authority: string
  readonly origin: string
}

/** One request. What is not named is as an honest program would send it. */
export interface Asked {
  readonly listener?: ListenerName
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
  /** JSON when it is an object; otherwise as it is. */
  readonly body?: object | string
}

export interface Person {
  readonly token: string
  readonly cookie: string
  readonly refresh_token: string | null
}

/** A real Homeport with both listeners open, its people signed in. */
export interface Target {
  readonly server: TestServer
  readonly listeners: Readonly<Record<ListenerName, TargetListener>>
  readonly people: Readonly<Record<RoleName, Person>>
  /** A request from an address of its own, so that no case is slowed down for what another one did. */
  readonly ask: (method: string, address: string, asked?: Asked) => Promise<RawAnswer>
  /** The same in the words of a right answer: `200`, `403 AUTH_006`. */
  readonly try: (method: string, address: string, asked?: Asked) => Promise<string>
  /** Bytes as they are. */
  readonly raw: (listener: ListenerName, bytes: string | Buffer) => Promise<string>
  readonly signIn: () => Promise<Person>
  readonly signInAs: (account: number) => Promise<Person>
  readonly github: FakeGithub
}

/** One server for all cases of a file. */
export function sharedTarget(): () => Target {
  let target: Target | undefined
  let close: (() => Promise<void>) | undefined
  beforeAll(async () => {
    const github = new FakeGithub()
    await github.start()
    github.addAccount(1, 'octocat')
    github.addAccount(2, 'hubot', null)
    const env = { ...github.environment, HOMEPORT_LIMITS_REQUESTS_PER_MINUTE: '100000' }
    const server = await startServer({ env })
    close = async () => {
      await server.close()
      await github.close()
    }
    target = await openTarget(server, github)
  })
  afterAll(async () => close?.())
  return () => {
    if (target === undefined) {
      throw new Error('The server under attack did not start.')
    }
    return target
  }
}

async function openTarget(server: TestServer, github: FakeGithub): Promise<Target> {
  await commanded(server, 'allow', '1', '--role', 'member')
  await commanded(server, 'allow', '2', '--role', 'viewer')
  const on = await commanded(server, 'remote', 'on', '--bind', '127.0.0.1', '--port', '0', '--json')
  const { remote_url, ca_path } = JSON.parse(on) as { remote_url: string; ca_path: string }
  const [local, remote] = [new URL(server.info.local_url), new URL(remote_url)]
  const listeners: Target['listeners'] = {
    loopback: { name: 'loopback', port: Number(local.port), authority: local.host, origin: local.origin },
    remote: {
      name: 'remote',
      port: Number(remote.port),
      authority: `127.0.0.1:${remote.port}`,
      origin: `https://127.0.0.1:${remote.port}`,
      ca: readFileSync(ca_path, 'utf8'),
    },
  }
  const ask: Target['ask'] = async (method, address, asked = {}) =>
    say(
      { ...listeners[asked.listener ?? 'loopback'], localAddress: nextAddress() },
      bytesOf({ method, address }, asked, listeners),
    )
  const signIn = async () => {
    const secret = new URL(await server.signInLink()).hash.replace('#secret=', '')
    return personOf(await ask('POST', '/auth/local', { body: { secret } }))
  }
  const signInAs: Target['signInAs'] = async (account) => {
    const begun = await ask('POST', '/auth/github/device', { body: {} })
    const { device_code, user_code } = JSON.parse(begun.body) as { device_code: string; user_code: string }
    github.devices.settle(user_code, { account })
    return personOf(await ask('POST', '/auth/github/device/poll', { body: { device_code } }))
  }
  return {
    server,
    listeners,
    ask,
    signIn,
    signInAs,
    github,
    try: async (...asked) => outcomeOf(await ask(...asked)),
    raw: async (listener, bytes) =>
      outcomeOf(await say({ ...listeners[listener], localAddress: nextAddress() }, bytes)),
    people: { owner: await signIn(), member: await signInAs(1), viewer: await signInAs(2) },
  }
}

/** @throws Error with what the command said when it failed. */
async function commanded(server: TestServer, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await server.homeport(...args)
  if (code !== 0) {
    throw new Error(`homeport ${args.join(' ')}: ${stderr}`)
  }
  return stdout
}

function bytesOf(
  { method, address }: { readonly method: string; readonly address: string },
  { listener = 'loopback', token, headers = {}, body }: Asked,
  listeners: Target['listeners'],
): string {
  const text = typeof body === 'object' ? JSON.stringify(body) : body
  const all = {
    Host: listeners[listener].authority,
    Connection: 'close',
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    ...(text === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(text)) }),
    ...(typeof body === 'object' ? { 'Content-Type': 'application/json' } : {}),
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${address} HTTP/1.1\r\n${lines.join('')}\r\n${text ?? ''}`
}

/** Status, and the code of the error if it is one. */
export function outcomeOf({ status, headers, body }: RawAnswer): string {
  const isJson = headers['content-type']?.startsWith('application/json') === true
  const { error } = (isJson ? JSON.parse(body) : {}) as { error?: { code: string } }
  return error === undefined ? String(status) : `${status} ${error.code}`
}

function personOf(answer: RawAnswer): Person {
  const said = JSON.parse(answer.body) as { access_token?: string; refresh_token?: string }
  if (said.access_token === undefined) {
    throw new Error(`The sign-in was refused: ${answer.body}`)
  }
  const cookies = answer.text.match(/^set-cookie: [^;\r]+/gim) ?? []
  const cookie = cookies.findLast((one) => /homeport_session_/.test(one))?.replace(/^set-cookie: /i, '') ?? ''
  return { token: said.access_token, cookie, refresh_token: said.refresh_token ?? null }
}

let used = 0

/** Linux takes every address of 127.0.0.0/8 for this machine's own; elsewhere all cases come from one. */
function nextAddress(): string | undefined {
  used += 1
  return process.platform === 'linux' ? `127.2.${Math.floor(used / 250) % 250}.${1 + (used % 250)}` : undefined
}

export interface Upgrade {
  readonly listener?: ListenerName
  readonly address?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent one after the other, as soon as the socket is open. */
  readonly frames?: readonly (object | string | Buffer)[]
}

/** How a socket ended: the code of its refusal or of the first error frame, then that of its close. */
export async function socketOutcome(
  target: Target,
  { listener = 'loopback', address = '/ws', headers = {}, frames = [] }: Upgrade,
): Promise<string> {
  const { authority, ca } = target.listeners[listener]
  const from = nextAddress()
  const socket = new WebSocket(`${listener === 'remote' ? 'wss' : 'ws'}://${authority}${address}`, {
    headers,
    ...(ca === undefined ? {} : { ca }),
    ...(from === undefined ? {} : { localAddress: from }),
  })
  const told: string[] = []
  return new Promise((resolve) => {
    socket.on('error', () => {})
    socket.on('unexpected-response', (_request, response) => {
      resolve(`refused ${response.statusCode}`)
      response.resume()
      socket.terminate()
    })
    socket.on('open', () => {
      for (const frame of frames) {
        const isText = typeof frame === 'string'
        socket.send(isText || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame), {
          binary: Buffer.isBuffer(frame),
        })
      }
    })
    socket.on('message', (bytes: Buffer) => {
      const { type, data } = JSON.parse(String(bytes)) as { type: string; data?: { code?: string } }
      told.push(data?.code ?? type)
    })
    socket.on('close', (code) => resolve([...told.slice(0, 1), `closed ${code}`].join(' ')))
  })
}
