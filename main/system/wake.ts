import { networkInterfaces } from 'node:os'
import type { ElectronParts } from '../electronApi.ts'

/** Neither sleep nor a change of networks is urgent enough for more. */
const LOOK_EVERY_MS = 30_000

export interface WakeDeps {
  readonly powerMonitor: ElectronParts['powerMonitor']
  /** Called when connections that look open may be dead. */
  readonly onWake: () => void
  /** Called every half minute, for what nobody tells us of. */
  readonly onLook: () => void
  readonly addresses?: () => string
}

/** Notices sleep, unlocking and a change of networks. Returns the stop. */
export function watchForWake({ powerMonitor, onWake, onLook, addresses = ownAddresses }: WakeDeps): () => void {
  let known = addresses()
  powerMonitor.on('resume', onWake)
  powerMonitor.on('unlock-screen', onWake)
  const timer = setInterval(() => {
    const now = addresses()
    if (now !== known) {
      known = now
      onWake()
    }
    onLook()
  }, LOOK_EVERY_MS)
  return () => clearInterval(timer)
}

function ownAddresses(): string {
  return Object.values(networkInterfaces())
    .flatMap((interfaces) => interfaces?.map(({ address }) => address) ?? [])
    .toSorted()
    .join(' ')
}
