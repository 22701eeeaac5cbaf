import { existsSync } from 'node:fs'
import path from 'node:path'
import { devices } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { FakePushService } from '#test/fakes/pushService.ts'
import { launchTrusting } from '#test/support/browser/browser.ts'
import { looksAway, pair, presses, shown, switchesOn } from '#test/support/browser/pairedPhone.ts'
import { deliverPush } from '#test/support/browser/pushes.ts'
import { startServer } from '#test/support/server/server.ts'

/** A whole workstation on a machine that may be busy. */
const SLOW = { timeout: 180_000 }

/** A phone that was paired, before a workstation whose messages go to a push service of the test's own. */
async function pairedPhone() {
  const service = new FakePushService()
  await service.start()
  onTestFinished(() => service.close())
  const server = await startServer({ env: { HOMEPORT_PUSH_STAND_IN: service.origin } })
  onTestFinished(() => server.close())
  const browser = await launchTrusting()
  onTestFinished(() => browser.close())
  const on = await server.homeport('remote', 'on', '--bind', '127.0.0.1', '--port', '0', '--json')
  const { remote_url } = JSON.parse(on.stdout) as { remote_url: string }
  const origin = `https://127.0.0.1:${new URL(remote_url).port}`
  const context = await browser.newContext({ ...devices['Pixel 7'], locale: 'en-GB', permissions: ['notifications'] })
  const workstation = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  const phone = await pair(server, { workstation, phone: context, origin })
  return { service, server, origin, context, phone }
}

test(
  'a paired phone is pushed at over TLS: a test that says when it came, the very card by a tap, and Allow',
  SLOW,
  async () => {
    const { service, server, origin, phone } = await pairedPhone()
    const browser = service.prepare()
    await switchesOn(phone, browser)

    await phone.presses('Send a test')
    const sent = await browser.next()
    expect(sent.isSigned).toBe(true)
    await deliverPush(phone.page, { origin, payload: sent.payload })
    await phone.sees(/and it arrived after \d+ ms\.$/)
    expect(await shown(phone)).toEqual([{ title: 'Homeport', body: 'Notifications reach this browser.' }])

    await phone.page.getByRole('switch', { name: 'Allow and Deny buttons' }).tap()
    await expect.poll(() => server.program.call('GET', '/api/notifications')).toMatchObject({ answers: true })
    await looksAway(phone)
    const folder = server.folder('boat')
    const session = await server.program.createSession(folder)
    const content = '@tool Bash {"command": "touch sail.txt"}'
    await server.program.call('POST', `/api/session/${session.id}/messages`, { content })
    const asked = await browser.next()
    expect(asked.payload).toMatchObject({ kind: 'show', body: 'Run touch sail.txt' })
    await deliverPush(phone.page, { origin, payload: asked.payload })
    await expect.poll(() => shown(phone)).toContainEqual(expect.objectContaining({ body: 'Run touch sail.txt' }))
    await presses(phone, '')
    await phone.page.waitForURL(`${origin}/session/${session.id}?at=*`)
    await phone.card('touch sail.txt').waits()
    expect(await phone.page.getByRole('main').getByText('is not in this conversation').count()).toBe(0)

    await deliverPush(phone.page, { origin, payload: asked.payload })
    await expect.poll(() => shown(phone)).toContainEqual(expect.objectContaining({ body: 'Run touch sail.txt' }))
    await presses(phone, 'allow')
    await phone.seesTurnEnd()
    expect(existsSync(path.join(folder, 'sail.txt'))).toBe(true)
    expect((await browser.next()).payload.kind).toBe('close')
    await phone.leave()
  },
)

test(
  'a notification goes when it was answered elsewhere, and a tap on one opens its card where no page is open',
  SLOW,
  async () => {
    const { service, server, origin, context, phone } = await pairedPhone()
    const browser = service.prepare()
    await switchesOn(phone, browser)
    await server.program.call('PATCH', '/api/notifications', { answers: true })
    await looksAway(phone)
    const [worker] = context.serviceWorkers()
    await worker?.evaluate(() => {
      const scope = globalThis as unknown as { badges: number[]; opened: string[]; clients: object }
      Object.assign(scope, { badges: [], opened: [] })
      Object.assign(navigator, { setAppBadge: async (count: number) => void scope.badges.push(count) })
      // A browser opens a window for a person's own tap alone.
      Object.assign(scope.clients, { openWindow: async (url: string) => void scope.opened.push(url) })
    })
    const inWorker = () =>
      worker?.evaluate(async () => {
        const scope = globalThis as unknown as {
          badges: number[]
          opened: string[]
          registration: ServiceWorkerRegistration
        }
        const all = await scope.registration.getNotifications()
        return { shown: all.map(({ body }) => body), badges: scope.badges, opened: scope.opened }
      })
    const session = await server.program.createSession(server.folder('boat'))
    const asks = async (command: string) => {
      const content = `@tool Bash {"command": "${command}"}`
      await server.program.call('POST', `/api/session/${session.id}/messages`, { content })
      return (await browser.next()).payload
    }

    const first = await asks('touch first.txt')
    await deliverPush(phone.page, { origin, payload: first })
    await expect.poll(inWorker).toMatchObject({ shown: ['Run touch first.txt'], badges: [1] })
    await server.program.call('POST', String(first['answers']), { decision: 'deny' })
    const close = (await browser.next()).payload
    await deliverPush(phone.page, { origin, payload: close })
    await expect.poll(inWorker).toMatchObject({ shown: [], badges: [1, 0] })

    const blank = await context.newPage()
    await phone.page.close()
    const second = await asks('touch second.txt')
    await deliverPush(blank, { origin, payload: second })
    await expect.poll(inWorker).toMatchObject({ shown: ['Run touch second.txt'] })
    await presses({ page: blank }, '')
    await expect.poll(inWorker).toMatchObject({ opened: [second['path']] })

    const tested = server.program.call<{ devices: { arrived_ms: number | null }[] }>(
      'POST',
      '/api/push/test-devices',
      {},
    )
    await deliverPush(blank, { origin, payload: (await browser.next()).payload })
    expect((await tested).devices).toEqual([expect.objectContaining({ arrived_ms: expect.any(Number) })])
  },
)

test('a paired phone opens its page without the workstation', SLOW, async () => {
  const { server, origin, phone } = await pairedPhone()
  await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => null))
  await phone.reload()
  await expect.poll(() => phone.page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
  await server.homeport('remote', 'off')
  await expect(fetch(`${origin}/live`)).rejects.toThrow('fetch failed')
  await phone.open('/settings')
  await phone.page.getByRole('heading', { name: 'Settings' }).first().waitFor()
  await phone.leave()
})
