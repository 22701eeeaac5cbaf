import { networkInterfaces } from 'node:os'
import type { ElectronParts } from '../electronApi.ts'

/** Sleep and network changes need no faster check. */
const POLL_EVERY_MS = 30_000

export interface WakeDeps {
  readonly powerMonitor: ElectronParts['powerMonitor']
  /** Called when connections that look open may be dead. */
  readonly onWake: () => void
  /** Called every half minute, for what the server does not push. */
  readonly onPoll: () => void
  readonly addresses?: () => string
}

/** Detects sleep, unlocking and a change of networks. Returns the function that stops it. */
export function watchForWake({ powerMonitor, onWake, onPoll, addresses = ownAddresses }: WakeDeps): () => void {
  let known = addresses()
  powerMonitor.on('resume', onWake)
  powerMonitor.on('unlock-screen', onWake)
  const timer = setInterval(() => {
    const now = addresses()
    if (now !== known) {
      known = now
      onWake()
    }
    onPoll()
  }, POLL_EVERY_MS)
  return () => clearInterval(timer)
}

function ownAddresses(): string {
  return Object.values(networkInterfaces())
    .flatMap((interfaces) => interfaces?.map(({ address }) => address) ?? [])
    .toSorted()
    .join(' ')
}
