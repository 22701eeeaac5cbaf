import type { BrowserContext } from 'playwright-core'
import type { SubscribedBrowser } from '#test/fakes/pushService.ts'
import type { TestServer } from '#test/support/server/server.ts'
import { Person } from './person.ts'
import { pushManagerScript } from './pushes.ts'

/** What a browser says of a server that is away, and of a page that is not signed in yet. */
const EXPECTED = /net::ERR_|WebSocket|status of (?:40[134]|50[234])|Failed to fetch/

export type PairingStep = 'asked' | 'shown' | 'opened' | 'tapped' | 'compared' | 'confirmed' | 'first_page'

export interface Pairing {
  readonly workstation: BrowserContext
  readonly phone: BrowserContext
  /** Of the remote listener, as the phone reaches it. */
  readonly origin: string
  /** Called before the phone opens anything. */
  readonly prepare?: (phone: Person) => Promise<void>
  /** Told as each step is done. */
  readonly step?: (step: PairingStep) => void
}

/** Pairs a phone by the panel of the workstation; what a camera would read is taken from its link. */
export async function pair(server: TestServer, pairing: Pairing): Promise<Person> {
  const { origin, step = () => {} } = pairing
  const workstation = await Person.enter(pairing.workstation, {})
  await workstation.signIn(await server.signInLink())
  await workstation.open('/panel')
  await workstation.button('Pair a phone').waitFor()
  const phone = await Person.enter(pairing.phone, { touches: true, tolerates: EXPECTED })
  await pairing.prepare?.(phone)
  step('asked')
  await workstation.presses('Pair a phone')
  await workstation.button('Copy the link').waitFor()
  step('shown')
  await workstation.presses('Copy the link')
  const link = await workstation.page.evaluate(() => navigator.clipboard.readText())
  await phone.page.goto(`${origin}/pair${new URL(link).hash}`, { waitUntil: 'commit' })
  await phone.button('Pair this phone').waitFor()
  step('opened')
  await phone.presses('Pair this phone')
  step('tapped')
  const words = await phone.page.getByText(/^[a-z]+ · [a-z]+ · [a-z]+$/).textContent()
  await workstation.sees(words ?? '')
  step('compared')
  await workstation.presses('Pair')
  step('confirmed')
  await phone.page.waitForURL(`${origin}/`)
  await phone.page.getByRole('main').waitFor()
  step('first_page')
  await workstation.leave()
  return phone
}

/** Switches notifications on as its person does; the browser's own push service is the test's. */
export async function switchesOn(phone: Person, browser: SubscribedBrowser): Promise<void> {
  await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => null))
  await phone.page.addInitScript(pushManagerScript(browser.subscription))
  await phone.open('/settings/notifications')
  await phone.page.getByRole('switch', { name: 'On this device' }).tap()
  await phone.page.getByRole('button', { name: 'Send a test' }).waitFor()
}

/** What the system shows of this phone. */
export function shown({ page }: Person): Promise<readonly { readonly title: string; readonly body: string }[]> {
  return page.evaluate(async () => {
    const all = await (await navigator.serviceWorker.ready).getNotifications()
    return all.map(({ title, body }) => ({ title, body }))
  })
}

/** Nobody holds the phone any more: what it is asked is pushed at once. */
export async function looksAway({ page }: Person): Promise<void> {
  await page.evaluate(() => {
    document.hasFocus = () => false
    window.dispatchEvent(new Event('blur'))
  })
}

/** A finger on what is shown of the approval, or on a button of it; the system's own part of that is left out. */
export async function presses({ page }: Pick<Person, 'page'>, action: string): Promise<void> {
  const [worker] = page.context().serviceWorkers()
  await worker?.evaluate(async (pressed) => {
    const scope = globalThis as unknown as {
      registration: ServiceWorkerRegistration
      dispatchEvent(event: Event): void
    }
    const notification = (await scope.registration.getNotifications()).find(({ title }) => title.endsWith('needs you'))
    const event = Object.assign(new Event('notificationclick'), { action: pressed, notification })
    const work: Promise<unknown>[] = []
    scope.dispatchEvent(Object.assign(event, { waitUntil: (one: Promise<unknown>) => work.push(one) }))
    await Promise.all(work)
  }, action)
}
