import { expect, test } from 'vitest'
import { Diagnostics } from '#shared/operations/diagnostics.ts'
import { collectDiagnostics } from '#server/gateway/observability/diagnostics/collectDiagnostics.ts'
import { shareable } from '#server/gateway/observability/diagnostics/shareable.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { startTestGateway } from '#test/support/gateway/gateway.ts'

test.each<[unknown, unknown]>([
  ['at /home/mia/code/a.ts', 'at ~/code/a.ts'],
  [{ '/home/mia': ['/home/mia/x'] }, { '~': ['~/x'] }],
  ['Bearer abcdefghijkl', 'Bearer [redacted]'],
  [{ a: [{ token: 'plain words' }] }, { a: [{ token: '[redacted]' }] }],
  [{ credentials: { id: 'x' } }, { credentials: '[redacted]' }],
  [
    { has_secret: true, tokens: 7, api_key: null },
    { has_secret: true, tokens: 7, api_key: null },
  ],
  [Array(300).fill(1), Array(300).fill(1)],
])('%j is shared as %j', (value, shared) => {
  expect(shareable(value, '/home/mia')).toEqual(shared)
})

test('a home on Windows is shortened in JSON text too', () => {
  const home = 'C:\\Users\\mia'
  expect(shareable(`${JSON.stringify({ at: `${home}\\a` })} ${home}\\b`, home)).toBe('{"at":"~\\\\a"} ~\\b')
})

test('a part that breaks is told, and stops no other', async () => {
  const parts = {
    good: () => ({ fine: true }),
    broken: () => {
      throw new Error('no /home/mia/secret-place')
    },
  }
  const bundle = await collectDiagnostics(parts, { clock: new FakeClock(), home: '/home/mia' })
  expect(bundle).toMatchObject({ parts: { good: { fine: true } }, failed: { broken: 'no ~/secret-place' } })
})

test('the bundle of a running server has every part, at the machine only', async () => {
  const { ask, personalToken, signIn, url } = await startTestGateway()
  const { token } = await personalToken(['manage'])
  expect((await ask('GET', '/api/diagnostics', { token })).status).toBe(403)
  const { cookie } = await signIn()
  const bundle = Diagnostics.parse((await ask('GET', '/api/diagnostics', { headers: { cookie, origin: url } })).body)
  const named = [...Object.keys(bundle.parts), ...Object.keys(bundle.failed)].toSorted()
  expect(named.join(' ')).toBe(
    'audit_log claude doctor health logs machine metrics remote resources session_host settings storage',
  )
  expect(bundle.parts).toMatchObject({
    machine: { homeport: '0.0.0-test', platform: process.platform },
    doctor: { checks: expect.arrayContaining([expect.objectContaining({ name: 'Node' })]) },
    audit_log: { kind: 'intact' },
    health: { status: expect.any(String) },
    remote: { enabled: false },
    settings: { problem: null },
  })
})
