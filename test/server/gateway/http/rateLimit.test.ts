import path from 'node:path'
import { expect, test } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import { createRateLimit } from '#server/gateway/http/admission/rateLimit.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { entriesOf } from '#test/support/gateway/auditTrail.ts'
import { askRemotely, startRemoteGateway } from '#test/support/gateway/remote.ts'

function refusal(spend: () => void): unknown {
  try {
    spend()
    return null
  } catch (error) {
    return error instanceof HomeportError ? { code: error.code, ...error.details } : error
  }
}

test('one address asks a hundred times at once, then as often as a hundred times a minute', () => {
  const clock = new FakeClock()
  const limit = createRateLimit({ clock, perMinute: () => 100 })
  const ask = () => refusal(() => limit.spend('192.0.2.1'))
  expect(Array.from({ length: 100 }, ask).every((answer) => answer === null)).toBe(true)
  expect(ask()).toEqual({ code: 'RATE_001', retry_after: 1 })
  clock.pass(600)
  expect([ask(), ask()]).toEqual([null, { code: 'RATE_001', retry_after: 1 }])
  clock.pass(60_000)
  expect(Array.from({ length: 101 }, ask).filter((answer) => answer !== null)).toHaveLength(1)
})

test('others are not affected, however many there are', () => {
  const limit = createRateLimit({ clock: new FakeClock(), perMinute: () => 1 })
  for (let index = 0; index < 20_000; index += 1) {
    limit.spend(`10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`)
  }
  expect(refusal(() => limit.spend('192.0.2.1'))).toBeNull()
})

test('a phone that loads the page over and over gets the page, and its requests are not used up by that', async () => {
  const { listener } = await startRemoteGateway({ page: '<p>the page</p>' })
  for (let load = 0; load < 14; load += 1) {
    expect((await askRemotely(listener, '/session/1')).body).toBe('<p>the page</p>')
    const files = Array.from({ length: 14 }, async () => askRemotely(listener, '/assets/app-1a2b.js'))
    expect(new Set((await Promise.all(files)).map(({ status }) => status))).toEqual(new Set([200]))
  }
  expect((await askRemotely(listener, '/live')).status).toBe(200)
})

test('who loads without end gets a page that says so and loads again by itself; programs get what they understand', async () => {
  const { listener } = await startRemoteGateway({
    page: '<p>the page</p>',
    env: { HOMEPORT_LIMITS_REQUESTS_PER_MINUTE: '1' },
  })
  const asPerson = { headers: { accept: 'text/html,*/*;q=0.8' } }
  for (let load = 0; load < 10; load += 1) {
    expect((await askRemotely(listener, '/', asPerson)).status).toBe(200)
  }
  const { status, headers, body } = await askRemotely(listener, '/', asPerson)
  expect([status, headers['content-type']]).toEqual([429, 'text/html; charset=utf-8'])
  expect(body).toMatch(/<meta http-equiv="refresh" content="\d+">.*Too many requests from this address.*RATE_001/s)
  expect(body).not.toContain('<script')
  expect(JSON.parse((await askRemotely(listener, '/')).body)).toMatchObject({ error: { code: 'RATE_001' } })
  // Of the other class one is left.
  expect((await askRemotely(listener, '/live', asPerson)).status).toBe(200)
  expect(JSON.parse((await askRemotely(listener, '/live', asPerson)).body)).toMatchObject({
    error: { code: 'RATE_001' },
  })
})

test('who asks too often is told when to come back, in an answer that is harmless and noted', async () => {
  const { listener, folder } = await startRemoteGateway({ env: { HOMEPORT_LIMITS_REQUESTS_PER_MINUTE: '1' } })
  expect((await askRemotely(listener, '/live')).status).toBe(200)
  const { status, headers, body } = await askRemotely(listener, '/live')
  expect([status, Number(headers['retry-after']) > 0]).toEqual([429, true])
  const { error } = JSON.parse(body) as { error: { code: string; request_id: string } }
  expect(error).toMatchObject({ code: 'RATE_001', request_id: headers['x-request-id'] })
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'content-security-policy': expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'$/),
    'strict-transport-security': expect.stringContaining('max-age='),
    'x-content-type-options': 'nosniff',
  })
  expect(entriesOf(path.join(folder, 'homeport.db')).at(-1)).toMatchObject({
    action: 'request',
    outcome: 'refused',
    code: 'RATE_001',
    address: '127.0.0.1',
    request_id: error.request_id,
  })
})
