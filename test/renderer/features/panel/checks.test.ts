import { expect, test } from 'vitest'
import { checks } from '#renderer/features/panel/checks.ts'
import type { KnownStatus } from '#renderer/features/panel/findings.ts'

const known: KnownStatus = {
  host: { version: '1.2.0', host_version: '1.1.0', host_pid: 7, state: 'current', busy_sessions: 0 },
  storage: {
    data_dir: '/data',
    items: [],
    transcripts: { path: '/t', bytes: 0, files: 0 },
    is_partial: false,
    disk: { total_bytes: 271e9, free_bytes: 71e9 },
    vault: { kind: 'keychain', problem: null },
  },
  remote: { certificate: null, order: null, problem: null, remote_url: null },
  settings: { settings: [], file: '/data/settings.yaml', problem: null },
}

test('each thing that was looked at says how it is', () => {
  expect(checks(known).map(({ name, text, href }) => [name, text, href])).toEqual([
    ['Session host', 'Version 1.1.0', null],
    ['Disk', expect.stringMatching(/^71.* of 271.* free$/), null],
    ['Vault', 'The system’s keychain', null],
    ['Remote access', 'Off', null],
    ['Settings', 'In order', null],
  ])
  expect(checks({})).toEqual([])
})

test('what needs a look stands first, with where to mend it', () => {
  const problem = 'settings.yaml, line 2: no'
  const found = checks({ ...known, settings: { settings: [], file: '/data/settings.yaml', problem } })
  expect(found[0]).toEqual({ name: 'Settings', text: problem, href: '/settings' })
  expect(found).toHaveLength(5)
})
