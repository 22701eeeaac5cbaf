import { afterAll, beforeAll, onTestFinished, test } from 'vitest'
import type { SessionId } from '#shared/ids.ts'
import { type BrowserOptions, type Chromium, type Device, openChromium } from '#test/support/browser/browser.ts'
import type { Person } from '#test/support/browser/person.ts'
import { type ServerOptions, type TestServer, startServer } from '#test/support/server/server.ts'

/** A real Homeport and a browser before it, for all tests of a file. Both are there from the first test to the last. */
export interface World {
  readonly server: TestServer
  readonly chromium: Chromium
  /** Somebody whose browser is signed in until the test is over; what it complains about fails the test. */
  enters(device?: Device, options?: BrowserOptions): Promise<Person>
}

/** `prepare` is done before the first test. */
export interface OwnWorld extends ServerOptions {
  readonly prepare?: (server: TestServer) => void | Promise<void>
}

/** For a file whose tests change the Homeport itself, or look at all of it. */
export function ownWorld({ prepare, ...options }: OwnWorld = {}): World {
  const world = new OpenedWorld()
  beforeAll(async () => {
    const [server, chromium] = await Promise.all([startServer(options), openChromium()])
    world.open(server, chromium)
    await prepare?.(server)
  })
  afterAll(async () => {
    await world.chromium.close()
    await world.server.close()
  })
  return world
}

/**
 * For a file whose tests keep to their own sessions and folders: files of a worker come to the same Homeport one after the other. Each
 * leaves it without sessions; accounts, settings and tokens stay as they are. It is stopped with the worker, which fails when it leaves
 * a process behind.
 */
export function sharedWorld(): World {
  const world = new OpenedWorld()
  withHomeport.beforeAll(async ({ homeport }) => {
    world.open(homeport, await openChromium())
  })
  afterAll(async () => {
    await world.chromium.close()
    const { sessions } = await world.server.program.call<{ sessions: { id: SessionId }[] }>('GET', '/api/sessions')
    for (const { id } of sessions) {
      await world.server.program.call('POST', `/api/session/${id}/delete`)
    }
  })
  return world
}

// oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern what a fixture takes
const withHomeport = test.extend('homeport', { scope: 'worker' }, async ({}, { onCleanup }) => {
  const server = await startServer()
  onCleanup(() => server.close())
  return server
})

class OpenedWorld implements World {
  #opened: { readonly server: TestServer; readonly chromium: Chromium } | undefined

  open(server: TestServer, chromium: Chromium): void {
    this.#opened = { server, chromium }
  }

  get server(): TestServer {
    return this.#parts().server
  }

  get chromium(): Chromium {
    return this.#parts().chromium
  }

  async enters(device: Device = 'wide', options: BrowserOptions = {}): Promise<Person> {
    const person = await this.chromium.person(device, options)
    onTestFinished(() => person.leave())
    await person.signIn(await this.server.signInLink())
    return person
  }

  #parts() {
    if (this.#opened === undefined) {
      throw new Error('Homeport is started before the first test, not earlier.')
    }
    return this.#opened
  }
}
