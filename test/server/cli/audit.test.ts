import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import BetterSqlite3 from 'better-sqlite3'
import { type TestServer, startServer } from '#test/support/server/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer({ token: null })
})
afterAll(() => server.close())

const linesOf = (text: string) => text.trimEnd().split('\n')

test('while the server runs: verify, export, and a chain that anybody can compute again', async () => {
  await server.homeport('token', 'create', '--name', '=cmd|calc')
  const verified = await server.homeport('audit', 'verify', '--json')
  expect(verified).toMatchObject({ code: 0, stderr: '' })
  const { head } = JSON.parse(verified.stdout) as { head: { seq: number; hash: string } }

  const exported = await server.homeport('audit', 'export')
  const entries = linesOf(exported.stdout).map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: head.seq }, (_, index) => index + 1))
  expect(entries.map(({ action }) => action)).toEqual(['auth.sign_in', 'access_token.create'])
  let before = '0'.repeat(64)
  for (const { hash, ...entry } of entries) {
    before = createHash('sha256').update(before).update(canonical(entry)).digest('hex')
    expect(hash).toBe(before)
  }
  expect(before).toBe(head.hash)

  const expected = await server.homeport('audit', 'verify', '--expect', `${head.seq}:${head.hash}`)
  expect(expected).toMatchObject({ code: 0, stdout: expect.stringContaining('2 entries') })
  const wrong = await server.homeport('audit', 'verify', '--expect', `1:${head.hash}`)
  expect(wrong).toMatchObject({ code: 1, stdout: expect.stringContaining('broken at entry 1') })
})

test('an export for spreadsheets runs nothing there', async () => {
  const { stdout } = await server.homeport('audit', 'export', '--format', 'csv')
  expect(stdout).toMatch(/^seq,time,action,outcome,/)
  expect(stdout.split('\r\n').filter((line) => line !== '')).toHaveLength(3)
  expect(stdout).toContain('""=cmd|calc""')
  expect(stdout).not.toMatch(/(^|,)"?[=+@]/m)
})

test('an export can be limited in time', async () => {
  const future = await server.homeport('audit', 'export', '--since', '2999-01-01')
  expect(future).toMatchObject({ code: 0, stdout: '' })
  const past = await server.homeport('audit', 'export', '--until', '2999-01-01')
  expect(linesOf(past.stdout)).toHaveLength(2)
  expect((await server.homeport('audit', 'export', '--since', 'yesterday')).code).toBe(2)
})

test('without a server: tokens made on the command line are in the log, and tampering is found', async () => {
  await server.homeport('stop')
  await server.ended
  const [stopped] = linesOf((await server.homeport('audit', 'export')).stdout).slice(-1)
  expect(JSON.parse(stopped ?? '')).toMatchObject({ action: 'server.stop', outcome: 'ok', address: 'local' })
  const made = await server.homeport('token', 'create', '--name', 'offline')
  expect(made.code).toBe(0)
  expect(linesOf((await server.homeport('audit', 'export')).stdout).at(-1)).toContain('"name":"offline"')
  expect((await server.homeport('audit', 'export')).stdout).not.toContain(made.stdout.trim())
  expect((await server.homeport('audit', 'verify')).code).toBe(0)

  const database = new BetterSqlite3(path.join(server.dataDir, 'homeport.db'))
  const { sql } = database.prepare(`SELECT sql FROM sqlite_master WHERE name = 'audit_entries_no_update'`).get() as {
    sql: string
  }
  database.exec('DROP TRIGGER audit_entries_no_update')
  database.exec(`UPDATE audit_entries SET entry = replace(entry, 'sign_in', 'nothing') WHERE seq = 1`)
  database.exec(sql)
  database.close()
  const { code, stdout } = await server.homeport('audit', 'verify')
  expect(code).toBe(1)
  expect(stdout).toContain('broken at entry 1.')
})

test('a folder without Homeport is said to be none', async () => {
  rmSync(path.join(server.dataDir, 'homeport.db'))
  const { code, stderr } = await server.homeport('audit', 'verify')
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no Homeport in') })
})

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value)
  }
  const fields = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`
}
