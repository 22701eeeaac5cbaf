import type { Browser, CDPSession, Page } from 'playwright-core'
import { devices } from 'playwright-core'
import { FakePushService, type SubscribedBrowser } from '#test/fakes/pushService.ts'
import { launchTrusting } from '#test/support/browser/browser.ts'
import { type PairingStep, looksAway, pair, presses, switchesOn } from '#test/support/browser/pairedPhone.ts'
import type { Person } from '#test/support/browser/person.ts'
import { deliverPush } from '#test/support/browser/pushes.ts'
import { BrokenNetwork } from '#test/support/network/brokenNetwork.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'
import { RemoteStatus } from '#shared/operations/remote.ts'
import { type Bench, repeat } from './bench.ts'
import { PHONE, slowDown } from './browser.ts'
import { CLI } from './product.ts'
import { type Row, type Unit, medianRow } from './row.ts'

/**
 * The phone minute: from the notification to the answered approval, on a phone that slept for eight hours; and what comes
 * before it: pairing, and a push message on its way. Over TLS, by a network that can be cut, with the real Claude Code.
 */
export const benchPhone: Bench = async ({ quick, say }) => {
  const service = new FakePushService()
  await service.start()
  const server = await startServer({
    command: [process.execPath, CLI],
    env: { HOMEPORT_PUSH_STAND_IN: service.origin, HOMEPORT_LIMITS_REQUESTS_PER_MINUTE: '10000' },
  })
  const browser = await launchTrusting()
  let port = 0
  const network = new BrokenNetwork(() => ({ host: '127.0.0.1', port }))
  try {
    const outside = await network.listen()
    const on = ['remote', 'on', '--bind', '127.0.0.1', '--port', '0', '--public-port', String(outside), '--json']
    await server.homeport(...on)
    port = RemoteStatus.parse(JSON.parse((await server.homeport('remote', 'status', '--json')).stdout)).port ?? 0
    const place = { server, browser, network, service, origin: `https://127.0.0.1:${outside}` }
    say('pairing')
    const paired = await repeat(quick ? 1 : 5, () => pairOne(place))
    const phone = paired[0]?.phone
    if (phone === undefined) {
      throw new Error('no phone was paired')
    }
    for (const { phone: another } of paired.slice(1)) {
      await another.person.page.context().close()
    }
    const subscribed = service.prepare()
    await switchesOn(phone.person, subscribed)
    say('asleep, its page open')
    const open = await repeat(quick ? 1 : 7, (nth) => answerOne({ ...place, phone, subscribed, nth, page: 'asleep' }))
    say('its page closed')
    const closed = await repeat(quick ? 1 : 7, (nth) => answerOne({ ...place, phone, subscribed, nth, page: 'closed' }))
    say('offline')
    const offline = await offlineRows({ ...place, phone }, quick ? 1 : 7)
    return [...pairingRows(paired), ...pushRows([...open, ...closed]), ...minuteRows(open, closed), ...offline]
  } finally {
    await browser.close()
    await network.close()
    await server.close()
    await service.close()
  }
}

interface Place {
  readonly server: TestServer
  readonly browser: Browser
  readonly network: BrokenNetwork
  readonly service: FakePushService
  readonly origin: string
}

interface Phone {
  readonly person: Person
  readonly wire: Wire
}

const HOW = `Pixel 7 shape, ${PHONE.cpuSlowdown} × CPU slowdown, DevTools "Fast 4G", TLS of the own authority`

/** Counts what goes over the wire to a page, sockets included, in bytes. */
class Wire {
  #bytes = 0

  static async of(page: Page): Promise<Wire> {
    const wire = new Wire()
    const devtools: CDPSession = await page.context().newCDPSession(page)
    await slowDown(devtools)
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
      wire.#bytes += encodedDataLength
    })
    devtools.on('Network.webSocketFrameReceived', ({ response }) => {
      wire.#bytes += response.payloadData.length
    })
    devtools.on('Network.webSocketFrameSent', ({ response }) => {
      wire.#bytes += response.payloadData.length
    })
    return wire
  }

  /** Since the last time. */
  taken(): number {
    const bytes = this.#bytes
    this.#bytes = 0
    return bytes
  }
}

interface Paired {
  readonly phone: Phone
  /** ms since "Pair a phone" was pressed. */
  readonly at: ReadonlyMap<PairingStep, number>
  readonly bytes: number
}

async function pairOne({ server, browser, origin }: Place): Promise<Paired> {
  const context = await browser.newContext({ ...devices['Pixel 7'], locale: 'en-GB', permissions: ['notifications'] })
  const workstation = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  const at = new Map<PairingStep, number>()
  let wire: Wire | undefined
  const person = await pair(server, {
    workstation,
    phone: context,
    origin,
    prepare: async ({ page }) => {
      wire = await Wire.of(page)
    },
    step: (step) => at.set(step, performance.now()),
  })
  await workstation.close()
  if (wire === undefined) {
    throw new Error('nothing was counted')
  }
  const bytes = wire.taken()
  const began = at.get('asked') ?? 0
  return { phone: { person, wire }, bytes, at: new Map([...at].map(([step, when]) => [step, when - began])) }
}

function pairingRows(paired: readonly Paired[]): Row[] {
  const until = (step: PairingStep) => paired.map(({ at }) => (at.get(step) ?? Number.NaN) / 1000)
  return [
    row('pairing: “Pair a phone” → the QR code', 's', until('shown'), 'at the workstation'),
    row('pairing: … → the phone has the page of the code', 's', until('opened'), `${HOW}, cold cache, no camera`),
    row('pairing: … → the same three words on both', 's', until('compared'), 'nobody reads or thinks meanwhile'),
    {
      ...row(
        'pairing: … → first page on the phone',
        's',
        until('first_page'),
        '1 tap on the phone, 2 clicks at the workstation',
      ),
      goal: 60,
    },
    row(
      'pairing: bytes on the phone',
      'KB',
      paired.map(({ bytes }) => bytes / 1000),
      'page, sockets and the worker’s own files are separate: what the page asked for',
    ),
  ]
}

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

async function answerOne(answering: Answering): Promise<Answered> {
  const { server, subscribed, phone, origin, network, nth, page: kind } = answering
  const { page } = phone.person
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

function pushRows(answered: readonly Answered[]): Row[] {
  return [
    row(
      'push: Claude asks → decrypted at the push service',
      'ms',
      answered.map(({ pushed }) => pushed),
      'whole milliseconds of two clocks of this machine; a stand-in on this machine (RFC 8030, 8188, 8291)',
    ),
    row(
      'push: the browser has the message → the notification stands there',
      'ms',
      answered.map(({ shown }) => shown),
      'Chromium’s own service worker, handed over by DevTools; not slowed down',
    ),
  ]
}

function minuteRows(asleep: readonly Answered[], closed: readonly Answered[]): Row[] {
  const both = [
    ['asleep for 8 h, its socket dead', asleep, 10],
    ['its page closed, kept by the worker', closed, 10],
  ] as const
  return both.flatMap(([kind, all, goal]) => [
    row(`phone, ${kind}: tap on the notification → its card`, 's', ofAll(all, 'card', 1000), `${HOW}; 1 tap`),
    {
      ...row(
        `phone, ${kind}: … → answered`,
        's',
        ofAll(all, 'answered', 1000),
        '2 taps in all; nobody reads or thinks',
      ),
      goal,
    },
    row(
      `phone, ${kind}: bytes until the card`,
      'KB',
      ofAll(all, 'bytesToCard', 1000),
      'answers and frames of the page',
    ),
    row(`phone, ${kind}: bytes until it is answered`, 'KB', ofAll(all, 'bytesToAnswer', 1000), ''),
  ])
}

function ofAll(all: readonly Answered[], what: keyof Answered, per: number): number[] {
  return all.map((one) => one[what] / per)
}

/** The page without the workstation: nothing listens there any more. */
async function offlineRows({ server, phone: { person, wire }, origin }: Place & { phone: Phone }, runs: number) {
  const { page } = person
  await page.goto(`${origin}/settings`)
  await page.getByRole('heading', { name: 'Settings' }).first().waitFor()
  await server.homeport('remote', 'off')
  const samples = await repeat(runs, async () => {
    wire.taken()
    const began = performance.now()
    await page.reload({ waitUntil: 'commit' })
    await page.getByRole('heading', { name: 'Settings' }).first().waitFor()
    const bytes = wire.taken()
    const paint = await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    )
    return { ms: performance.now() - began, bytes, paint }
  })
  return [
    row(
      'offline reload: first contentful paint',
      'ms',
      samples.map(({ paint }) => paint),
      `${HOW}; from the worker’s cache`,
    ),
    row(
      'offline reload: the page stands there',
      'ms',
      samples.map(({ ms }) => ms),
      `no workstation; ${Math.max(...samples.map(({ bytes }) => bytes))} bytes over the network`,
    ),
  ]
}

function row(what: string, unit: Unit, samples: readonly number[], note: string): Row {
  return medianRow({ what, unit, samples, note, goal: null })
}
