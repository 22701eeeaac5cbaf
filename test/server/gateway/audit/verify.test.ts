import { rmSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { chainHash } from '#server/gateway/audit/log/chain.ts'
import { canonicalJson } from '#server/platform/canonicalJson.ts'
import { AuditTrail, entriesOf, factOf } from '#test/support/gateway/auditTrail.ts'

/** Five entries, closed in order. */
function fiveEntries(): AuditTrail {
  const trail = new AuditTrail()
  for (const username of ['ada', 'bob', 'cleo', 'dan', 'eve']) {
    trail.log.record(factOf({ username }))
  }
  trail.close()
  return trail
}

describe('a log that nobody touched', () => {
  test('is intact, and says how far it reaches', () => {
    const verdict = fiveEntries().verify()
    expect(verdict).toMatchObject({ kind: 'intact', head: { seq: 5, hash: expect.stringMatching(/^[0-9a-f]{64}$/) } })
  })

  test('is intact when it is empty, and while it is being written', () => {
    const trail = new AuditTrail()
    trail.log.isHealthy()
    expect(trail.verify()).toMatchObject({ kind: 'intact', head: { seq: 0 } })
    trail.log.record(factOf())
    expect(trail.verify()).toMatchObject({ kind: 'intact', head: { seq: 1 } })
  })

  test('goes on over restarts, also after a gateway was killed before it noted the head', () => {
    const trail = fiveEntries()
    trail.log.record(factOf())
    trail.database.close()
    expect(trail.verify()).toMatchObject({ kind: 'intact', head: { seq: 6 } })
  })
})

describe('tampering is found, and the first broken entry named', () => {
  const rewritten = `json_set(entry, '$.username', 'mallory')`
  const cases = [
    ['an entry was changed', [`UPDATE audit_entries SET entry = ${rewritten} WHERE seq = 3`], 3],
    ['the last one was changed', [`UPDATE audit_entries SET entry = ${rewritten} WHERE seq = 5`], 5],
    ['a hash was changed', [`UPDATE audit_entries SET hash = '${'0'.repeat(64)}' WHERE seq = 2`], 2],
    ['an entry was made unreadable', [`UPDATE audit_entries SET entry = '[]' WHERE seq = 2`], 2],
    ['the first one was deleted', ['DELETE FROM audit_entries WHERE seq = 1'], 1],
    ['one in the middle was deleted', ['DELETE FROM audit_entries WHERE seq = 3'], 3],
    [
      'one was deleted and the rest moved up',
      ['DELETE FROM audit_entries WHERE seq = 3', 'UPDATE audit_entries SET seq = seq - 1 WHERE seq > 3'],
      3,
    ],
    [
      'two were exchanged',
      [
        'UPDATE audit_entries SET seq = 99 WHERE seq = 2',
        'UPDATE audit_entries SET seq = 2 WHERE seq = 3',
        'UPDATE audit_entries SET seq = 3 WHERE seq = 99',
      ],
      2,
    ],
    [
      'one was put in',
      [
        'UPDATE audit_entries SET seq = seq + 100 WHERE seq > 2',
        `INSERT INTO audit_entries (seq, entry, hash) SELECT 3, json_set(entry, '$.seq', 3), hash FROM audit_entries WHERE seq = 2`,
        'UPDATE audit_entries SET seq = seq - 99 WHERE seq > 100',
      ],
      3,
    ],
    ['the end was cut off', ['DELETE FROM audit_entries WHERE seq > 3'], 4],
    ['everything was deleted', ['DELETE FROM audit_entries'], 1],
    ['the table was dropped', ['DROP TABLE audit_entries'], 1],
  ] as const

  test.each(cases)('%s', (_what, statements, seq) => {
    const trail = fiveEntries()
    trail.tamper(...statements)
    expect(trail.verify()).toMatchObject({ kind: 'broken', seq })
  })

  test('the triggers were removed', () => {
    const trail = fiveEntries()
    trail.database.exec('DROP TRIGGER audit_entries_no_delete')
    expect(trail.verify()).toMatchObject({ kind: 'broken', reason: expect.stringContaining('no_delete') })
  })

  test('the head file was removed or broken', () => {
    const trail = fiveEntries()
    writeFileSync(trail.headPath, 'nonsense')
    expect(trail.verify()).toMatchObject({ kind: 'broken', seq: 6 })
    rmSync(trail.headPath)
    expect(trail.verify()).toMatchObject({ kind: 'broken', seq: 6 })
  })

  test('a cut at the end stays visible after the server went on writing', () => {
    const trail = fiveEntries()
    trail.tamper('DELETE FROM audit_entries WHERE seq > 3')
    for (let times = 0; times < 5; times += 1) {
      trail.log.record(factOf())
    }
    trail.close()
    expect(trail.verify()).toMatchObject({ kind: 'broken', seq: 4 })
    expect(entriesOf(trail.file)[3]).toMatchObject({
      action: 'audit.head_mismatch',
      details: { noted_seq: 5, found_seq: 3 },
    })
  })

  test('a log that was computed anew is caught by a head that was written down elsewhere, and by nothing else', () => {
    const trail = fiveEntries()
    const before = trail.verify()
    const head = before.kind === 'intact' ? before.head : null
    rewriteWhole(trail)
    expect(trail.verify()).toMatchObject({ kind: 'intact' })
    expect(trail.verify(head ?? undefined)).toMatchObject({ kind: 'broken', seq: 5 })
  })
})

test('the database itself refuses to change, delete or replace an entry', () => {
  const trail = fiveEntries()
  for (const sql of [
    `UPDATE audit_entries SET entry = '{}' WHERE seq = 1`,
    'DELETE FROM audit_entries',
    `INSERT OR REPLACE INTO audit_entries (seq, entry, hash) VALUES (2, '{}', '')`,
    `INSERT INTO audit_entries (seq, entry, hash) VALUES (7, '{}', '')`,
    `INSERT INTO audit_entries (entry, hash) VALUES ('{}', '')`,
  ]) {
    expect(() => trail.database.exec(sql)).toThrow('append-only')
  }
  expect(trail.verify()).toMatchObject({ kind: 'intact', head: { seq: 5 } })
})

/** What somebody can do who has the whole machine: every hash and the head file made to fit. */
function rewriteWhole(trail: AuditTrail): void {
  const statements: string[] = ['DELETE FROM audit_entries']
  let hash = '0'.repeat(64)
  let seq = 0
  for (const entry of entriesOf(trail.file)) {
    const text = canonicalJson({ ...entry, username: 'nobody' })
    hash = chainHash(hash, text)
    seq = entry.seq
    statements.push(`INSERT INTO audit_entries (seq, entry, hash) VALUES (${seq}, '${text}', '${hash}')`)
  }
  trail.tamper(...statements)
  writeFileSync(trail.headPath, JSON.stringify({ seq, hash }))
}
