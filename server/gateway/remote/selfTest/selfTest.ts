import { isIP } from 'node:net'
import type { ResultOf } from '#shared/operations/table.ts'
import type { RemoteStatus } from '#shared/operations/remote.ts'
import type { TestedAddress } from '#shared/operations/remoteTest.ts'
import type { Clock } from '#server/platform/clock.ts'
import { hintsOf } from './hints.ts'
import type { Proofs } from './proofs.ts'
import { type InterfaceAddress, type reachOf, tailscaleAddress } from './reach.ts'
import { type Resolve, resolveHost } from './resolveHost.ts'
import { testStepOf } from './step.ts'
import type { TailscaleState } from '#server/gateway/tls/tailscale/installed.ts'
import { filledUp, testAddress } from './testAddress.ts'

export interface SelfTestDeps {
  readonly clock: Clock
  readonly proofs: Proofs
  readonly resolve: Resolve
  readonly reachOf: typeof reachOf
  readonly interfaces: () => readonly InterfaceAddress[]
  readonly isTailscaleInstalled: () => Promise<boolean>
  readonly platform: NodeJS.Platform
  readonly remote: {
    readonly status: () => RemoteStatus
    readonly caCertificate: () => string | null
  }
}

/**
 * Goes to every remote address as a phone would, all at the same time. Never throws: what is wrong is in the result.
 * Ends within 15 seconds.
 */
export async function selfTest(deps: SelfTestDeps): Promise<ResultOf<'remote.test'>> {
  const tested_at = deps.clock.timestamp()
  const status = deps.remote.status()
  const { bind, port } = status
  if (status.remote_url === null || bind === null || port === null) {
    return { ok: false, verdict: closedVerdict(status), addresses: [], hints: [], tested_at }
  }
  const proof = deps.proofs.begin()
  try {
    const hosts = hostsOfDevices(status.hosts)
    const ports = { own: port, public: status.choice.public_port ?? port, shown: hosts[0] ?? '' }
    const tested = await Promise.all(hosts.map(async (host) => testHost(host, { deps, ports, proof })))
    const addresses = tested.flat()
    const tailscale = await tailscaleState(deps)
    const hints = hintsOf({ addresses, bind, port, tailscale, platform: deps.platform })
    return { ...judge(addresses, ports.shown), addresses, hints, tested_at }
  } finally {
    proof.end()
  }
}

/** A device elsewhere never asks for `localhost`; where nothing else is left, that is the finding. */
function hostsOfDevices(hosts: readonly string[]): readonly string[] {
  const outside = hosts.filter((host) => host !== 'localhost' && !host.startsWith('127.') && host !== '::1')
  return outside.length > 0 ? outside : hosts.slice(0, 1)
}

interface HostTest {
  readonly deps: SelfTestDeps
  readonly ports: Ports
  readonly proof: ReturnType<Proofs['begin']>
}

interface Ports {
  readonly own: number
  /** The port that a router or a proxy forwards; the address that is shown has it. */
  readonly public: number
  readonly shown: string
}

async function testHost(host: string, { deps, ports, proof }: HostTest): Promise<TestedAddress[]> {
  const found = await resolveHost(host, deps.resolve)
  const first = testStepOf('name', found)
  if (found.kind === 'failed' || found.value.length === 0) {
    const outcome = found.kind === 'failed' ? 'fails' : 'unknown'
    return [{ host, address: null, reach: null, outcome, steps: filledUp([first]) }]
  }
  const interfaces = deps.interfaces()
  return Promise.all(
    found.value.map(async (address) => {
      const reach = deps.reachOf(address, host, interfaces)
      if (reach === 'loopback' && isIP(host) === 0 && host !== 'localhost') {
        return ownNameOnly(host, address)
      }
      const isOwn = interfaces.some((one) => one.address === address)
      const { clock, remote } = deps
      const port = isOwn && host !== ports.shown ? ports.own : ports.public
      const wanted = { host, address, reach, isOwn, port, proof, now: clock.now(), ownCa: remote.caCertificate() }
      return testAddress(first, wanted)
    }),
  )
}

/** Many systems list their own name as loopback for themselves. */
function ownNameOnly(host: string, address: string): TestedAddress {
  const text = `On this machine the name leads to ${address}, the machine itself; what other devices find cannot be seen from here.`
  const advice = 'Use the address on devices that do not find the name.'
  return {
    host,
    address,
    reach: 'loopback',
    outcome: 'unknown',
    steps: filledUp([{ step: 'name', state: 'hint', text, advice }]),
  }
}

/** The address that is shown is what people scan: it decides. */
function judge(addresses: readonly TestedAddress[], shown: string): { ok: boolean; verdict: string } {
  const mine = addresses.filter(({ host }) => host === shown)
  const ok = mine.some(({ outcome }) => outcome === 'works') && mine.every(({ outcome }) => outcome !== 'fails')
  const failing = addresses.filter(({ outcome }) => outcome === 'fails')
  if (ok) {
    const others = failing.length === 0 ? '' : ` ${failing.length === 1 ? 'One other does' : 'Others do'} not.`
    return { ok, verdict: `${shown} works, as far as this machine can tell.${others}` }
  }
  const steps = mine.flatMap((one) => one.steps)
  const reason = steps.find(({ state }) => state === 'failed') ?? steps.find(({ state }) => state === 'hint')
  return { ok, verdict: `${shown} does not work for other devices. ${reason?.text ?? ''}`.trim() }
}

function closedVerdict({ enabled, problem }: RemoteStatus): string {
  return enabled
    ? `Remote access is switched on but does not work: ${problem ?? 'it is just starting.'}`
    : 'Remote access is off: there is nothing to test yet.'
}

async function tailscaleState(deps: SelfTestDeps): Promise<TailscaleState> {
  const address = tailscaleAddress(deps.interfaces())
  if (address !== null) {
    return { kind: 'up', address }
  }
  return { kind: (await deps.isTailscaleInstalled()) ? 'installed' : 'absent' }
}
