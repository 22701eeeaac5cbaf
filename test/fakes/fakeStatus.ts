import type { ClaudeStatus } from '#shared/operations/claude.ts'
import type { RemoteStatus } from '#shared/operations/remote.ts'
import { defaultRemoteChoice } from './remoteChoice.ts'

/** A Claude Code that is found and signed in. */
export const fakeClaude: ClaudeStatus = {
  found: true,
  path: '/home/me/.local/bin/claude',
  version: '2.1.329',
  source: 'path',
  login: 'subscription',
  problem: null,
  vault: 'keychain',
  vault_problem: null,
  shell_problem: null,
  demo: false,
}

/** Remote access that is on, with an authority of its own. */
export const fakeRemote: RemoteStatus = {
  enabled: true,
  remote_url: 'https://192.168.1.5:4443',
  bind: '0.0.0.0',
  port: 4443,
  hosts: ['192.168.1.5', 'box.local', 'localhost'],
  certificate: {
    kind: 'own_ca',
    names: ['192.168.1.5', 'box.local', 'localhost'],
    expires_at: '2027-02-19T05:00:00.000Z',
    renews_at: '2027-01-20T05:00:00.000Z',
    fingerprint: Array(32).fill('AB').join(':'),
    works: 'Devices warn until they trust the authority of this workstation.',
    warning: null,
  },
  order: null,
  choice: defaultRemoteChoice,
  fixed: [],
  ca_path: '/home/me/.local/share/homeport/homeport-ca.crt',
  ca_url: 'https://192.168.1.5:4443/homeport-ca.crt',
  problem: null,
  visitor: null,
}
