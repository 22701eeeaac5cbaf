import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { lookColours } from '#renderer/content/diagram/frameMessages.ts'
import { shippedRenderer } from '#test/renderer/builtRenderer.ts'
import { launchBrowser } from '#test/support/browser/browser.ts'
import { type GithubWorld, startGithubWorld } from '#test/support/gateway/githubWorld.ts'
import { openRemote } from '#test/support/gateway/remote.ts'

/** The built page at the real gateway in a real browser: what the headers promise, the browser keeps. */
const SLOW = { timeout: 120_000 }

let built: Awaited<ReturnType<typeof shippedRenderer>>
let browser: Browser

beforeAll(async () => {
  built = await shippedRenderer()
  browser = await launchBrowser()
}, SLOW.timeout)

afterAll(async () => {
  await browser.close()
  await built.remove()
})

interface Visit {
  readonly url: string
  readonly page: Page
  readonly context: BrowserContext
  /** What the page tried and the policy refused, so far. */
  readonly violations: () => readonly string[]
}

async function open(url: string): Promise<Visit> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true })
  onTestFinished(() => context.close())
  const violations: string[] = []
  await context.exposeFunction('noteViolation', (violation: string) => void violations.push(violation))
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      Reflect.get(window, 'noteViolation')(`${violatedDirective} ${blockedURI}`)
    })
  })
  return { url, context, page: await context.newPage(), violations: () => violations }
}

/** Signed in by the link of this machine. */
async function loopback({ url, secret }: GithubWorld): Promise<Visit> {
  const visit = await open(url)
  await visit.page.goto(`${url}/#secret=${secret()}`)
  await visit.page.getByText('Connected', { exact: true }).first().waitFor()
  return visit
}

/** Signed in with GitHub, as from another device: by the button of the page. */
async function remote(world: GithubWorld): Promise<Visit> {
  const { url } = await openRemote(world)
  await world.local('account.allow', { github_id: 1, role: 'owner' })
  const visit = await open(url)
  await visit.page.goto(url)
  await visit.page.getByRole('link', { name: 'Sign in with GitHub' }).click()
  await visit.page.getByRole('link', { name: 'Authorize' }).click()
  await visit.page.getByText('Connected', { exact: true }).first().waitFor()
  return visit
}

const listeners = { loopback, remote } as const

async function gatewayWithPage(): Promise<GithubWorld & { readonly sessionId: string }> {
  const made = await startGithubWorld({ uiFolder: built.folder })
  return { ...made, sessionId: made.host.addSession(made.gateway.owner.user_id).id }
}

describe.each(Object.entries(listeners))('through the %s listener', (listener, enter) => {
  test('no page asks for anything that its policy forbids', SLOW, async () => {
    const made = await gatewayWithPage()
    const { page, url, violations } = await enter(made)
    for (const place of ['/', '/new', '/devices', '/remote', '/audit', '/settings', '/welcome', '/nowhere']) {
      await page.goto(`${url}${place}`)
      await page.getByText('Connected', { exact: true }).first().waitFor()
    }
    await page.goto(`${url}/session/${made.sessionId}`)
    await page.getByRole('textbox').first().waitFor()
    expect(violations()).toEqual([])
  })

  test('a script that got into the page does not run', SLOW, async () => {
    const { page, violations } = await enter(await gatewayWithPage())
    await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'document.title = "taken over"'
      document.body.append(script)
      const picture = document.createElement('div')
      picture.innerHTML = '<img src="data:," onerror="document.title = \'taken over\'">'
      document.body.append(picture)
      const foreign = document.createElement('script')
      foreign.src = 'https://evil.example/x.js'
      document.body.append(foreign)
    })
    await expect
      .poll(() => violations().toSorted())
      .toEqual(['script-src-attr inline', 'script-src-elem https://evil.example/x.js', 'script-src-elem inline'])
    expect(await page.title()).not.toBe('taken over')
  })

  test('no other page can put it into a frame', SLOW, async () => {
    const { page, url } = await enter(await gatewayWithPage())
    const evil = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html').end(`<iframe src="${url}"></iframe>`)
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void evil.close())
    await once(evil, 'listening')
    await page.goto(`http://127.0.0.1:${(evil.address() as AddressInfo).port}/`, { waitUntil: 'load' })
    await expect.poll(() => page.frames()[1]?.url()).toBe('chrome-error://chromewebdata/')
  })

  test('the page draws a diagram in a frame without an origin, and no other page gets that frame', SLOW, async () => {
    const { page, url, violations } = await enter(await gatewayWithPage())
    expect(await page.evaluate(drawDiagram, grey)).toMatchObject({ kind: 'drawn', width: expect.any(Number) })
    expect(await page.frames()[1]?.evaluate(() => globalThis.origin)).toBe('null')
    expect(violations()).toEqual([])
    const evil = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html').end(`<iframe src="${url}/diagram.html"></iframe>`)
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void evil.close())
    await once(evil, 'listening')
    await page.goto(`http://127.0.0.1:${(evil.address() as AddressInfo).port}/`, { waitUntil: 'load' })
    await expect.poll(() => page.frames()[1]?.url()).toBe('chrome-error://chromewebdata/')
  })

  test('the sign-in is a cookie that no script reads and no other site sends, and is nowhere else', SLOW, async () => {
    const { page, context } = await enter(await gatewayWithPage())
    const cookies = await context.cookies(page.url())
    expect(cookies).toMatchObject([
      {
        name: expect.stringMatching(listener === 'remote' ? /^__Host-homeport_session_/ : /^homeport_session_/),
        httpOnly: true,
        sameSite: 'Strict',
        secure: listener === 'remote',
      },
    ])
    const kept = await page.evaluate(async () => {
      const databases = await indexedDB.databases()
      return JSON.stringify([
        location.href,
        document.cookie,
        Object.entries(localStorage),
        Object.entries(sessionStorage),
        databases,
      ])
    })
    expect(kept).not.toMatch(/eyJ|hp_|secret|token/)
    expect(kept).not.toContain(cookies[0]?.value)
  })
})

const grey = Object.fromEntries(lookColours.map((name) => [name, '#888888']))

/** Runs in the page: what it does for a diagram of a conversation. */
function drawDiagram(colours: Readonly<Record<string, string>>): Promise<unknown> {
  const frame = document.createElement('iframe')
  frame.sandbox.add('allow-scripts')
  frame.src = '/diagram.html'
  const { port1, port2 } = new MessageChannel()
  const told = new Promise((resolve) => {
    port1.addEventListener('message', ({ data }: MessageEvent<{ kind: string; names: string[] }>) => {
      const hand = async () => {
        const answers = await Promise.all(data.names.map((name) => fetch(`/assets/diagram/${name}`)))
        port1.postMessage(await Promise.all(answers.map((answer) => answer.text())))
      }
      if (data.kind === 'needs') {
        void hand()
      } else {
        resolve(data)
      }
    })
    port1.start()
  })
  const order = { text: 'flowchart LR\n a --> b', look: { isDark: false, colours } }
  frame.addEventListener('load', () => frame.contentWindow?.postMessage(order, '*', [port2]))
  document.body.append(frame)
  return told
}
