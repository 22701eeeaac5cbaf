import { BROWSER_PROOF_HEADER } from '#shared/browserProof.ts'
import { signChallenge } from '#renderer/connection/early/signChallenge.ts'
import { type Pushed, isOwnPath, isRecord, readPushed } from './pushed.ts'
import type { ClickEvent, PageClient, PushEvent, WorkerScope } from './scope.ts'
import * as words from './words.ts'

type Shown = Extract<Pushed, { readonly kind: 'show' }>
/** Options that the page's types do not know yet. */
type Options = NotificationOptions & {
  readonly renotify: boolean
  readonly timestamp: number
  readonly actions: readonly { readonly action: string; readonly title: string }[]
}

const UNKNOWN: Shown = {
  kind: 'show',
  tag: 'homeport',
  title: words.homeport,
  body: words.somethingHappened,
  path: '/',
  at: 0,
  badge: 0,
}

/** Shows or takes back a notification. Something is always shown for what is not understood: browsers punish silence. */
export async function notifyOf(scope: WorkerScope, { data }: PushEvent): Promise<void> {
  const pushed = read(data) ?? UNKNOWN
  if (pushed.kind === 'close' || pushed.test === undefined) {
    // A test knows nothing of what waits: the number stays as it is.
    await setBadge(pushed.badge)
  }
  if (pushed.kind === 'close') {
    const shown = await scope.registration.getNotifications({ tag: pushed.tag })
    shown.forEach((one) => one.close())
    return
  }
  const options: Options = {
    body: pushed.body,
    tag: pushed.tag,
    renotify: true,
    icon: '/icons/192.png',
    badge: '/icons/badge.png',
    timestamp: pushed.at,
    data: { path: pushed.path, answers: pushed.answers ?? null },
    actions: pushed.answers === undefined ? [] : ACTIONS,
  }
  await scope.registration.showNotification(pushed.title, options)
  await tell(scope, { type: 'push_arrived', test: pushed.test ?? null, at: Date.now() })
  if (pushed.test !== undefined) {
    await post('/api/push/arrived', { test: pushed.test })
  }
}

const ACTIONS = [
  { action: 'allow', title: words.allowOnce },
  { action: 'deny', title: words.deny },
]

/** Answers where a button was pressed; opens the page where the notification was, and where the answer did not count. */
export async function answerClick(scope: WorkerScope, { action, notification }: ClickEvent): Promise<void> {
  notification.close()
  const { path, answers } = dataOf(notification)
  const isAnswer = (action === 'allow' || action === 'deny') && answers !== null
  if (!isAnswer || !(await post(answers, { decision: action }))) {
    await show(scope, path)
  }
}

/** Signed as a page of ours would. Whether it was taken. */
async function post(address: string, body: object): Promise<boolean> {
  try {
    const { proof } = await signChallenge({})
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', [BROWSER_PROOF_HEADER]: proof },
      body: JSON.stringify(body),
    })
    return answer.ok
  } catch {
    return false
  }
}

async function show(scope: WorkerScope, path: string): Promise<void> {
  const [page] = await pages(scope)
  if (page === undefined) {
    await scope.clients.openWindow(path)
    return
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a client's takes none
  page.postMessage({ type: 'open', path })
  await page.focus().catch(() => page)
}

/**
 * The browser gave this subscription up. A page that is opened makes a new one by itself; one that is open now is told to.
 */
export function renewSubscription(scope: WorkerScope): Promise<void> {
  return tell(scope, { type: 'push_renew' })
}

/** All open pages of ours. */
export async function tell(scope: WorkerScope, message: unknown): Promise<void> {
  for (const page of await pages(scope)) {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a client's takes none
    page.postMessage(message)
  }
}

function pages({ clients }: WorkerScope): Promise<readonly PageClient[]> {
  return clients.matchAll({ type: 'window', includeUncontrolled: true })
}

function read(data: PushEvent['data']): Pushed | null {
  try {
    return readPushed(data?.json())
  } catch {
    return null
  }
}

/** On the app's icon, where the system has such a thing. */
async function setBadge(count: number): Promise<void> {
  const { setAppBadge } = navigator as { setAppBadge?: (count: number) => Promise<void> }
  await setAppBadge?.call(navigator, count).catch(() => {})
}

function dataOf({ data }: { readonly data?: unknown }): { readonly path: string; readonly answers: string | null } {
  const kept = isRecord(data) ? data : {}
  const { path, answers } = kept
  return { path: isOwnPath(path) ? path : '/', answers: isOwnPath(answers) ? answers : null }
}
