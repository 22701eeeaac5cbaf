import { expect, test } from 'vitest'
import { type KnownStatus, findings } from '#renderer/features/panel/findings.ts'

const disk = { total_bytes: 2e11, free_bytes: 1e11 }
const storage: NonNullable<KnownStatus['storage']> = {
  data_dir: '/data',
  items: [],
  transcripts: { path: '/t', bytes: 0, files: 0 },
  is_partial: false,
  disk,
  vault: { kind: 'keychain', problem: null },
}
const host: NonNullable<KnownStatus['host']> = {
  version: '1',
  host_version: '1',
  host_pid: 7,
  state: 'current',
  busy_sessions: 0,
}
const remote: NonNullable<KnownStatus['remote']> = {
  certificate: null,
  order: null,
  problem: null,
  remote_url: null,
}
const settings: NonNullable<KnownStatus['settings']> = { settings: [], file: '/data/settings.yaml', problem: null }
const port = { key: 'port', waits_for_restart: true } as NonNullable<KnownStatus['settings']>['settings'][number]

test('nothing is the matter where all is well, or where nothing is known', () => {
  expect(findings({ storage, host, remote, settings })).toEqual([])
  expect(findings({})).toEqual([])
})

test.each<[KnownStatus, RegExp, string]>([
  [{ host: { ...host, state: 'away' } }, /does not answer/, '/logs'],
  [{ host: { ...host, state: 'older' } }, /older version/, '/'],
  [{ storage: { ...storage, disk: { ...disk, free_bytes: 5e8 } } }, /nearly full/, '/panel'],
  [{ storage: { ...storage, vault: { kind: 'keychain', problem: 'No keychain.' } } }, /^No keychain/, '/welcome'],
  [{ remote: { ...remote, problem: 'The port is taken.' } }, /^The port/, '/remote'],
  [
    { remote: { ...remote, order: { state: 'failed', text: 'No certificate.', next_try_at: null } } },
    /^No cert/,
    '/remote',
  ],
  [{ settings: { ...settings, problem: 'line 2: no' } }, /^line 2/, '/settings'],
  [{ settings: { ...settings, settings: [port] } }, /Takes effect after Homeport is restarted: port\.$/, '/settings'],
])('%j is told, with where to mend it', (known, text, href) => {
  expect(findings(known)).toEqual([{ text: expect.stringMatching(text), href }])
})
