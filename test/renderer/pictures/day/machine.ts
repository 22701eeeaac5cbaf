import { UserId } from '#shared/ids.ts'
import type { FakeAnswers } from '#test/fakes/fakeAnswers.ts'
import { ago, DAY, HOUR, MINUTE } from '../stoppedClock.ts'

const GB = 1024 ** 3
const MB = 1024 ** 2

/** The workstation of the drawings: reachable from outside, three devices, three people. */
export function fillMachine(answers: FakeAnswers): void {
  const { overrides } = answers
  answers.remote = {
    ...answers.remote,
    remote_url: 'https://harbour.example.net',
    hosts: ['harbour.example.net'],
    certificate: answers.remote.certificate && {
      ...answers.remote.certificate,
      kind: 'acme',
      names: ['harbour.example.net'],
      expires_at: '2027-02-24T09:00:00.000Z',
      renews_at: '2027-01-25T09:00:00.000Z',
      works: 'Every device trusts it.',
    },
  }
  answers.devices = [
    device('d1', 'Firefox on Linux', { current: true, last_used_at: ago(0) }),
    device('d2', 'Phone, installed app', { last_used_at: ago(3 * MINUTE) }),
    device('d3', 'Safari on iPad', { last_used_at: ago(6 * DAY) }),
  ]
  answers.accounts = [
    account(1, 'owner', 'owner'),
    account(2, 'octo-team', 'member'),
    account(3, 'guest-viewer', 'viewer'),
  ]
  answers.loads = [
    [5, 13, 253],
    [8, 9, 301],
    [1, 0, 193],
    [3, 0, 186],
  ].map(([number = 0, cpu_percent = 0, mb = 0]) => ({
    session_id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    cpu_percent,
    rss_bytes: mb * MB,
    processes: 3,
  }))
  overrides.set('pairing.create', () => ({
    pairing_id: 'p1',
    url: `https://harbour.example.net/pair#${'s'.repeat(43)}`,
    expires_in: 272,
  }))
  overrides.set('pairing.status', () => ({
    state: 'waiting',
    device_name: null,
    code: null,
    role: 'owner',
    expires_in: 272,
    tried_again: false,
  }))
  overrides.set('pairing.cancel', () => ({ success: true }))
  overrides.set('resources.machine', () => ({
    cpu_percent: 31,
    cores: 8,
    memory: { total_bytes: 16 * GB, free_bytes: 9.2 * GB },
    disk: { total_bytes: 271 * GB, free_bytes: 71 * GB },
    gateway: { cpu_percent: 1, rss_bytes: 92 * MB, processes: 1 },
    host: { cpu_percent: 2, rss_bytes: 118 * MB, processes: 1 },
  }))
  overrides.set('storage.read', () => storage)
  overrides.set('storage.sessions', () => ({ sessions: [], measured_at: ago(MINUTE) }))
  overrides.set('cleanup.due', () => ({ jobs: [] }))
  overrides.set('cleanup.read', () => ({
    jobs: [{ job: 'logs', at: ago(3 * HOUR), removed: 4, bytes: 12 * MB, problem: null }],
  }))
}

function device(
  id: string,
  name: string,
  more: Partial<FakeAnswers['devices'][number]>,
): FakeAnswers['devices'][number] {
  return {
    id,
    kind: 'sign_in',
    name,
    user: { id: UserId.parse('u1'), username: 'owner' },
    address: '192.168.1.20',
    created_at: ago(30 * DAY),
    last_used_at: null,
    expires_at: null,
    scopes: null,
    current: false,
    ...more,
  }
}

function account(github_id: number, login: string, role: 'owner' | 'member' | 'viewer') {
  return { github_id, login, role, is_local_owner: github_id === 1, added_at: ago(30 * DAY) }
}

const storage = {
  data_dir: '/home/owner/.local/share/homeport',
  items: [
    { kind: 'sessions', bytes: 148 * MB, files: 1 },
    { kind: 'changes', bytes: 61 * MB, files: 412 },
    { kind: 'logs', bytes: 5 * MB, files: 3 },
  ],
  transcripts: { path: '/home/owner/.claude/projects', bytes: 214 * MB, files: 412 },
  is_partial: false,
  disk: { total_bytes: 271 * GB, free_bytes: 71 * GB },
  vault: { kind: 'keychain', problem: null },
}
