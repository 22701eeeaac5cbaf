import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { SealedSecrets } from '#server/platform/vault/sealedSecrets.ts'

const SECRET = 'sk-ant-api03-sécret-Ω'

test('a secret comes back whole, is replaced, and is gone when it was deleted', () => {
  const secrets = new SealedSecrets()
  expect(secrets.get('a')).toBeNull()
  secrets.set('a', 'first')
  secrets.set('a', SECRET)
  secrets.set('b', '')
  expect([secrets.get('a'), secrets.get('b'), secrets.has('a')]).toEqual([SECRET, '', true])
  secrets.delete('a')
  secrets.delete('a')
  expect([secrets.get('a'), secrets.has('a'), secrets.get('b')]).toEqual([null, false, ''])
  secrets.clear()
  expect(secrets.has('b')).toBe(false)
})

test('nothing that can be looked at shows it', () => {
  const secrets = new SealedSecrets()
  secrets.set('a', SECRET)
  expect(inspect(secrets, { showHidden: true, depth: 9 }) + JSON.stringify(secrets)).not.toContain('sk-ant')
})
