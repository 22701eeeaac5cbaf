import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { diagrams, hostileDiagrams } from './diagramTexts.ts'
import { type Harbour, harbour } from './harbour.ts'

const visit = harbour()
const fenced = (text: string) => `\`\`\`mermaid\n${text}\n\`\`\``
/** What the browser says of what the policy kept out. */
const KEPT_OUT = /Content Security Policy|sandbox|violates|Failed to execute|not allowed|Blocked/i

test.each(Object.entries(hostileDiagrams))('%s', { timeout: 300_000 }, async (_what, texts) => {
  const outside = await elsewhere()
  const at = await visit('/session/$working', 'wide', { tolerates: KEPT_OUT })
  const { page } = at.person
  await at.person.sees('Go on')
  page.on('dialog', (dialog) => outside.asked.push(`dialog ${dialog.message()}`))
  page.on('popup', (popup) => outside.asked.push(`popup ${popup.url()}`))
  page.on('response', (response) => {
    if (response.frame() !== page.mainFrame() && !response.url().startsWith('blob:null/')) {
      outside.asked.push(response.url())
    }
  })
  for (const [what, text] of Object.entries(texts(outside.url))) {
    say(at, fenced(`${text}\n%% ${what}.`))
    await ended(at, what)
    for (const frame of page.frames().filter((one) => one !== page.mainFrame())) {
      // One that took too long is taken away meanwhile, with all that is in it.
      const found = await frame
        .evaluate(marksOfHarm)
        .catch((error: unknown) => (frame.isDetached() ? [] : [String(error)]))
      expect([what, ...found]).toEqual([what])
    }
    expect([what, await page.evaluate(() => 'pwned' in globalThis)]).toEqual([what, false])
    await at.person.composer().fill(`still here after ${what}`)
  }
  expect(outside.asked.filter((address) => address !== `${at.gateway.url}/diagram.html`)).toEqual([])
  expect(page.url()).toContain(at.sessions.working.id)
})

test('whatever runs in the frame of a diagram reaches nothing of the page, of us or of others', async () => {
  const at = await visit('/session/$working', 'wide', { tolerates: KEPT_OUT })
  const { page } = at.person
  await at.person.sees('Go on')
  say(at, fenced(diagrams['flowchart'] ?? ''))
  await page.getByRole('button', { name: 'Enlarge' }).waitFor()
  const frame = page.frames().find((one) => one.url().endsWith('/diagram.html'))
  const asked: string[] = []
  page.on('response', (response) => asked.push(response.url()))
  expect(await frame?.evaluate(() => globalThis.origin)).toBe('null')
  for (const [what, attempt] of Object.entries(attempts)) {
    const got = await frame?.evaluate(attempt, at.gateway.url).catch(() => null)
    expect([what, got ?? null]).toEqual([what, null])
  }
  expect(asked).toEqual([])
  expect(page.url()).toContain(at.sessions.working.id)
})

test('a frame that leads itself away comes to no other address', async () => {
  const at = await visit('/session/$working', 'wide', { tolerates: KEPT_OUT })
  const { page } = at.person
  await at.person.sees('Go on')
  say(at, fenced(diagrams['flowchart'] ?? ''))
  await page.getByRole('button', { name: 'Enlarge' }).waitFor()
  const outside = await elsewhere()
  const frame = page.frames().find((one) => one.url().endsWith('/diagram.html'))
  const said = page.waitForEvent('console', (message) => message.text().includes('frame-src'))
  await frame?.evaluate((address) => {
    location.href = `${address}/?secret`
  }, outside.url)
  await said
  expect(outside.asked).toEqual([])
})

test('a diagram that never ends is taken away, and the page goes on meanwhile', { timeout: 60_000 }, async () => {
  const at = await visit('/session/$working')
  const { page } = at.person
  await page.route(/\/assets\/diagram\/draw-/, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'export const draw = () => { for (;;) {} }' }),
  )
  await at.person.sees('Go on')
  say(at, fenced(diagrams['flowchart'] ?? ''))
  await page.locator('iframe').waitFor()
  await at.person.composer().fill('meanwhile')
  await at.person.sees('This diagram is not drawn: it took too long.')
  expect(await page.locator('iframe').count()).toBe(0)
  expect(page.frames()).toHaveLength(1)
})

test('a diagram that the tab was stopped with stays text when it is opened again', async () => {
  const at = await visit('/session/$working')
  const { page } = at.person
  await page.route(/\/assets\/diagram\/draw-/, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'export const draw = () => new Promise(() => {})' }),
  )
  await at.person.sees('Go on')
  say(at, fenced(diagrams['flowchart'] ?? ''))
  const noted = await page.waitForFunction(() => sessionStorage.getItem('homeport.drawing'))
  // As a browser gives it back to a tab that it had to end: nobody left the page.
  await page.addInitScript(
    (marks) => {
      if (self === top) {
        sessionStorage.setItem('homeport.drawing', marks)
      }
    },
    String(await noted.jsonValue()),
  )
  await page.unroute(/\/assets\/diagram\/draw-/)
  await page.reload()
  await at.person.sees('This diagram is not drawn: it took too long.')
  expect(await page.locator('iframe').count()).toBe(0)
  say(at, fenced(diagrams['sequence'] ?? ''))
  await page.getByRole('button', { name: 'Enlarge' }).waitFor()
})

test.each([
  ['a size without an end', '{ width: Infinity, height: 1 }'],
  ['a size below nothing', '{ width: -5, height: 10 }'],
  ['markup', "{ width: '<img src=x onerror=alert(1)>', height: 10 }"],
])('a frame that says %s is taken away', async (_what, size) => {
  const at = await visit('/session/$working')
  const { page } = at.person
  await page.route(/\/assets\/diagram\/draw-/, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: `export const draw = async () => (${size})` }),
  )
  await at.person.sees('Go on')
  say(at, fenced(diagrams['flowchart'] ?? ''))
  await at.person.sees(/^This diagram cannot be drawn\. /)
  expect(await page.locator('iframe').count()).toBe(0)
})

/** A server of somebody else, and what was asked of it. */
async function elsewhere() {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** The diagram is drawn, or the page says why not. */
async function ended({ person }: Harbour, what: string): Promise<void> {
  const source = person.page.getByLabel('Diagram as text').filter({ hasText: `%% ${what}.` })
  const box = source.locator('xpath=..')
  await box
    .getByText(/^This diagram (?:cannot be|is not) drawn/)
    .or(box.getByRole('button', { name: 'Enlarge' }))
    .waitFor({ timeout: 30_000 })
}

function say({ gateway, sessions }: Harbour, text: string): void {
  sessions.working.write((log) => log.text(text)).forEach((event) => gateway.send(event))
}

/** Runs in the frame: all that could ask, lead away or run. */
function marksOfHarm(): string[] {
  const found = [
    ...document.querySelectorAll(
      'svg script, foreignObject, iframe, object, embed, form, link, a[href], [onload], [onerror], [onclick]',
    ),
  ]
  const links = [...document.querySelectorAll('*')].filter(
    (one) => one.hasAttribute('xlink:href') && one.tagName === 'a',
  )
  return [...found, ...links].map((one) => one.outerHTML.slice(0, 200)).concat('pwned' in globalThis ? ['pwned'] : [])
}

/** Each runs in the frame, as if it were no longer ours: whoever gets there has something, or gets an answer. */
const attempts: Readonly<Record<string, (home: string) => unknown>> = {
  cookies: () => document.cookie,
  localStorage: () => localStorage.length,
  sessionStorage: () => sessionStorage.length,
  indexedDB: () =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open('x')
      request.addEventListener('success', () => resolve('open'))
      request.addEventListener('error', reject)
    }),
  'the page': () => parent.document.title,
  'the window above': () => {
    top?.location.assign('about:blank')
    return 'led away'
  },
  'another window': (home) => (open(home) === null ? null : 'open'),
  'our answers': async (home) => (await fetch(`${home}/api/sessions`)).status,
  'our socket': (home) =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(home.replace('http', 'ws'))
      socket.addEventListener('open', () => resolve('open'))
      socket.addEventListener('error', reject)
    }),
  'a picture': (home) =>
    new Promise((resolve, reject) => {
      const image = new Image()
      image.addEventListener('load', () => resolve('loaded'))
      image.addEventListener('error', reject)
      image.src = `${home}/icon.svg`
    }),
  'a script of ours': (home) =>
    new Promise((resolve, reject) => {
      const script = document.createElement('script')
      script.addEventListener('load', () => resolve('loaded'))
      script.addEventListener('error', reject)
      script.src = `${home}/assets/x.js`
      document.body.append(script)
    }),
  'a worker': () =>
    new Promise((resolve, reject) => {
      const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])))
      worker.addEventListener('message', () => resolve('runs'))
      worker.addEventListener('error', reject)
    }),
}
