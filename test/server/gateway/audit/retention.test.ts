import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { AuditEntry } from '#shared/operations/audit.ts'
import { chainHash } from '#server/gateway/audit/log/chain.ts'
import { AuditRetention } from '#server/gateway/audit/retention/auditRetention.ts'
import { canonicalJson } from '#server/platform/canonicalJson.ts'
import { AuditTrail, entriesOf, factOf } from '#test/support/gateway/auditTrail.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const DAY_MS = 24 * 60 * 60_000

/** Two old entries, two of ten days later. */
function opened({ perFile = 100 } = {}) {
  const trail = new AuditTrail()
  const folder = path.join(temporaryFolder(), 'audit')
  trail.log.record(factOf({ username: 'ada' }))
  trail.log.record(factOf({ username: 'bob' }))
  trail.clock.pass(10 * DAY_MS)
  trail.log.record(factOf({ username: 'cleo' }))
  trail.log.record(factOf({ username: 'dan' }))
  const run = (days: number) =>
    new AuditRetention({
      database: trail.database,
      clock: trail.clock,
      log: trail.log,
      folder,
      days: () => days,
      perFile,
    }).run()
  return { trail, folder, run }
}

test('nothing leaves the log unless its owner set a time, and what is young stays', async () => {
  const { trail, run } = opened()
  expect(await run(0)).toBe(0)
  expect(await run(11)).toBe(0)
  expect(entriesOf(trail.file)).toHaveLength(4)
})

test('old entries lie in a file that its owner alone may read; the log names it with its hash, and goes on intact', async () => {
  const { trail, folder, run } = opened()
  expect(await run(5)).toBe(2)
  expect(readdirSync(folder)).toEqual(['audit-00000001-00000002.jsonl.gz'])
  const file = path.join(folder, 'audit-00000001-00000002.jsonl.gz')
  expect(statSync(file).mode & 0o077).toBe(0)
  const bytes = readFileSync(file)
  const lines = gunzipSync(bytes).toString('utf8').trim().split('\n')
  // Anybody can compute the chain of the file again, and the log goes on where it ends.
  let hash = '0'.repeat(64)
  for (const line of lines) {
    const { hash: written, ...entry } = JSON.parse(line) as Record<string, unknown>
    hash = chainHash(hash, canonicalJson(entry))
    expect(written).toBe(hash)
    AuditEntry.parse(entry)
  }
  const left = entriesOf(trail.file)
  expect(left.map(({ seq, username }) => [seq, username])).toEqual([
    [3, 'cleo'],
    [4, 'dan'],
    [5, null],
  ])
  expect(left.at(-1)).toMatchObject({
    action: 'audit.archived',
    outcome: 'ok',
    details: {
      file: 'audit-00000001-00000002.jsonl.gz',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      from_seq: 1,
      through_seq: 2,
      through_hash: hash,
    },
  })
  trail.log.record(factOf({ username: 'eve' }))
  trail.close()
  expect(trail.verify()).toMatchObject({ kind: 'intact', head: { seq: 6 } })
  expect(trail.log.list({ limit: 10 })).toMatchObject({
    entries: [{ seq: 6 }, { seq: 5 }, { seq: 4 }, { seq: 3 }],
    next_cursor: null,
  })
})

test('many are taken out in several files, and a second time goes on behind the first', async () => {
  const { trail, folder, run } = opened({ perFile: 1 })
  expect(await run(5)).toBe(2)
  trail.clock.pass(10 * DAY_MS)
  trail.log.record(factOf({ username: 'eve' }))
  // The notes of the first time are old by now as well.
  expect(await run(5)).toBe(4)
  expect(readdirSync(folder)).toHaveLength(6)
  trail.close()
  expect(trail.verify()).toMatchObject({ kind: 'intact' })
})

test('what a wrong clock dated lies in the file as well, and what is young stays whatever was dated behind it', async () => {
  const { trail, folder, run } = opened()
  trail.clock.jump(400 * DAY_MS)
  trail.log.record(factOf({ username: 'from the future' }))
  trail.clock.jump(-400 * DAY_MS)
  trail.log.record(factOf({ username: 'old by then' }))
  trail.clock.pass(10 * DAY_MS)
  trail.log.record(factOf({ username: 'young' }))
  trail.clock.jump(-30 * DAY_MS)
  trail.log.record(factOf({ username: 'from the past' }))
  trail.clock.jump(30 * DAY_MS)
  trail.log.record(factOf({ username: 'last' }))
  expect(await run(5)).toBe(6)
  const file = readFileSync(path.join(folder, 'audit-00000001-00000006.jsonl.gz'))
  expect(gunzipSync(file).toString('utf8')).toContain('from the future')
  expect(entriesOf(trail.file).map(({ username }) => username)).toEqual(['young', 'from the past', 'last', null])
  trail.close()
  expect(trail.verify()).toMatchObject({ kind: 'intact' })
})

test('a kill right after the entry that was noted as the last went into a file accuses nobody', async () => {
  const { trail, run } = opened()
  trail.clock.pass(10 * DAY_MS)
  trail.close()
  const noted = readFileSync(trail.headPath)
  expect(await run(5)).toBe(4)
  trail.close()
  writeFileSync(trail.headPath, noted)
  trail.log.record(factOf({ username: 'eve' }))
  trail.close()
  expect(entriesOf(trail.file).map(({ action }) => action)).not.toContain('audit.head_mismatch')
  expect(trail.verify()).toMatchObject({ kind: 'intact' })
})

test('what is not archived cannot be removed, and an archive that no entry names is found', async () => {
  const { trail, run } = opened()
  await run(5)
  expect(() => trail.database.exec('DELETE FROM audit_entries WHERE seq = 3')).toThrow('append-only')
  const hash = 'f'.repeat(64)
  trail.tamper(
    `INSERT INTO audit_archives SELECT 3, hash, 3, 'audit-x', '${hash}' FROM audit_entries WHERE seq = 3`,
    'DELETE FROM audit_entries WHERE seq = 3',
  )
  expect(trail.verify()).toMatchObject({ kind: 'broken', reason: expect.stringContaining('No entry says') })
})

test('a head that was written down before is looked for in the file', async () => {
  const { trail, run } = opened()
  const before = trail.verify()
  const first = { seq: 1, hash: 'a'.repeat(64) }
  await run(5)
  trail.close()
  expect(trail.verify(first)).toMatchObject({
    kind: 'broken',
    seq: 1,
    reason: expect.stringContaining('audit-00000001-00000002.jsonl.gz'),
  })
  expect(before.kind === 'intact' && trail.verify(before.head)).toMatchObject({ kind: 'intact' })
})
