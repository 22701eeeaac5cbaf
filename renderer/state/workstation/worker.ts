import * as z from 'zod'
import { isDesktop } from '#renderer/platform/desktop.ts'
import { goTo } from '../browser/route.ts'
import { createStore, type Store } from '../store.ts'
import { link } from './connection.ts'
import { notePageUpdate, setReload } from './serverVersion.ts'

/** What the service worker tells the page of a push message that came. */
export interface Arrival {
  /** Of the test that asked for it. */
  readonly test: string | null
  /** In ms since 1970. */
  readonly at: number
}

const arrival = createStore<Arrival | null>(null)

/** The last push message that came to this browser while the page was open. */
export const pushArrival: Store<Arrival | null> = arrival

const renewal = createStore(0)
/** Counts how often the browser gave a subscription up. */
export const pushRenewal: Store<number> = renewal

/** After this time a page without its new worker is loaded all the same. */
const TAKEN_OVER_WITHIN_MS = 4_000

/**
 * Keeps the page in this browser, so that it opens at once and without the server, and says when the server has a newer one.
 * Not in the desktop program, and at the workstation's own address only once notifications were asked for. Never stopped.
 */
export function followWorker(): void {
  if (!canHaveWorker()) {
    return
  }
  setReload(() => void reloadToNewest())
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<unknown>) => hear(data))
  // A page without it works as before: private windows and strict settings have none.
  void begin().catch(() => {})
}

async function begin(): Promise<void> {
  const before = await navigator.serviceWorker.getRegistration()
  if (before !== undefined || location.protocol === 'https:') {
    watch(await registerWorker())
  }
}

export function canHaveWorker(): boolean {
  return !isDesktop() && 'serviceWorker' in navigator
}

/** The same one at each call. @throws where the browser lets this page have none. */
export function registerWorker(): Promise<ServiceWorkerRegistration> {
  return navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
}

function watch(registration: ServiceWorkerRegistration): void {
  look(registration.waiting)
  registration.addEventListener('updatefound', () => look(registration.installing))
  // Another server, or the same one after an update, has another page.
  link.subscribe(() => {
    if (link.get().kind === 'ready') {
      void registration.update().catch(() => {})
    }
  })
}

function look(worker: ServiceWorker | null): void {
  const tell = (): void => {
    if (worker?.state === 'installed' && navigator.serviceWorker.controller !== null) {
      notePageUpdate()
    }
  }
  tell()
  worker?.addEventListener('statechange', tell)
}

/** Lets a worker that waits take over, which has the newest page; what cannot be had in time is not waited for. */
async function reloadToNewest(): Promise<void> {
  try {
    const registration = await navigator.serviceWorker.getRegistration()
    await registration?.update()
    const next = registration?.waiting ?? registration?.installing ?? null
    if (next !== null) {
      await Promise.race([takenOver(next), new Promise((resolve) => setTimeout(resolve, TAKEN_OVER_WITHIN_MS))])
    }
  } catch {
    // Without the server the page of before is the newest there is.
  }
  location.reload()
}

async function takenOver(next: ServiceWorker): Promise<void> {
  const { serviceWorker } = navigator
  const changed = new Promise((resolve) => serviceWorker.addEventListener('controllerchange', resolve, { once: true }))
  if (next.state === 'installing') {
    await new Promise((resolve) => next.addEventListener('statechange', resolve, { once: true }))
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's takes none
  next.postMessage('take_over')
  await changed
}

const Heard = z.discriminatedUnion('type', [
  z.object({ type: z.literal('open'), path: z.string() }),
  z.object({ type: z.literal('push_arrived'), test: z.string().nullable(), at: z.number() }),
  z.object({ type: z.literal('push_renew') }),
])

function hear(data: unknown): void {
  const heard = Heard.safeParse(data).data
  switch (heard?.type) {
    case 'open':
      goTo(heard.path)
      break
    case 'push_arrived':
      arrival.set({ test: heard.test, at: heard.at })
      break
    case 'push_renew':
      renewal.set(renewal.get() + 1)
      break
    case undefined:
      // Of a worker of another version.
      break
  }
}
