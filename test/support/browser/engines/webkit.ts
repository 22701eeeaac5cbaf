import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { vi } from 'vitest'
import { type Engine, clickAt, findProgram, keysOf, startProgram, startQuiet } from './engine.ts'

/** What drives the WebKit of this machine, its small browser, and a screen that nobody sees; null where one is missing. */
export function findWebkit(): { readonly driver: string; readonly browser: string; readonly screen: string } | null {
  const driver = findProgram(['WebKitWebDriver'])
  const folders = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].flatMap((machine) =>
    ['webkitgtk-6.0', 'webkit2gtk-4.1', 'webkit2gtk-4.0'].map(
      (version) => `/usr/lib/${machine}/${version}/MiniBrowser`,
    ),
  )
  const browser = findProgram(folders)
  const screen = findProgram(['Xvfb'])
  return driver === null || browser === null || screen === null ? null : { driver, browser, screen }
}

/** WebKitGTK's own small browser, over WebDriver (W3C). The nearest thing to Safari on Linux; not Safari. */
export async function openWebkit(
  { driver, browser, screen }: NonNullable<ReturnType<typeof findWebkit>>,
  { width, height }: { width: number; height: number },
): Promise<Engine> {
  const display = await startProgram([screen, '-displayfd', '1', '-screen', '0', '1600x1200x24'], {
    until: /^(?<number>\d+)$/m,
  })
  const port = await freePort()
  const env = {
    DISPLAY: `:${display.match.groups?.['number'] ?? ''}`,
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    LIBGL_ALWAYS_SOFTWARE: '1',
  }
  const server = startQuiet(driver, { args: [`--port=${port}`], env })
  const call = commands(`http://127.0.0.1:${port}`)
  // It says nothing when it is ready.
  await vi.waitFor(() => call('GET', '/status'), { timeout: 15_000 })
  const { sessionId } = (await call('POST', '/session', {
    capabilities: {
      alwaysMatch: {
        acceptInsecureCerts: true,
        'webkitgtk:browserOptions': { binary: browser, args: ['--automation', '--private'] },
      },
    },
  })) as { sessionId: string }
  const session = `/session/${sessionId}`
  await call('POST', `${session}/window/rect`, { width, height })
  return {
    open: async (url) => void (await call('POST', `${session}/url`, { url })),
    evaluate: async <T>(expression: string) => {
      const script = `const done = arguments[0]; (async () => JSON.stringify(await (${expression})))().then(done, (error) => done('!' + error))`
      const value = (await call('POST', `${session}/execute/async`, { script, args: [] })) as string | null
      if (value?.startsWith('!') === true) {
        throw new Error(value.slice(1))
      }
      return JSON.parse(value ?? 'null') as T
    },
    types: async (text) => {
      await call('POST', `${session}/actions`, { actions: [keysOf(text)] })
    },
    clicks: async (x, y) => {
      await call('POST', `${session}/actions`, { actions: [clickAt(x, y)] })
    },
    picture: async () => Buffer.from((await call('GET', `${session}/screenshot`)) as string, 'base64'),
    close: async () => {
      await call('DELETE', session).catch(() => null)
      await server.stop()
      await display.stop()
    },
  }
}

function commands(server: string): (method: string, path: string, body?: object) => Promise<unknown> {
  return async (method, path, body) => {
    const answer = await fetch(server + path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    const { value } = (await answer.json()) as { value: unknown }
    if (!answer.ok) {
      throw new Error(`${path}: ${JSON.stringify(value)}`)
    }
    return value
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
