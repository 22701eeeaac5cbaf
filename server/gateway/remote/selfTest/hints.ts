import type { Reach, TestHint, TestedAddress } from '#shared/operations/remoteTest.ts'
import { type TailscaleState, tailscaleCommands } from '#server/gateway/tls/tailscale/installed.ts'

export interface HintFacts {
  readonly addresses: readonly Pick<TestedAddress, 'reach' | 'outcome'>[]
  readonly bind: string
  readonly port: number
  readonly tailscale: TailscaleState
  readonly platform: NodeJS.Platform
}

/** What the whole of it means for devices elsewhere, and what no test from this machine can show. */
export function hintsOf(facts: HintFacts): TestHint[] {
  const reaches = new Set(facts.addresses.flatMap(({ reach }) => reach ?? []))
  if (reaches.size === 0) {
    return []
  }
  if ([...reaches].every((reach) => reach === 'loopback' || reach === 'link_local')) {
    return [{ text: `It listens on ${facts.bind}, which only this machine reaches.`, commands: [LISTEN_ON_ALL] }]
  }
  return [...elsewhere(reaches, facts), HONEST]
}

function elsewhere(reaches: ReadonlySet<Reach>, { port, tailscale, platform }: HintFacts): TestHint[] {
  if (reaches.has('public') || reaches.has('tailscale')) {
    return []
  }
  const forward = `forward TCP port ${port} to this machine in your router (and give the machine a fixed address there)`
  const why = reaches.has('cgnat')
    ? 'Your provider shares its address among customers (CGNAT), so no forwarding in your router helps. Tailscale does: its devices find each other from everywhere, and nothing is open to anybody else.'
    : `From outside your network nobody gets here yet. Either ${forward}, or use Tailscale: its devices find each other from everywhere, and nothing is open to anybody else.`
  return [
    {
      text: `${why} ${TAILSCALE[tailscale.kind]}`,
      commands: [...tailscaleCommands(tailscale, platform), CHOOSE_TAILSCALE],
    },
  ]
}

const TAILSCALE = {
  up: 'It is up on this machine: choose it as the certificate, and install it on the other devices.',
  installed:
    'It is installed here, but not up. Then choose it as the certificate, and install it on the other devices.',
  absent: 'Then choose it as the certificate, and install it on the other devices.',
} as const

/** The rest of what is set stays. */
const LISTEN_ON_ALL = 'homeport settings set remote.bind 0.0.0.0'
const CHOOSE_TAILSCALE = 'homeport settings set remote.certificate.kind tailscale'

const HONEST: TestHint = {
  text: 'This machine tested itself. Whether its firewall and your router let others in, only another device can tell: open the address on a phone, with Wi-Fi off for the way from outside.',
  commands: [],
}
