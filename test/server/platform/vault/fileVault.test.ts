import { chmodSync, existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { resolvePaths } from '#server/platform/files/paths.ts'
import { openVault } from '#server/platform/vault/openVault.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const SECRET = 'sk-ant-oat01-sécret-Ω'

test('a secret is kept across restarts, replaced and deleted', async () => {
  const { paths, vault } = setup()
  expect(await vault.get('claude_token')).toBeNull()
  await vault.set('claude_token', 'first')
  await vault.set('claude_token', SECRET)
  expect(await openVault({ kind: 'file', paths }).get('claude_token')).toBe(SECRET)
  await vault.delete('claude_token')
  await vault.delete('claude_token')
  expect(await vault.get('claude_token')).toBeNull()
})

test('an empty secret and a name of the language itself are kept like any other', async () => {
  const { vault } = setup()
  expect(await vault.get('__proto__')).toBeNull()
  await vault.set('empty', '')
  expect(await vault.get('empty')).toBe('')
  expect(await vault.get('constructor')).toBeNull()
})

test('neither file shows the secret, both are closed to others, nothing but an empty lock is left behind', async () => {
  const { paths, vault } = setup()
  await vault.set('claude_token', SECRET)
  await vault.set('other', SECRET)
  for (const file of [paths.vaultFile, paths.vaultKey]) {
    expect(readFileSync(file).includes(SECRET)).toBe(false)
    expect(readFileSync(file).includes(Buffer.from(SECRET).toString('base64').slice(0, 16))).toBe(false)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  }
  expect(readdirSync(paths.dataDir).toSorted()).toEqual(['vault.enc', 'vault.enc.lock', 'vault.key'])
  expect(statSync(`${paths.vaultFile}.lock`).size).toBe(0)
})

test('the same secret looks different each time it is written', async () => {
  const { paths, vault } = setup()
  const seen = new Set<string>()
  for (const name of ['a', 'b']) {
    await vault.set(name, SECRET)
    await vault.set('a', SECRET)
    seen.add(entries(paths.vaultFile)['a'] ?? '')
  }
  expect(seen.size).toBe(2)
})

test('an entry put under another name does not open', async () => {
  const { paths, vault } = setup()
  await vault.set('claude_token', SECRET)
  const { claude_token } = entries(paths.vaultFile)
  writeFileSync(paths.vaultFile, JSON.stringify({ version: 1, entries: { other: claude_token } }))
  await expect(vault.get('other')).rejects.toMatchObject({ code: 'SETTINGS_001' })
})

test('a changed byte is noticed', async () => {
  const { paths, vault } = setup()
  await vault.set('claude_token', SECRET)
  const bytes = Buffer.from(entries(paths.vaultFile)['claude_token'] ?? '', 'base64')
  bytes.writeUInt8(bytes.readUInt8(14) ^ 1, 14)
  writeFileSync(paths.vaultFile, JSON.stringify({ version: 1, entries: { claude_token: bytes.toString('base64') } }))
  await expect(vault.get('claude_token')).rejects.toMatchObject({ code: 'SETTINGS_001', message: /was changed/ })
  expect(await vault.problem()).toMatch(/Nothing was overwritten/)
})

test.each(['', 'garbage', '{"version":2,"entries":{}}', '{"version":1,"entries":{"a":"%%%"}}'])(
  'a damaged vault file (%j) is an error and is never overwritten',
  async (content) => {
    const { paths, vault } = setup()
    await vault.set('claude_token', SECRET)
    writeFileSync(paths.vaultFile, content)
    await expect(vault.set('claude_token', 'new')).rejects.toMatchObject({ message: /Nothing was overwritten/ })
    await expect(vault.get('claude_token')).rejects.toMatchObject({ code: 'SETTINGS_001' })
    await expect(vault.delete('claude_token')).rejects.toMatchObject({ code: 'SETTINGS_001' })
    expect(readFileSync(paths.vaultFile, 'utf8')).toBe(content)
  },
)

test('a key file that others can read is refused', async () => {
  const { paths, vault } = setup()
  await vault.set('claude_token', SECRET)
  chmodSync(paths.vaultKey, 0o640)
  await expect(vault.get('claude_token')).rejects.toMatchObject({ message: /can be read by other users.*chmod 600/ })
  await expect(vault.set('b', SECRET)).rejects.toMatchObject({ code: 'SETTINGS_001' })
  expect(await vault.problem()).toMatch(/chmod 600/)
})

test('a lost key is not replaced while secrets depend on it', async () => {
  const { paths, vault } = setup()
  await vault.set('claude_token', SECRET)
  const before = readFileSync(paths.vaultFile, 'utf8')
  rmSync(paths.vaultKey)
  await expect(vault.set('b', SECRET)).rejects.toMatchObject({ message: /key file .* is missing/ })
  await expect(vault.get('claude_token')).rejects.toMatchObject({ message: /is missing/ })
  expect(existsSync(paths.vaultKey)).toBe(false)
  expect(readFileSync(paths.vaultFile, 'utf8')).toBe(before)
})

test('a key cut short is refused', async () => {
  const { paths, vault } = setup()
  await vault.set('claude_token', SECRET)
  writeFileSync(paths.vaultKey, 'short')
  await expect(vault.get('claude_token')).rejects.toMatchObject({ message: /5 bytes instead of 32/ })
})

test('a vault that cannot be written says so and keeps the old content', async () => {
  const { paths, vault } = setup()
  await vault.set('claude_token', SECRET)
  const nowhere = openVault({
    kind: 'file',
    paths: { ...paths, vaultFile: path.join(paths.vaultFile, 'below-a-file') },
  })
  await expect(nowhere.set('claude_token', 'new')).rejects.toMatchObject({ code: 'SETTINGS_001' })
  expect(await vault.get('claude_token')).toBe(SECRET)
})

test('the vault in memory keeps secrets for its own life only', async () => {
  const { paths } = setup()
  const vault = openVault({ kind: 'memory', paths })
  await vault.set('claude_token', SECRET)
  expect(await vault.get('claude_token')).toBe(SECRET)
  expect(await openVault({ kind: 'memory', paths }).get('claude_token')).toBeNull()
  expect(readdirSync(paths.dataDir)).toEqual([])
})

function setup() {
  const paths = resolvePaths(temporaryFolder())
  return { paths, vault: openVault({ kind: 'file', paths }) }
}

function entries(file: string): Record<string, string> {
  return z.object({ entries: z.record(z.string(), z.string()) }).parse(JSON.parse(readFileSync(file, 'utf8'))).entries
}
