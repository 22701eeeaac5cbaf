import { expect, test } from 'vitest'
import type { ParamsOf } from '#shared/operations/table.ts'
import { SCANNED_AT_ONCE } from '#server/gateway/audit/log/auditRows.ts'
import { REPEAT_WINDOW_MS } from '#server/gateway/audit/log/repeats.ts'
import { AuditTrail, entriesOf, factOf } from '#test/support/gateway/auditTrail.ts'

const refusal = (fields = {}) =>
  factOf({ action: 'auth.sign_in', outcome: 'refused', code: 'AUTH_002', user_id: null, username: null, ...fields })

test('a flood of refusals is one entry at once, and one more with its count', () => {
  const trail = new AuditTrail()
  for (let times = 0; times < 10_000; times += 1) {
    trail.log.record(refusal())
  }
  expect(entriesOf(trail.file)).toMatchObject([{ action: 'auth.sign_in', count: 1 }])
  trail.clock.pass(REPEAT_WINDOW_MS)
  trail.log.record(factOf())
  expect(entriesOf(trail.file)).toMatchObject([
    { action: 'auth.sign_in', count: 1 },
    { action: 'auth.sign_in', count: 9_999 },
    { action: 'session.create' },
  ])
})

test('a flood from ever new addresses cannot fill the disk, and is counted whole', () => {
  const trail = new AuditTrail()
  for (let number = 0; number < 5_000; number += 1) {
    trail.log.record(refusal({ address: `2001:db8:0:${number.toString(16)}::1` }))
  }
  trail.close()
  const entries = entriesOf(trail.file)
  expect(entries.length).toBeLessThanOrEqual(101)
  expect(entries.reduce((sum, { count }) => sum + count, 0)).toBe(5_000)
  expect(entries.at(-1)).toMatchObject({ action: 'many', outcome: 'refused', address: null })
})

test('a client that changes its address within its /64 is counted as one', () => {
  const trail = new AuditTrail()
  for (let number = 0; number < 5_000; number += 1) {
    trail.log.record(refusal({ address: `2001:db8::${number.toString(16)}` }))
  }
  trail.close()
  expect(entriesOf(trail.file)).toMatchObject([{ address: '2001:db8::0', count: 1 }, { count: 4_999 }])
})

test('different refusals in a flood are still told apart', () => {
  const trail = new AuditTrail()
  for (let times = 0; times < 50; times += 1) {
    trail.log.record(refusal())
    trail.log.record(refusal({ address: '10.0.0.9' }))
    trail.log.record(factOf({ outcome: 'failed', code: 'SESSION_003', session_id: 'a' }))
    trail.log.record(factOf({ outcome: 'failed', code: 'SESSION_003', session_id: 'b' }))
  }
  expect(entriesOf(trail.file)).toHaveLength(4)
})

test('invented objects take the room of a few lines, not of what others are told of', () => {
  const trail = new AuditTrail()
  const member = { credential: { kind: 'sign_in', id: 's1', name: null }, user_id: 'u1', username: 'm' } as const
  for (let number = 0; number < 5_000; number += 1) {
    trail.log.record(refusal({ ...member, object_id: `invented-${number}`, session_id: `s-${number}` }))
    trail.log.record(refusal({ address: '10.0.0.9', action: `act-${number}` }))
  }
  const late = { ...member, action: 'device.revoke', object_id: 'a-real-one', code: 'DEVICE_001' }
  trail.log.record(refusal(late))
  trail.log.record(refusal({ address: '10.0.0.10', object_id: 'another' }))
  trail.close()
  const entries = entriesOf(trail.file)
  expect(entries.length).toBeLessThan(70)
  expect(entries.reduce((sum, { count }) => sum + count, 0)).toBe(10_002)
  expect(entries).toContainEqual(expect.objectContaining({ action: 'device.revoke', object_id: 'a-real-one' }))
  expect(entries).toContainEqual(expect.objectContaining({ address: '10.0.0.10', object_id: 'another' }))
  expect(entries).toContainEqual(
    expect.objectContaining({ action: 'auth.sign_in', username: 'm', object_id: null, count: 4_995 }),
  )
  expect(entries).toContainEqual(expect.objectContaining({ action: 'many', address: '10.0.0.9', count: 4_975 }))
})

test('what succeeded is never counted together', () => {
  const trail = new AuditTrail()
  for (let times = 0; times < 20; times += 1) {
    trail.log.record(factOf())
  }
  expect(entriesOf(trail.file)).toHaveLength(20)
})

test('counts are written when the server stops', () => {
  const trail = new AuditTrail()
  trail.log.record(refusal())
  trail.log.record(refusal())
  trail.log.record(refusal())
  trail.close()
  expect(entriesOf(trail.file).map(({ count }) => count)).toEqual([1, 2])
  expect(trail.verify()).toMatchObject({ kind: 'intact', head: { seq: 2 } })
})

test('nobody outside decides how much an entry takes, or brings a token into it', () => {
  const trail = new AuditTrail()
  const token = `hp_pat_${'x'.repeat(43)}`
  trail.log.record(factOf({ user_agent: `${token} ${'y'.repeat(100_000)}`, details: { name: 'z'.repeat(100_000) } }))
  const [entry] = entriesOf(trail.file)
  expect(JSON.stringify(entry).length).toBeLessThan(1_500)
  expect(JSON.stringify(entry)).not.toContain('xxxx')
})

test('while entries cannot be written the log says so, and tells afterwards how many are missing', () => {
  const trail = new AuditTrail()
  trail.log.record(factOf())
  trail.database.exec('ALTER TABLE audit_entries RENAME TO away')
  trail.log.record(factOf())
  trail.log.record(factOf())
  expect(trail.log.isHealthy()).toBe(false)
  trail.database.exec('ALTER TABLE away RENAME TO audit_entries')
  trail.log.record(factOf())
  expect(trail.log.isHealthy()).toBe(true)
  expect(entriesOf(trail.file)).toMatchObject([
    { action: 'session.create' },
    { action: 'audit.entries_lost', details: { lost: 2 } },
    { action: 'session.create' },
  ])
})

test('a search looks through the whole log, a bounded piece at a time', () => {
  const trail = new AuditTrail()
  trail.log.record(factOf({ details: { note: 'needle' } }))
  trail.database.transaction(() => {
    for (let times = 0; times < SCANNED_AT_ONCE; times += 1) {
      trail.log.record(factOf())
    }
  })()
  const first = trail.log.list({ limit: 10, q: 'needle' })
  expect(first).toMatchObject({ entries: [], next_cursor: expect.any(String) })
  const second = trail.log.list({ limit: 10, q: 'needle', cursor: first.next_cursor ?? '' })
  expect(second).toMatchObject({ entries: [{ seq: 1 }], next_cursor: null })
})

test('every filter narrows, newest first, page by page', () => {
  const { log, clock } = new AuditTrail()
  log.record(factOf({ action: 'session.create', session_id: 's1' }))
  clock.pass(1_000)
  const since = clock.timestamp()
  log.record(factOf({ action: 'session.control', session_id: 's1', username: 'Ben', user_id: 'u2' }))
  log.record(factOf({ action: 'message.send', session_id: 's2', details: { note: '100% sure_thing' } }))
  clock.pass(1_000)
  const until = clock.timestamp()
  log.record(factOf({ action: 'sessions', outcome: 'failed', code: 'SESSION_003' }))
  const seqs = (query: Partial<ParamsOf<'audit.list'>>) =>
    log.list({ limit: 100, ...query }).entries.map(({ seq }) => seq)

  expect(seqs({})).toEqual([4, 3, 2, 1])
  expect(seqs({ action: 'session' })).toEqual([2, 1])
  expect(seqs({ action: 'session.create' })).toEqual([1])
  expect(seqs({ user: 'ben' })).toEqual([2])
  expect(seqs({ user: 'u1' })).toEqual([4, 3, 1])
  expect(seqs({ session_id: 's1' })).toEqual([2, 1])
  expect(seqs({ outcome: 'failed' })).toEqual([4])
  expect(seqs({ q: 'sure_' })).toEqual([3])
  expect(seqs({ q: 'username' })).toEqual([])
  expect(seqs({ q: '0%' })).toEqual([3])
  expect(seqs({ q: 's_re' })).toEqual([])
  expect(seqs({ since })).toEqual([4, 3, 2])
  expect(seqs({ since, until })).toEqual([3, 2])

  const first = log.list({ limit: 3 })
  expect(first.entries.map(({ seq }) => seq)).toEqual([4, 3, 2])
  const second = log.list({ limit: 3, cursor: first.next_cursor ?? '' })
  expect(second).toMatchObject({ entries: [{ seq: 1 }], next_cursor: null })
})
