import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const text = readFileSync(path.join(import.meta.dirname, '../../electron-builder.yml'), 'utf8')

test('every fuse of the packaged program is as strict as it goes, but the one that the detached host needs', () => {
  expect((parse(text) as { electronFuses: object }).electronFuses).toEqual({
    runAsNode: true,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
    resetAdHocDarwinSignature: true,
  })
})

test('the reason stands beside the one that stays on', () => {
  const [, comment] = /electronFuses:\n((?:\s+#.*\n)+)\s+runAsNode: true/.exec(text) ?? []
  expect(comment).toMatch(/session host/)
})
