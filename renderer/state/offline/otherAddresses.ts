import * as z from 'zod'
import { loadItem, storeItem } from '../browser/browserStorage.ts'
import { createStore, type Store } from '../store.ts'
import { connection, link } from '../workstation/connection.ts'

const KNOWN = 'addresses'
const Origins = z.array(z.url({ protocol: /^https$/ }).max(300)).max(12)
/** What is said about it comes later still. */
const AFTER_MS = 6_000

const found = createStore<string | null>(null)
/** Another address at which the workstation answers while this one does not: the fastest. null: none is known. */
export const answering: Store<string | null> = found

/**
 * Remembers where the workstation can be reached, and tries all of these side by side when this address does not answer.
 * The page itself may ask its own origin alone; its service worker asks, without cookies, and hears nothing but that
 * somebody answered with a certificate that this device believes. Never stopped.
 */
export function followAddresses(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  link.subscribe(() => {
    const { kind } = link.get()
    if (kind === 'ready') {
      clearTimeout(timer)
      timer = undefined
      found.set(null)
      void remember().catch(() => {})
    } else if ((kind === 'reconnecting' || kind === 'offline') && timer === undefined) {
      timer = setTimeout(() => {
        timer = undefined
        void tryAll()
      }, AFTER_MS)
    }
  })
  navigator.serviceWorker?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const heard = z.object({ type: z.literal('answers'), origin: z.string() }).safeParse(data).data
    if (heard !== undefined && link.get().kind !== 'ready' && known().includes(heard.origin)) {
      found.set(found.get() ?? heard.origin)
    }
  })
}

async function remember(): Promise<void> {
  const { origins } = await connection.client.call('remote.addresses', {})
  storeItem(KNOWN, JSON.stringify(origins.filter((origin) => origin !== location.origin)))
}

async function tryAll(): Promise<void> {
  const worker = navigator.serviceWorker?.controller
  const others = known()
  if (worker !== null && worker !== undefined && others.length > 0 && link.get().kind !== 'ready') {
    found.set(null)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's takes none
    worker.postMessage({ type: 'try', origins: others })
  }
}

function known(): readonly string[] {
  try {
    return Origins.parse(JSON.parse(loadItem(KNOWN) ?? '[]'))
  } catch {
    return []
  }
}
