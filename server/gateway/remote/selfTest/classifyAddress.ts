import type { Reach } from '#shared/operations/remoteTest.ts'
import { type Outcome, failed, passed, warned } from './step.ts'

export interface ClassifiedAddress {
  readonly address: string
  readonly reach: Reach
  /** It belongs to this machine. */
  readonly isOwn: boolean
  readonly port: number
}

/** From where the address can be reached at all. */
export function classifyAddress({ address, reach, isOwn, port }: ClassifiedAddress): Outcome<null> {
  switch (reach) {
    case 'loopback':
      return failed(
        `${address} is this machine alone: no other device gets there.`,
        'Listen on all addresses (0.0.0.0) instead, or on the one of your network.',
      )
    case 'link_local':
      return failed(
        `${address} holds only on the cable or Wi-Fi it was made up on.`,
        'The machine got no address of the network: look at its cable, its Wi-Fi or the router.',
      )
    case 'cgnat':
      return warned(
        `${address} belongs to a provider that shares one address among many customers (CGNAT).`,
        'Nobody outside gets through to it, and forwarding a port at your router does not help.',
        null,
      )
    case 'private':
      return warned(
        `${address} is an address of your own network: devices in it get there.`,
        `From elsewhere only if your router forwards port ${port} to this machine, or through a VPN.`,
        null,
      )
    case 'tailscale':
      return passed(`${address} is an address of your Tailscale: your devices in it get there from everywhere.`, null)
    case 'public':
      return isOwn
        ? passed(`${address} is public and belongs to this machine.`, null)
        : passed(
            `${address} is public: your router or a proxy, which has to send port ${port} on to this machine.`,
            null,
          )
  }
}
