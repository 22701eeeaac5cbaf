import { createHash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, connect, type Server } from 'node:net'
import { createServer } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { createCa, issueLeaf } from '#server/gateway/tls/ownCa/localCa.ts'
import { FakeGateway } from '#test/fakes/fakeGateway.ts'
import { shippedRenderer } from '#test/renderer/builtRenderer.ts'
import { fillHarbour } from '#test/renderer/scene.ts'
import { launchBrowser } from '#test/support/browser/browser.ts'
import { LOST_SERVER, Person } from '#test/support/browser/person.ts'
import { BrokenNetwork } from '#test/support/network/brokenNetwork.ts'

/** A browser of its own, which believes one key alone, on a machine that may be busy. */
const SLOW = { timeout: 180_000 }
/** The page waits twelve seconds before it speaks of trouble that lasts, and tries ever more rarely; the machine may be busy. */
const PATIENT = { timeout: 60_000 }

interface Pair {
  readonly cert: string
  readonly key: string
}

/** A certificate of an authority of its own. */
async function certificateOf(commonName: string): Promise<Pair> {
  const now = Date.now()
  const ca = await createCa({ commonName, constraints: { names: ['localhost'], networks: ['127.0.0.1/32'] }, now })
  return issueLeaf({ ca, hosts: ['localhost', '127.0.0.1'], now })
}

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** What ends the TLS before the fake gateway: the workstation, as a device sees it that believes its certificate. */
async function workstation(pair: Pair, gateway: FakeGateway): Promise<number> {
  const server = createServer(pair, (near) => {
    const far = connect(Number(new URL(gateway.url).port), '127.0.0.1')
    near.on('error', () => far.destroy())
    far.on('error', () => near.destroy())
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
    near.pipe(far)
    far.pipe(near)
  })
  server.on('tlsClientError', () => {})
  onTestFinished(() => void server.close())
  return portOf(server)
}

/** A network that wants its people to sign in first, and answers all TLS itself. */
async function portal(pair: Pair, answer: 'a page' | 'a redirect') {
  const asked: string[] = []
  const server = createSecureServer(pair, (request, response) => {
    asked.push(request.url ?? '')
    if (answer === 'a redirect') {
      response.writeHead(302, { location: 'https://portal.example/sign-in' }).end()
    } else {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome to our Wi-Fi</h1>')
    }
  })
  const refused = { count: 0 }
  server.on('tlsClientError', () => (refused.count += 1))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: await portOf(server), asked, refused }
}

/** A phone that shows a conversation which came by TLS, in a browser that believes the workstation's key and no other. */
async function phoneOverTls() {
  const pair = await certificateOf('The workstation')
  const gateway = new FakeGateway((await shippedRenderer()).folder)
  await gateway.listen()
  onTestFinished(() => gateway.close())
  const sessions = fillHarbour(gateway)
  const ways = { to: await workstation(pair, gateway) }
  const network = new BrokenNetwork(() => ({ host: '127.0.0.1', port: ways.to }))
  onTestFinished(() => network.close())
  const key = new X509Certificate(pair.cert).publicKey.export({ type: 'spki', format: 'der' })
  const hash = createHash('sha256').update(key).digest('base64')
  const browser = await launchBrowser([`--ignore-certificate-errors-spki-list=${hash}`])
  onTestFinished(() => browser.close())
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' })
  const person = await Person.enter(context, { tolerates: LOST_SERVER })
  await person.page.goto(`https://127.0.0.1:${await network.listen()}/session/${sessions.working.id}`)
  await person.sees('Go on')
  await person.page.waitForLoadState('networkidle')
  return { pair, person, network, ways, sessions }
}

test.each(['a page', 'a redirect'] as const)(
  'over TLS a network that answers %s with a certificate of its own is named as what it may be, and reads nothing',
  SLOW,
  async (answer) => {
    const { person, network, ways, sessions } = await phoneOverTls()
    const ours = ways.to
    const other = await portal(await certificateOf('The Wi-Fi of a hotel'), answer)
    ways.to = other.port
    network.closeOpen()
    await person.page.getByText(/or this network wants you to sign in first\./).waitFor(PATIENT)
    await expect.poll(() => other.refused.count, PATIENT).toBeGreaterThan(0)
    expect(await person.page.getByText('Connected', { exact: true }).count()).toBe(0)
    expect(await person.composer().isEditable()).toBe(true)
    // The browser's own page says whose certificate it is, and leads on where it knows such networks.
    const link = person.page.getByRole('link', { name: 'See what answers' })
    expect([await link.getAttribute('href'), await link.getAttribute('target')]).toEqual(['/live', '_blank'])
    await person.expectAccessible()
    // Neither a request nor its cookie: the browser hangs up before.
    expect(other.asked).toEqual([])
    ways.to = ours
    network.closeOpen()
    sessions.working.write((log) => log.text('Said while the network was in between'))
    await person.page.getByText('Said while the network was in between').waitFor(PATIENT)
    await expect.poll(() => link.count(), PATIENT).toBe(0)
    await person.leave()
  },
)

test.each(['a page', 'a redirect'] as const)(
  'over TLS a network that answers %s with a certificate that the device believes is named, with the way to its page',
  SLOW,
  async (answer) => {
    const { pair, person, network, ways } = await phoneOverTls()
    const ours = ways.to
    // As a company's own authority does it on the devices of the company.
    const other = await portal(pair, answer)
    ways.to = other.port
    network.closeOpen()
    await person.page.getByText(/Something else answers at this address: this network may want/).waitFor(PATIENT)
    const link = person.page.getByRole('link', { name: 'Open its page' })
    expect(await link.getAttribute('href')).toBe('/live')
    expect(await person.composer().isEditable()).toBe(true)
    ways.to = ours
    network.closeOpen()
    await expect.poll(() => link.count(), PATIENT).toBe(0)
    await person.leave()
  },
)
