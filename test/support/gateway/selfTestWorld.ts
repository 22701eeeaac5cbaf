import { remoteOff } from '#test/fakes/remoteChoice.ts'
import { type Server as NetServer, createServer as createNetServer } from 'node:net'
import { type Server, type ServerOptions, createServer } from 'node:https'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import { WebSocketServer } from 'ws'
import type { RemoteTest, Reach } from '#shared/operations/remoteTest.ts'
import { createProofs } from '#server/gateway/remote/selfTest/proofs.ts'
import { type SelfTestDeps, selfTest } from '#server/gateway/remote/selfTest/selfTest.ts'
import type { StepName } from '#server/gateway/remote/selfTest/step.ts'
import { createCa, issueLeaf } from '#server/gateway/tls/ownCa/localCa.ts'
import { systemClock } from '#server/platform/clock.ts'

export const HOST = 'home.example'

const DAY_MS = 24 * 3600 * 1000

/** How the server behaves that stands where the remote listener should be. */
export interface Behaviour {
  /** The certificate's name. */
  readonly name?: string
  /** Days ago it was issued, for 90 days. */
  readonly issuedDaysAgo?: number
  readonly tls?: ServerOptions
  /** Another program: it knows nothing of the proof. */
  readonly isStranger?: boolean
  readonly status?: number
  readonly upgrades?: 'accept' | 'refuse' | 'swallow'
}

/** A self-test whose names, addresses and servers are in the hand of the test; the connections are real. */
export class SelfTestWorld {
  readonly proofs = createProofs()
  readonly names = new Map<string, readonly string[]>([[HOST, ['127.0.0.1']]])
  reach: Reach = 'private'
  hosts: readonly string[] = [HOST]
  port = 1
  /** What devices are told to trust. */
  ca: string | null = null
  readonly asked: { readonly path: string; readonly headers: Record<string, unknown> }[] = []

  /** A listener as Homeport's, or one that differs from it in one way. */
  async listener(behaviour: Behaviour = {}): Promise<void> {
    const now = Date.now() - (behaviour.issuedDaysAgo ?? 0) * DAY_MS
    const name = behaviour.name ?? HOST
    const ca = await createCa({ commonName: 'A', constraints: { names: [name], networks: ['127.0.0.1/32'] }, now })
    this.ca = ca.cert
    const leaf = await issueLeaf({ ca, hosts: [name], now })
    const server = createServer({ ...leaf, minVersion: 'TLSv1.3', ...behaviour.tls })
    server.on('request', (request, response) => {
      this.asked.push({ path: request.url ?? '', headers: request.headers })
      const answer = behaviour.isStranger === true ? null : this.proofs.answer(request.url?.split('/').at(-1) ?? '')
      response.writeHead(behaviour.status ?? (answer === null ? 404 : 200)).end(JSON.stringify({ answer }))
    })
    this.#upgrades(server, behaviour.upgrades ?? 'accept')
    await this.listen(server)
  }

  /** Whatever listens at the listener's address. */
  async listen(server: Server | NetServer): Promise<void> {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const address = server.address()
    this.port = typeof address === 'object' && address !== null ? address.port : 0
  }

  /** A port that was free a moment ago. */
  async nobody(): Promise<void> {
    const server = createNetServer()
    await this.listen(server)
    await new Promise((resolve) => server.close(resolve))
  }

  async test(changes: Partial<SelfTestDeps> = {}): Promise<RemoteTest> {
    return selfTest({
      clock: systemClock,
      proofs: this.proofs,
      resolve: async (host) => this.names.get(host) ?? Promise.reject(new Error('ENOTFOUND')),
      reachOf: () => this.reach,
      interfaces: () => [{ name: 'eth0', address: '127.0.0.1' }],
      isTailscaleInstalled: async () => false,
      platform: 'linux',
      remote: { status: () => this.#status(), caCertificate: () => this.ca },
      ...changes,
    })
  }

  #status() {
    return {
      ...remoteOff,
      enabled: true,
      remote_url: `https://${HOST}:${this.port}`,
      bind: '0.0.0.0',
      port: this.port,
      hosts: [...this.hosts],
    }
  }

  #upgrades(server: Server, kind: 'accept' | 'refuse' | 'swallow'): void {
    const sockets = new WebSocketServer({ noServer: true, autoPong: kind === 'accept' })
    server.on('upgrade', (request, socket, head) => {
      this.asked.push({ path: request.url ?? '', headers: request.headers })
      if (kind === 'refuse') {
        socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n')
      } else {
        sockets.handleUpgrade(request, socket, head, (client) => onTestFinished(() => client.terminate()))
      }
    })
  }
}

/** The states of the first tested address, by step. */
export function statesOf({ addresses }: RemoteTest): Partial<Record<StepName, string>> {
  return Object.fromEntries((addresses[0]?.steps ?? []).map(({ step, state }) => [step, state]))
}

/** The step at which the first tested address failed; the ones after it were not tried. */
export function failureOf(tested: RemoteTest): { step: StepName | null; text: string; advice: string | null } {
  const steps = tested.addresses[0]?.steps ?? []
  const at = steps.findIndex(({ state }) => state === 'failed')
  const after = steps.slice(at + 1).map(({ state }) => state)
  if (after.some((state) => state !== 'skipped')) {
    throw new Error(`went on after a failure: ${after.join(', ')}`)
  }
  const { step = null, text = '', advice = null } = steps[at] ?? {}
  return { step, text, advice }
}
