import { HomeportError } from '#shared/errors.ts'
import { loadItem, storeItem } from '#renderer/state/browser/browserStorage.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { pushStatus } from '#renderer/state/workstation/pushStatus.ts'
import { canHaveWorker, pushArrival, pushRenewal, registerWorker } from '#renderer/state/workstation/worker.ts'
import * as words from './words.ts'

/** What this browser can do about notifications. */
export type Ability = 'ready' | 'denied' | 'install_first' | 'none'

/** Safari on iPhones and iPads has notifications for installed pages only. */
export function abilityHere(): Ability {
  if (canHaveWorker() && 'PushManager' in window && 'Notification' in window) {
    return Notification.permission === 'denied' ? 'denied' : 'ready'
  }
  return canHaveWorker() && /iPhone|iPad/.test(navigator.userAgent) ? 'install_first' : 'none'
}

const WANTED = 'push'

/** Asks the person, subscribes at the browser's push service, and tells the server. @throws HomeportError saying why not. */
export async function switchOn(): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') {
    throw new HomeportError('PUSH_002', words.thisBrowserMayNotShow)
  }
  await subscribe()
  storeItem(WANTED, 'on')
  await pushStatus.refresh()
}

/** @throws HomeportError as the server says it; the browser’s own subscription ends in any case. */
export async function switchOff(): Promise<void> {
  storeItem(WANTED, null)
  const subscription = await (await navigator.serviceWorker.getRegistration())?.pushManager.getSubscription()
  await subscription?.unsubscribe()
  await connection.client.call('push.unsubscribe', {})
  await pushStatus.refresh()
}

/** Subscribes again where it was switched on and the server knows it no more: a new key, or a subscription that ended. */
export function keepSubscribed(): void {
  let isBusy = false
  const keep = async (): Promise<void> => {
    const state = pushStatus.get()
    const isLost = state.kind === 'ready' && state.value.subscription === null
    if (isLost && !isBusy && loadItem(WANTED) !== null && abilityHere() === 'ready' && isGranted()) {
      isBusy = true
      await subscribe()
      await pushStatus.refresh()
      isBusy = false
    }
  }
  pushStatus.subscribe(() => void keep().catch(() => {}))
  pushRenewal.subscribe(() => void subscribe().catch(() => {}))
}

function isGranted(): boolean {
  return Notification.permission === 'granted'
}

async function subscribe(): Promise<void> {
  await registerWorker()
  const { pushManager } = await navigator.serviceWorker.ready
  const { public_key } = await connection.client.call('push.key', {})
  const applicationServerKey = bytesOf(public_key)
  const before = await pushManager.getSubscription()
  if (before !== null && textOf(before.options.applicationServerKey) !== public_key) {
    await before.unsubscribe()
  }
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey }).catch((cause: unknown) => {
    throw new HomeportError('PUSH_002', words.thisBrowsersPushServiceGave, { cause })
  })
  await connection.client.call('push.subscribe', {
    endpoint: made.endpoint,
    p256dh: textOf(made.getKey('p256dh')),
    auth: textOf(made.getKey('auth')),
    can_answer: canAnswer(),
  })
}

/** Buttons on a phone that is unlocked for them. */
function canAnswer(): boolean {
  const maxActions: unknown = Reflect.get(Notification, 'maxActions')
  return typeof maxActions === 'number' && maxActions >= 2 && navigator.userAgent.includes('Android')
}

/** After this time nothing is waited for any more. */
const ARRIVES_WITHIN_MS = 30_000

/** Sends one to this browser, and says what came of it, as a sentence. @throws HomeportError as the server says it. */
export async function testHere(): Promise<string> {
  const began = Date.now()
  const { test, accepted, outcome, took_ms } = await connection.client.call('push.test', {})
  if (!accepted) {
    return outcome
  }
  const at = await arrivalOf(test)
  const sent = words.sentAt(new Date(began).toLocaleTimeString(), took_ms)
  return at === null ? words.sentAndDidNotArrive(sent) : words.sentAndArrived(sent, Math.max(0, at - began))
}

function arrivalOf(test: string): Promise<number | null> {
  return new Promise((resolve) => {
    const look = (): void => {
      const arrived = pushArrival.get()
      if (arrived?.test === test) {
        settle(arrived.at)
      }
    }
    const stop = pushArrival.subscribe(look)
    const timer = setTimeout(() => settle(null), ARRIVES_WITHIN_MS)
    const settle = (at: number | null): void => {
      clearTimeout(timer)
      stop()
      resolve(at)
    }
    look()
  })
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const padded = text.replaceAll('-', '+').replaceAll('_', '/')
  return Uint8Array.from(atob(padded), (character) => character.codePointAt(0) ?? 0)
}

/** base64url without padding. */
function textOf(bytes: ArrayBuffer | null): string {
  const text = btoa(String.fromCodePoint(...new Uint8Array(bytes ?? new ArrayBuffer())))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
