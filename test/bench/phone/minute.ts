import type { Page } from 'playwright-core'
import type { SubscribedBrowser } from '#test/fakes/pushService.ts'
import { looksAway, presses } from '#test/support/browser/pairedPhone.ts'
import type { Person } from '#test/support/browser/person.ts'
import { deliverPush } from '#test/support/browser/pushes.ts'
import type { BrokenNetwork } from '#test/support/network/brokenNetwork.ts'
import type { TestServer } from '#test/support/server/server.ts'
import type { Row } from '../report/row.ts'
import { HOW, type Phone, type Place, row } from './place.ts'

interface Answering extends Place {
  readonly phone: Phone
  readonly subscribed: SubscribedBrowser
  readonly nth: number
  /** asleep: open for eight hours, its socket dead · closed: the system opens it anew. */
  readonly page: 'asleep' | 'closed'
}

interface Answered {
  /** The approval's own time → decrypted at the push service, in ms. */
  readonly pushed: number
  /** → the notification stands there. */
  readonly shown: number
  /** The tap on it → the card can be answered, in ms. */
  readonly card: number
  /** The tap on it → the answer has been taken. */
  readonly answered: number
  readonly bytesToCard: number
  readonly bytesToAnswer: number
}

/** Claude asks, the phone is told, and its person answers. */
export async function answerOne(answering: Answering): Promise<Answered> {
  const { server, subscribed, phone, origin, network, nth, page: kind } = answering
  const { page } = phone.person
  // A page that somebody looked at and that is left counts for half a minute.
  await looksAway(phone.person)
  await page.goto(`${origin}/`)
  await connected(page)
  await looksAway(phone.person)
  const session = await server.program.createSession(server.folder(`${kind}-${nth}`))
  const content = `@tool Bash {"command": "touch sail-${nth}.txt"}`
  await server.program.call('POST', `/api/session/${session.id}/messages`, { content })
  const { payload, at } = await nextShown(subscribed)
  const pushed = at - (await askedAt(server, session.id))
  const shown = await showNotification(page, { origin, payload })
  phone.wire.taken()
  const tapped = performance.now()
  await (kind === 'asleep'
    ? wakeByTap(phone.person, network)
    : page.goto(origin + String(payload['path']), { waitUntil: 'commit' }))
  const allow = page.getByRole('button', { name: 'Allow once' }).filter({ visible: true }).first()
  await allow.waitFor()
  const card = performance.now() - tapped
  const bytesToCard = phone.wire.taken()
  await allow.tap()
  await allow.waitFor({ state: 'detached' })
  const answered = performance.now() - tapped
  await subscribed.next()
  return { pushed, shown, card, answered, bytesToCard, bytesToAnswer: bytesToCard + phone.wire.taken() }
}

async function connected(page: Page): Promise<void> {
  await page
    .getByText(/^Connected/)
    .filter({ visible: true })
    .first()
    .waitFor()
}

/** The next message that shows something, and when it was decrypted, in ms since 1970. */
async function nextShown(subscribed: SubscribedBrowser) {
  for (;;) {
    const { payload } = await subscribed.next()
    if (payload.kind === 'show') {
      return { payload, at: Date.now() }
    }
  }
}

/** When Claude asked, by the event's own time, in ms since 1970. */
async function askedAt({ program }: TestServer, id: string): Promise<number> {
  const said = await program.call<{ events: readonly { type: string; timestamp: string }[] }>(
    'GET',
    `/api/session/${id}/events`,
  )
  return Date.parse(said.events.findLast(({ type }) => type === 'approval_requested')?.timestamp ?? '')
}

/** Hands the message to the service worker; ms until the system has its notification. */
async function showNotification(page: Page, message: { origin: string; payload: unknown }): Promise<number> {
  const began = performance.now()
  await deliverPush(page, message)
  await page.evaluate(async () => {
    const ready = await navigator.serviceWorker.ready
    while ((await ready.getNotifications()).length === 0) {
      await new Promise(requestAnimationFrame)
    }
  })
  return performance.now() - began
}

/** Eight hours later, its socket long dead, nobody told: a tap on the notification. */
async function wakeByTap(person: Person, network: BrokenNetwork): Promise<void> {
  network.loseOpen()
  await person.page.evaluate((ms) => {
    const now = Date.now
    Date.now = () => now() + ms
    window.dispatchEvent(new Event('pageshow'))
    document.dispatchEvent(new Event('visibilitychange'))
  }, 8 * 3_600_000)
  await presses(person, '')
}

export function pushRows(answered: readonly Answered[]): Row[] {
  return [
    row(
      'push: Claude asks → decrypted at the push service',
      answered.map(({ pushed }) => pushed),
      ['ms', 'whole milliseconds of two clocks of this machine; a stand-in on this machine (RFC 8030, 8188, 8291)'],
    ),
    row(
      'push: the browser has the message → the notification stands there',
      answered.map(({ shown }) => shown),
      ['ms', 'Chromium’s own service worker, handed over by DevTools; not slowed down'],
    ),
  ]
}

export function minuteRows(asleep: readonly Answered[], closed: readonly Answered[]): Row[] {
  const both = [
    ['asleep for 8 h, its socket dead', asleep, 10],
    ['its page closed, kept by the worker', closed, 10],
  ] as const
  return both.flatMap(([kind, all, goal]) => [
    row(`phone, ${kind}: tap on the notification → its card`, ofAll(all, 'card', 1000), ['s', `${HOW}; 1 tap`]),
    {
      ...row(`phone, ${kind}: … → answered`, ofAll(all, 'answered', 1000), [
        's',
        '2 taps in all; nobody reads or thinks',
      ]),
      goal,
    },
    row(`phone, ${kind}: bytes until the card`, ofAll(all, 'bytesToCard', 1000), [
      'KB',
      'answers and frames of the page',
    ]),
    row(`phone, ${kind}: bytes until it is answered`, ofAll(all, 'bytesToAnswer', 1000), ['KB', '']),
  ])
}

function ofAll(all: readonly Answered[], what: keyof Answered, per: number): number[] {
  return all.map((one) => one[what] / per)
}
