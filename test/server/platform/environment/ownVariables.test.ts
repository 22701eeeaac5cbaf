import { expect, test } from 'vitest'
import { withoutOwnVariables } from '#server/platform/environment/ownVariables.ts'

const persons = {
  NPM_TOKEN: 'npm_mine',
  NODE_OPTIONS: '--max-old-space-size=8192',
  NODE_ENV: 'development',
  NODE_PATH: '/lib',
  ELECTRON_MIRROR: 'https://mirror.example',
  ELECTRON_CACHE: '/cache',
  NPM_CONFIG_REGISTRY: 'https://registry.example',
  INIT_CWD: '/theirs',
  npm_config_registry: 'https://registry.example',
}

test('what the person set stays, whatever it is called', () => {
  expect(withoutOwnVariables(persons)).toEqual(persons)
})

test('what our launchers put there goes', () => {
  const ours = { ELECTRON_RUN_AS_NODE: '1', HOMEPORT_VAULT: 'file', CHROME_DESKTOP: 'homeport-desktop.desktop' }
  expect(withoutOwnVariables({ ...persons, ...ours })).toEqual(persons)
})

test('what npm tells its scripts goes, and nothing else that looks like it', () => {
  const byNpm = {
    npm_lifecycle_event: 'start',
    npm_config_cache: '/x',
    npm_node_execpath: '/usr/bin/node',
    NODE: '/usr/bin/node',
  }
  const { INIT_CWD: _cwd, npm_config_registry: _registry, ...rest } = persons
  expect(withoutOwnVariables({ ...persons, ...byNpm })).toEqual(rest)
})

test('the authorities that the fuses would take away come back under their own name', () => {
  expect(withoutOwnVariables({ HOMEPORT_NODE_EXTRA_CA_CERTS: '/company.pem' })).toEqual({
    NODE_EXTRA_CA_CERTS: '/company.pem',
  })
  expect(withoutOwnVariables({ HOMEPORT_NODE_EXTRA_CA_CERTS: '/old.pem', NODE_EXTRA_CA_CERTS: '/new.pem' })).toEqual({
    NODE_EXTRA_CA_CERTS: '/new.pem',
  })
})
