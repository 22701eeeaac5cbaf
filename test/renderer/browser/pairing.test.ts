import { describe, expect, test } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import type { PairingStatus } from '#shared/operations/pairing.ts'
import type { FakeGateway } from '#test/fakes/fakeGateway.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

const SECRET = 's'.repeat(43)
const WORDS = 'anchor maple seven'
const claim = {
  claim_id: 'c'.repeat(43),
  code: WORDS,
  fingerprint: Array.from({ length: 32 }, () => 'AB').join(':'),
  machine: 'workshop',
  device_name: 'Phone',
  role: 'owner',
  expires_in: 120,
  interval: 1,
}

/** The workstation's answers to pairing; the test changes what it says of it. */
function pairingAt({ answers }: FakeGateway): { status: PairingStatus } {
  const told: { status: PairingStatus } = {
    status: { state: 'waiting', device_name: null, code: null, role: 'owner', expires_in: 300, tried_again: false },
  }
  answers.remote = { ...answers.remote, enabled: true, remote_url: 'https://harbour.example:4443' }
  const url = `https://harbour.example:4443/pair#${SECRET}`
  answers.overrides.set('pairing.create', () => ({ pairing_id: 'p1', url, expires_in: 300 }))
  answers.overrides.set('pairing.status', () => told.status)
  answers.overrides.set('pairing.cancel', () => ({ success: true }))
  answers.overrides.set('pairing.confirm', () => {
    told.status = { ...told.status, state: 'confirmed' }
    return { success: true, device_name: 'Phone' }
  })
  return told
}

/** A phone that has scanned the code. */
async function arrive() {
  const made = await visit('/nowhere', 'phone', { tolerates: /status of 40[1349]/ })
  await made.person.sees('Connected')
  made.gateway.isSignedIn = false
  const { overrides } = made.gateway.answers
  overrides.set('auth.pair', () => claim)
  overrides.set('auth.pair_poll', () => ({ status: 'pending', interval: 1 }))
  await made.person.page.goto('about:blank')
  await made.person.page.goto(`${made.gateway.url}/pair#${SECRET}`)
  return made
}

describe('at the workstation', () => {
  test.each(['wide', 'phone'] as const)('a phone is paired by a code, its words and a yes (%s)', async (screen) => {
    const { gateway, person } = await visit('/nowhere', screen)
    const told = pairingAt(gateway)
    await person.open('/welcome')
    await person.presses('Pair a phone')
    await person.page.getByRole('img', { name: 'QR code to pair a phone with' }).waitFor()
    await person.expectAccessible()
    told.status = { ...told.status, state: 'claimed', device_name: 'Ada’s phone', code: WORDS, expires_in: 118 }
    await person.sees('anchor · maple · seven')
    await person.expectAccessible()
    await person.presses('Pair')
    await person.sees(/Ada’s phone is in/)
    await expect.poll(() => gateway.answers.calls.findLast(({ name }) => name === 'pairing.confirm')).toBeDefined()
    const { params } = gateway.answers.calls.findLast(({ name }) => name === 'pairing.confirm') ?? {}
    expect(params).toEqual({ pairing_id: 'p1', code: WORDS })
  })

  test('a device that is refused stays outside, and who leaves the page withdraws the code', async () => {
    const { gateway, person } = await visit('/nowhere')
    const told = pairingAt(gateway)
    await person.open('/welcome')
    await person.presses('Pair a phone')
    told.status = { ...told.status, state: 'claimed', device_name: 'Phone', code: WORDS, tried_again: true }
    await person.sees(/A second device tried the same code/)
    await person.presses('Refuse')
    await person.page.getByRole('button', { name: 'Pair a phone' }).click()
    await person.page.getByRole('link', { name: 'Remote access' }).first().click()
    await expect.poll(() => gateway.answers.calls.filter(({ name }) => name === 'pairing.cancel').length).toBe(2)
  })
})

describe('on the phone', () => {
  test('one tap, the same three words, and it is in: the code is out of the address bar', async () => {
    const { gateway, person } = await arrive()
    await person.sees('Pair this phone with your workstation')
    await person.expectAccessible()
    await person.presses('Pair this phone')
    await person.sees('anchor · maple · seven')
    await person.expectAccessible()
    expect(person.address()).toBe(`${gateway.url}/pair`)
    await expect.poll(() => gateway.answers.calls.find(({ name }) => name === 'auth.pair')).toBeDefined()
    const { params } = gateway.answers.calls.find(({ name }) => name === 'auth.pair') ?? {}
    expect(params).toMatchObject({ secret: SECRET })
    expect(String(params?.['browser_key'])).toMatch(/^[\w+/=-]{100,}$/)
    gateway.isSignedIn = true
    const user = { id: 'u1', github_id: null, username: 'ada', avatar_url: null, email: null, role: 'owner' }
    gateway.answers.overrides.set('auth.pair_poll', () => ({ status: 'complete', user }))
    await person.sees('Connected')
    expect(person.address()).toBe(`${gateway.url}/`)
  })

  test('an iPhone is told how it gets notifications; another browser that can be installed does it by one tap', async () => {
    const { gateway, person } = await arrive()
    const user = { id: 'u1', github_id: null, username: 'ada', avatar_url: null, email: null, role: 'owner' }
    const letIn = () => {
      gateway.isSignedIn = true
      return { status: 'complete', user }
    }
    gateway.answers.overrides.set('auth.pair_poll', letIn)
    await person.page.evaluate(() =>
      Object.defineProperty(navigator, 'userAgent', { value: 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0)' }),
    )
    await person.presses('Pair this phone')
    await person.sees('Paired with workshop')
    await person.sees('Choose Add to Home Screen')
    await person.expectAccessible()
    await person.presses('Continue in the browser')
    await person.sees('Connected')
    expect(person.address()).toBe(`${gateway.url}/`)

    gateway.isSignedIn = false
    await person.page.goto('about:blank')
    await person.page.goto(`${gateway.url}/pair#${SECRET}`)
    await person.sees('Pair this phone with your workstation')
    await person.page.evaluate(() => {
      const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
        prompt: () => Promise.resolve(document.documentElement.setAttribute('data-asked', '')),
      })
      dispatchEvent(event)
    })
    await person.presses('Pair this phone')
    await person.presses('Install Homeport')
    await person.page.locator('html[data-asked]').waitFor()
    await person.sees('Connected')
  })

  test('a code that another device used is said, and nothing is asked again', async () => {
    const { gateway, person } = await arrive()
    gateway.answers.overrides.set('auth.pair', () => {
      throw new HomeportError('PAIR_002', 'This pairing code was used already. Show a new one at the workstation.')
    })
    await person.presses('Pair this phone')
    await person.sees('This pairing code was used already. Show a new one at the workstation.')
    await heard(person.page)
    expect(gateway.answers.calls.filter(({ name }) => name.startsWith('auth.pair'))).toHaveLength(1)
  })
})
