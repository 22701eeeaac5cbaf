import type { Browser, CDPSession, Page } from 'playwright-core'
import type { FakePushService } from '#test/fakes/pushService.ts'
import type { Person } from '#test/support/browser/person.ts'
import type { BrokenNetwork } from '#test/support/network/brokenNetwork.ts'
import type { TestServer } from '#test/support/server/server.ts'
import { PHONE, slowDown } from '../support/browser.ts'
import { type Row, type Unit, medianRow } from '../report/row.ts'

/** What the benches of the phone have in common. */
export interface Place {
  readonly server: TestServer
  readonly browser: Browser
  readonly network: BrokenNetwork
  readonly service: FakePushService
  readonly origin: string
}

export interface Phone {
  readonly person: Person
  readonly wire: Wire
}

export const HOW = `Pixel 7 shape, ${PHONE.cpuSlowdown} × CPU slowdown, DevTools "Fast 4G", TLS of the own authority`

/** Counts what goes over the wire to a page, sockets included, in bytes. */
export class Wire {
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

/** `how`: its unit and how it was measured. */
export function row(what: string, samples: readonly number[], how: readonly [Unit, string]): Row {
  const [unit, note] = how
  return medianRow({ what, unit, samples, note, goal: null })
}
