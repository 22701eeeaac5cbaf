import { expect, test } from 'vitest'
import { BROWSER_PROOF_CONTEXT } from '#shared/browserProof.ts'
import { steadyCalendar } from '#server/platform/clock.ts'
import { createBrowserProofs } from '#server/gateway/auth/credentials/browserProofs.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'

const MINUTE = 60_000
const host = '127.0.0.1:7777'

async function aPage() {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
  const spki = await crypto.subtle.exportKey('spki', pair.publicKey)
  const sign = async (challenge: string) => {
    const signed = Buffer.from(`${BROWSER_PROOF_CONTEXT}\n${host}\n${challenge}`)
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, signed)
    return `${challenge}.${Buffer.from(signature).toString('base64')}`
  }
  return { browser_key: Buffer.from(spki).toString('base64'), sign }
}

test('a signature from before the clock was set and the gateway started again counts never again', async () => {
  const clock = new FakeClock()
  const { browser_key, sign } = await aPage()
  const started = () => createBrowserProofs({ clock: steadyCalendar(clock), secret: Buffer.alloc(32, 7) })
  for (const jump of [-60 * MINUTE, 5 * MINUTE]) {
    const proof = await sign(started().challenge())
    clock.pass(MINUTE)
    expect(started().holds(proof, { browser_key, host })).toBe(true)
    clock.jump(jump)
    const after = started()
    for (const wait of [0, 10 * MINUTE, 50 * MINUTE, 5 * MINUTE]) {
      clock.pass(wait)
      expect(after.holds(proof, { browser_key, host })).toBe(false)
    }
    expect(after.holds(await sign(after.challenge()), { browser_key, host })).toBe(true)
  }
})

test('a clock that is corrected by a second costs no page its signature', async () => {
  const clock = new FakeClock()
  const { browser_key, sign } = await aPage()
  const started = () => createBrowserProofs({ clock: steadyCalendar(clock), secret: Buffer.alloc(32, 7) })
  for (let times = 0; times < 70; times += 1) {
    const proof = await sign(started().challenge())
    clock.jump(times % 2 === 0 ? 1_000 : -3_000)
    expect(started().holds(proof, { browser_key, host })).toBe(true)
  }
})
