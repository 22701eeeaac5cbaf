import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Device } from '#test/support/browser/browser.ts'
import { harbour, type Harbour } from './harbour.ts'

const visit = harbour()

const jobs = [
  { job: 'sessions', at: '2026-11-28T06:00:00.000Z', removed: 3, bytes: 12_400_000, problem: null },
  { job: 'attachments', at: '2026-11-28T06:00:00.000Z', removed: 0, bytes: 0, problem: null },
  {
    job: 'transcript_copies',
    at: '2026-11-28T06:00:00.000Z',
    removed: 0,
    bytes: 0,
    problem: 'The disk is nearly full.',
  },
  { job: 'sockets', at: '2026-11-28T06:00:00.000Z', removed: 2, bytes: 0, problem: null },
]

const copies = (origin: object) => ({
  key: 'transcripts.copies',
  label: 'Keep copies of transcripts',
  description: 'Claude Code removes its transcripts after 30 days.',
  group: 'storage',
  form: { kind: 'switch' },
  unit: null,
  value: true,
  default: true,
  origin,
  variable: 'HOMEPORT_TRANSCRIPTS_COPIES',
  takes_effect: 'now',
  waits_for_restart: false,
  keeper: 'local',
  fixed: null,
})

function answers({ gateway }: Harbour, origin: object) {
  const { overrides } = gateway.answers
  const most = {
    ...copies({ kind: 'default' }),
    key: 'transcripts.copies_mb',
    value: 2000,
    form: { kind: 'number', from: 1, to: 10_000_000 },
  }
  overrides.set('settings.list', () => ({
    file: '/home/me/settings.yaml',
    problem: null,
    settings: [copies(origin), most],
  }))
  overrides.set('settings.change', () => ({
    file: '/home/me/settings.yaml',
    problem: null,
    settings: [copies({ kind: 'file', line: 1 }), most],
  }))
  const room = { total_bytes: 271e9, free_bytes: 71e9 }
  const usage = { cpu_percent: 2, rss_bytes: 9e7, processes: 1 }
  overrides.set('resources.machine', () => ({
    cpu_percent: 9,
    cores: 2,
    memory: room,
    disk: room,
    gateway: usage,
    host: usage,
  }))
  overrides.set('resources.sessions', () => ({
    sessions: [],
    spares: [
      { process_id: 7, project: '/home/me/harbour', started_at: '2026-11-28T06:00:00.000Z', ...usage, rss_bytes: 2e8 },
    ],
  }))
  overrides.set('storage.read', () => ({
    data_dir: '/home/me/.local/share/homeport',
    items: [{ kind: 'transcript_copies', bytes: 214e6, files: 310 }],
    transcripts: { path: '/home/me/.claude/projects', bytes: 9e8, files: 400 },
    is_partial: false,
    disk: room,
    vault: { kind: 'keychain', problem: null },
  }))
  overrides.set('cleanup.read', () => ({ jobs }))
  overrides.set('cleanup.due', () => ({ jobs: [{ job: jobs[0]?.job, things: 3 }] }))
  overrides.set('cleanup.run', () => ({ jobs: jobs.slice(0, 1) }))
  overrides.set('storage.sessions', () => ({
    sessions: [
      {
        session_id: 's1',
        name: 'Migrate the database',
        events: 4_200_000,
        attachments: 900_000,
        checkpoints: 2_500_000,
        transcript_copies: 300_000,
      },
      // Of a host of before.
      { session_id: 's2', name: 'An older one', events: 1_000_000, attachments: 0 },
    ],
    measured_at: '2026-11-28T06:00:00.000Z',
  }))
}

/** For those who want to look: `HOMEPORT_PICTURES=FOLDER`. */
async function picture({ person }: Harbour, name: string): Promise<void> {
  const folder = process.env['HOMEPORT_PICTURES']
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true })
    await person.page.screenshot({ path: path.join(folder, `${name}.png`) })
  }
}

const looks = [
  ['light', 'wide'],
  ['dark', 'wide'],
  ['light', 'phone'],
  ['dark', 'phone'],
] as const satisfies readonly (readonly ['light' | 'dark', Device])[]

test.each(looks)(
  'in %s colours on a %s screen: it is told that copies are kept, once, and answered',
  async (colorScheme, device) => {
    const opened = await visit('/nowhere', device, { colorScheme })
    answers(opened, { kind: 'default' })
    opened.gateway.answers.history.add('c1', ['Pool timeouts', 'It waits for a connection.'], { only_copy: true })
    const { person, gateway } = opened
    await person.open('/history')
    await person.sees(/Homeport keeps packed copies on this machine, 2 GB at most/)
    await person.expectAccessible()
    await picture(opened, `history-${device}-${colorScheme}`)
    await person.presses('Keep copies')
    await expect.poll(() => person.page.getByRole('button', { name: 'Keep copies' }).count()).toBe(0)
    await expect
      .poll(() => gateway.answers.calls.findLast(({ name }) => name === 'settings.change')?.params)
      .toEqual({
        changes: { 'transcripts.copies': true },
      })
    await person.open('/history?open=c1')
    await person.sees(/Claude Code has removed this conversation/)
    await picture(opened, `copy-${device}-${colorScheme}`)
    gateway.answers.overrides.set('transcript_copies.put_back', () => ({ put_back: true }))
    await person.presses('Give it back to Claude Code')
    await person.sees(/Claude Code has it again/)
    await person.expectAccessible()
  },
)

test.each(looks)(
  'in %s colours on a %s screen: what clean-up did, and what takes most, is shown',
  async (colorScheme, device) => {
    const opened = await visit('/nowhere', device, { colorScheme })
    answers(opened, { kind: 'file', line: 3 })
    const { person } = opened
    await person.open('/panel')
    await person.sees('Clean-up')
    await person.sees('Unused sessions')
    await person.sees(/3 removed, 12 MB/)
    await person.sees('The disk is nearly full.')
    await person.sees('Migrate the database')
    await person.sees(/conversation 4.2 MB · attachments 900 KB · checkpoints 2.5 MB · copies of transcripts 300 KB/)
    await person.sees('Started for the next session')
    await person.page.getByRole('button', { name: 'Clean up now' }).scrollIntoViewIfNeeded()
    await picture(opened, `machine-${device}-${colorScheme}`)
    await person.expectAccessible()
    await person.presses('Clean up now')
    await expect.poll(() => person.page.getByText('Dead sockets').count()).toBe(0)
  },
)
