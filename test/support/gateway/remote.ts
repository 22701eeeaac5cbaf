import { readFileSync, writeFileSync } from 'node:fs'
import { type RequestOptions, request } from 'node:https'
import path from 'node:path'
import type { IncomingHttpHeaders } from 'node:http'
import { type ConnectionOptions, type TLSSocket, connect } from 'node:tls'
import { onTestFinished } from 'vitest'
import type { RemoteStatus } from '#shared/operations/remote.ts'
import type { InputOf, ResultOf } from '#shared/operations/table.ts'
import { createCa, issueLeaf } from '#server/gateway/tls/ownCa/localCa.ts'
import { type TestGateway, type TestGatewayOptions, localCall, startTestGateway } from './gateway.ts'
import { openSocket } from './socket.ts'

/** The remote listener of a test gateway, seen from a device that trusts its authority. */
export interface RemoteListener {
  readonly url: string
  readonly wsUrl: string
  readonly port: number
  readonly ca: string
  readonly status: RemoteStatus
}

/** Asks an operation as the command line of the machine does. */
export async function askLocally<
  N extends 'remote.on' | 'remote.off' | 'remote.status' | 'remote.tailscale' | 'server.panic',
>({ gateway }: Pick<TestGateway, 'gateway'>, name: N, params: InputOf<N>): Promise<ResultOf<N>> {
  return (await gateway.dispatch.run(name, params, localCall(gateway.owner))) as ResultOf<N>
}

/** Switches it on, on loopback addresses and a free port. */
export async function openRemote(
  gateway: Pick<TestGateway, 'gateway'>,
  wanted: InputOf<'remote.on'> = {},
): Promise<RemoteListener> {
  const status = await askLocally(gateway, 'remote.on', { bind: '127.0.0.1', port: 0, ...wanted })
  const url = `https://127.0.0.1:${status.port}`
  return {
    url,
    wsUrl: `${url.replace('https:', 'wss:')}/ws`,
    port: status.port ?? 0,
    ca: status.ca_path === null ? '' : readFileSync(status.ca_path, 'utf8'),
    status,
  }
}

/** A gateway with its remote listener open. */
export async function startRemoteGateway(
  options: TestGatewayOptions = {},
): Promise<TestGateway & { readonly listener: RemoteListener }> {
  const gateway = await startTestGateway(options)
  return { ...gateway, listener: await openRemote(gateway) }
}

/** A remote viewer that is signed in. */
export async function connectRemotely({
  listener,
  personalToken,
}: TestGateway & { readonly listener: RemoteListener }) {
  const { token } = await personalToken(['read', 'drive'])
  const socket = await openSocket(listener.wsUrl, { authorization: `Bearer ${token}` }, { ca: listener.ca })
  await socket.ask('ping')
  return { socket, token }
}

/** One handshake; the socket is ended when the running test is over. @throws Error when it fails. */
export async function shakeHands(listener: RemoteListener, options: ConnectionOptions = {}): Promise<TLSSocket> {
  const socket = connect({ host: '127.0.0.1', port: listener.port, ca: listener.ca, ...options })
  onTestFinished(() => {
    socket.destroy()
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('secureConnect', resolve)
    socket.once('error', reject)
  })
  return socket
}

export interface TlsAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** One request over TLS, with any headers. @throws Error when nothing answers. */
export async function askRemotely(
  listener: Pick<RemoteListener, 'url' | 'ca'>,
  address: string,
  options: RequestOptions & { readonly body?: string } = {},
): Promise<TlsAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${listener.url}${address}`,
      { ca: listener.ca, agent: false, servername: 'localhost', ...options },
      (answer) => {
        let body = ''
        answer.setEncoding('utf8').on('data', (text: string) => (body += text))
        answer.once('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }))
      },
    )
    sent.once('error', reject)
    sent.end(options.body)
  })
}

/** Writes a pair as a person's own authority would give it, good for 90 days: `<folder>/cert.pem` and `key.pem`. */
export async function writeCertificate(
  folder: string,
  { name, issuedDaysAgo = 0 }: { readonly name: string; readonly issuedDaysAgo?: number },
) {
  const now = Date.now() - issuedDaysAgo * 24 * 3600 * 1000
  const constraints = { names: [name], networks: ['127.0.0.1/32'] }
  const ca = await createCa({ commonName: 'An authority of the person', constraints, now })
  const { cert, key } = await issueLeaf({ ca, hosts: [name, '127.0.0.1'], now })
  const files = { cert_file: path.join(folder, 'cert.pem'), key_file: path.join(folder, 'key.pem') }
  writeFileSync(files.cert_file, cert)
  writeFileSync(files.key_file, key)
  return files
}
