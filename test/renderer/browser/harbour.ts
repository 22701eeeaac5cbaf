import { afterAll, afterEach, beforeAll } from 'vitest'
import { FakeGateway } from '#test/fakes/fakeGateway.ts'
import { shippedRenderer } from '#test/renderer/builtRenderer.ts'
import { fillHarbour } from '#test/renderer/scene.ts'
import { type BrowserOptions, type Chromium, type Device, openChromium } from '#test/support/browser/browser.ts'
import type { Person } from '#test/support/browser/person.ts'

export interface Harbour {
  readonly gateway: FakeGateway
  readonly sessions: ReturnType<typeof fillHarbour>
  readonly person: Person
}

/**
 * The built page in a real browser, before a fake gateway. `visit` opens it anew for each test; whatever the browser
 * complains of fails the test.
 */
export function harbour(): (path: string, device?: Device, options?: BrowserOptions) => Promise<Harbour> {
  let built: Awaited<ReturnType<typeof shippedRenderer>> | undefined
  let chromium: Chromium | undefined
  const open: Harbour[] = []
  beforeAll(async () => {
    built = await shippedRenderer()
    chromium = await openChromium()
  })
  afterAll(async () => {
    await chromium?.close()
    await built?.remove()
  })
  afterEach(async () => {
    for (const { person, gateway } of open.splice(0)) {
      try {
        await person.leave()
      } finally {
        await gateway.close()
      }
    }
  })
  return async (path, device = 'wide', options = {}) => {
    if (built === undefined || chromium === undefined) {
      throw new Error('the page was not built')
    }
    const gateway = new FakeGateway(built.folder)
    await listenAsBefore(gateway)
    const sessions = fillHarbour(gateway)
    const person = await chromium.person(device, options)
    open.push({ gateway, sessions, person })
    await person.page.goto(
      gateway.url +
        path
          .replace('$working', sessions.working.id)
          .replace('$asking', sessions.asking.id)
          .replace('$question', sessions.question.id),
    )
    return { gateway, sessions, person }
  }
}

let port = 0

/**
 * At one address for all tests of a worker: by the address the browser knows what it has compiled already. A second gateway of the
 * same test has another one.
 */
async function listenAsBefore(gateway: FakeGateway): Promise<void> {
  const url = await gateway.listen(port).catch(() => gateway.listen())
  port ||= Number(new URL(url).port)
}
