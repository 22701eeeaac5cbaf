import type { ClaudeStatus } from '#shared/operations/claude.ts'
import type { NotificationChoices } from '#shared/operations/push.ts'
import type { RemoteStatus } from '#shared/operations/remote.ts'
import type { ResultOf } from '#shared/operations/table.ts'
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

/** The models that Claude Code offers: one of them without a choice of effort. */
export const fakeModels: ResultOf<'claude.models'>['models'] = [
  { name: 'default', resolved: 'claude-opus-5-5', effort_levels: ['low', 'medium', 'high', 'xhigh', 'max'] },
  { name: 'opus', resolved: 'claude-opus-5-5', effort_levels: ['low', 'medium', 'high', 'xhigh', 'max'] },
  { name: 'sonnet', resolved: 'claude-sonnet-5-5', effort_levels: ['low', 'medium', 'high'] },
  { name: 'haiku', resolved: 'claude-haiku-4-5', effort_levels: [] },
]

/** What nobody chose yet. */
export const fakeNotifications: NotificationChoices = {
  needs_you: true,
  finished: true,
  finished_after_s: 60,
  failed: true,
  contents: false,
  answers: false,
  quiet: null,
  muted: [],
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

/** A workstation where everything is as it comes. */
export const fakeSettings: ResultOf<'settings.list'> = {
  settings: [],
  file: '/home/me/.homeport/settings.yaml',
  problem: null,
}

/** The one person. */
export const fakeProfile = {
  id: 'u1',
  github_id: null,
  username: 'me',
  avatar_url: null,
  email: null,
  role: 'owner',
  created_at: '2026-01-01T00:00:00.000Z',
  last_login: '2026-01-01T00:00:00.000Z',
  active_sessions: 1,
}
