import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import type { Engine } from '#test/support/browser/engines/engine.ts'
import { findFirefox, openFirefox } from '#test/support/browser/engines/firefox.ts'
import { findWebkit, openWebkit } from '#test/support/browser/engines/webkit.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'

const firefox = findFirefox()
const webkit = findWebkit()
const missing = [...(firefox === null ? ['Firefox'] : []), ...(webkit === null ? ['WebKit'] : [])]
if (missing.length > 0) {
  process.stderr.write(
    `\nNOT TESTED: ${missing.join(' and ')} not found. Debian, Ubuntu: apt-get install firefox-esr webkit2gtk-driver xvfb\n\n`,
  )
}

const PHONE = { width: 430, height: 900 }

let server: TestServer

beforeAll(async () => {
  server = await startServer()
})

afterAll(() => server.close())

test.runIf(firefox !== null)('Firefox goes the main path', { timeout: 90_000 }, async () => {
  const engine = await openFirefox(firefox ?? '', PHONE)
  onTestFinished(() => engine.close())
  expect(await mainPath('firefox', engine)).toEqual({ isWritten: true, overflow: 0 })
})

test.runIf(webkit !== null)('WebKit, which Safari is made of, goes the main path', { timeout: 90_000 }, async () => {
  const engine = await openWebkit(webkit ?? { driver: '', browser: '', screen: '' }, PHONE)
  onTestFinished(() => engine.close())
  expect(await mainPath('webkit', engine)).toEqual({ isWritten: true, overflow: 0 })
})

/** Signed in by a link, a new session in a known folder, an approval allowed, an answer read, found again after a reload. */
async function mainPath(name: string, engine: Engine): Promise<object> {
  const folder = server.folder(name)
  const known = await server.program.createSession(folder, { name: 'The first one' })
  await engine.open(await server.signInLink())
  await sees(engine, 'The first one')

  await engine.open(new URL(`/session/${known.id}`, server.info.local_url).href)
  await has(engine, '[aria-label="Message to Claude"]')
  await engine.evaluate('document.querySelector(\'[aria-label="Message to Claude"]\').focus()')
  await engine.types(`@tool Write {"file_path": "${folder}/by-${name}.txt", "content": "x"}`)
  await presses(engine, 'Send')
  await presses(engine, 'Allow once')
  await sees(engine, 'Done.')
  const isWritten = existsSync(path.join(folder, `by-${name}.txt`))

  await engine.open(new URL(`/session/${known.id}`, server.info.local_url).href)
  await sees(engine, 'Done.')
  await engine.open(new URL('/', server.info.local_url).href)
  await sees(engine, 'The first one')
  return {
    isWritten,
    overflow: await engine.evaluate('Math.max(0, document.documentElement.scrollWidth - innerWidth)'),
  }
}

async function sees(engine: Engine, words: string): Promise<void> {
  await vi.waitFor(async () => expect(await engine.evaluate<string>('document.body.innerText')).toContain(words), {
    timeout: 20_000,
    interval: 100,
  })
}

async function has(engine: Engine, selector: string): Promise<void> {
  await vi.waitFor(
    async () =>
      expect(await engine.evaluate(`document.querySelector(${JSON.stringify(selector)}) !== null`)).toBe(true),
    { timeout: 20_000, interval: 100 },
  )
}

/** As a finger does, on the button of that name. */
async function presses(engine: Engine, name: string): Promise<void> {
  const find = `[...document.querySelectorAll('button:enabled')].find((one) => (one.ariaLabel ?? one.innerText).trim() === ${JSON.stringify(name)})`
  await vi.waitFor(async () => expect(await engine.evaluate(`${find} !== undefined`)).toBe(true), {
    timeout: 20_000,
    interval: 100,
  })
  await engine.evaluate(`${find}.click()`)
}
