import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { resolvePaths } from '#server/platform/files/paths.ts'
import { holdInstanceLock } from '#server/platform/files/instanceLock.ts'
import { FileVault } from '#server/platform/vault/fileVault.ts'
import { isHeldOpen, withVaultLock } from '#server/platform/vault/vaultLock.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const WRITERS = 4
/** What each writer has kept before it is killed, wherever it is then. */
const EACH = 12

test('processes that write at once and are killed lose nothing they said was kept', async () => {
  const { paths, vault } = setup()
  const kept = (
    await Promise.all(Array.from({ length: WRITERS }, (_, index) => writeUntilKilled(paths, `w${index}`)))
  ).flat()
  expect(kept.length).toBeGreaterThanOrEqual(WRITERS * EACH)
  for (const name of kept) {
    expect(await vault.get(name)).toBe(`secret of ${name}`)
  }
  await vault.set('afterwards', 'goes on')
  expect(readdirSync(paths.dataDir).filter((file) => file.endsWith('.tmp'))).toEqual([])
})

test('a holder that was killed stands in nobody’s way', async () => {
  const { paths, vault } = setup()
  const first = await writeUntilKilled(paths, 'first')
  await vault.set('second', 'at once')
  expect(await vault.get(first[0] ?? '')).not.toBeNull()
})

test('a lock that is never given back is told, and nothing was changed', async () => {
  const { paths, vault } = setup()
  await vault.set('kept', 'as it was')
  const lockFile = `${paths.vaultFile}.lock`
  const release = holdInstanceLock(lockFile)
  onTestFinished(() => release?.())
  let ran = false
  const step = () => (ran = true)
  await expect(withVaultLock({ lockFile, patienceMs: 30 }, step)).rejects.toThrow(/another process/)
  expect(ran).toBe(false)
  release?.()
  await expect(withVaultLock({ lockFile, patienceMs: 30 }, step)).resolves.toBe(true)
})

test('on Windows a file that somebody reads is tried again; elsewhere the same words are an error', async () => {
  const { paths } = setup()
  const lockFile = path.join(paths.dataDir, 'x.lock')
  const refusals = [Object.assign(new Error('open'), { code: 'EPERM' }), Object.assign(new Error(), { code: 'EBUSY' })]
  const step = () => {
    const refusal = refusals.pop()
    if (refusal !== undefined) {
      throw new Error('not replaced', { cause: refusal })
    }
    return 'replaced'
  }
  await expect(withVaultLock({ lockFile, platform: 'win32' }, step)).resolves.toBe('replaced')
  const denied = Object.assign(new Error('denied'), { code: 'EACCES' })
  expect(isHeldOpen(denied, 'win32')).toBe(true)
  expect(isHeldOpen(denied, 'linux')).toBe(false)
  expect(isHeldOpen(new Error('other'), 'win32')).toBe(false)
})

test('what a killed writer left half written is cleared away by the next one', async () => {
  const { paths, vault } = setup()
  writeFileSync(`${paths.vaultFile}.0123.tmp`, 'half')
  await vault.set('a', 'b')
  expect(readdirSync(paths.dataDir)).not.toContain('vault.enc.0123.tmp')
  expect(readFileSync(paths.vaultFile, 'utf8')).toMatch(/^\{"version":1/)
})

function setup() {
  const paths = resolvePaths(temporaryFolder())
  return { paths, vault: new FileVault({ vaultFile: paths.vaultFile, keyFile: paths.vaultKey }) }
}

/** The names a writer said it kept; it is killed, in the middle of whatever it does, once there are enough. */
async function writeUntilKilled(
  { vaultFile, vaultKey }: ReturnType<typeof resolvePaths>,
  name: string,
): Promise<string[]> {
  const program = path.join(import.meta.dirname, '../../../support/server/vaultWriter.ts')
  const writer = spawn(process.execPath, [program, vaultFile, vaultKey, name], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void writer.kill('SIGKILL'))
  const kept: string[] = []
  createInterface({ input: writer.stdout }).on('line', (line) => {
    kept.push(line)
    if (kept.length === EACH) {
      writer.kill('SIGKILL')
    }
  })
  await once(writer, 'close')
  return kept
}
