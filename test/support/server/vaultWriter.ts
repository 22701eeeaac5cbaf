import { writeSync } from 'node:fs'
import { FileVault } from '#server/platform/vault/fileVault.ts'

/** Run as a process: puts numbered secrets into the vault for ever and says the name of each one that is kept. */
const [, , vaultFile = '', keyFile = '', writer = ''] = process.argv
const vault = new FileVault({ vaultFile, keyFile })
for (let number = 1; ; number += 1) {
  const name = `${writer}.${number}`
  await vault.set(name, `secret of ${name}`)
  writeSync(1, `${name}\n`)
}
