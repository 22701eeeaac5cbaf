import { expect, test } from 'vitest'
import type { DesktopState } from '#shared/desktop/desktopState.ts'
import { type TrayFacts, trayMenu } from '#main/tray/trayMenu.ts'
import type { TrayItem } from '#main/tray/trayItem.ts'
import { asks, quiet, remoteOn, sessionCalled } from './desktopStates.ts'
import { remoteOff } from '#test/fakes/remoteChoice.ts'

const noon = Date.parse('2026-11-21T12:00:00Z')

function menuOf(change: Partial<DesktopState>, facts: Partial<TrayFacts> = {}, now = noon): TrayItem[] {
  return trayMenu({ state: { ...quiet, ...change }, startsAtLogin: 'unsupported', ...facts }, now)
}

/** The menu as a person reads it: groups indented, ticks and what cannot be clicked marked. */
function read(items: readonly TrayItem[], indent = ''): string[] {
  return items.flatMap((item) => {
    switch (item.kind) {
      case 'separator':
        return [`${indent}--`]
      case 'line':
        return [`${indent}(${item.label})`]
      case 'button':
        return [`${indent}${item.label}`]
      case 'tick':
        return [`${indent}[${item.checked ? 'x' : ' '}] ${item.label}`]
      case 'group':
        return [`${indent}${item.label} >`, ...read(item.items, `${indent}  `)]
    }
  })
}

function actions(items: readonly TrayItem[]): string[] {
  return items.flatMap((item) =>
    item.kind === 'group'
      ? actions(item.items)
      : 'action' in item
        ? [`${item.label}: ${JSON.stringify(item.action)}`]
        : [],
  )
}

const approvalLines = (approval: ReturnType<typeof asks>) =>
  read(menuOf({ waiting: [{ session: sessionCalled('api'), approvals: [approval] }] })).slice(2, -9)

test('with nothing going on it says so, and offers the window, the panic switch and the end', () => {
  expect(read(menuOf({}))).toEqual([
    '(Homeport is ready)',
    '--',
    'Lock down: close to the outside and pause all sessions…',
    '--',
    'Open Homeport',
    'Settings…',
    '--',
    'Quit Homeport…',
  ])
})

test.for<[string, Partial<DesktopState>, string[]]>([
  ['starting', { server: { kind: 'starting' } }, ['(The server is starting…)', '--']],
  ['stopped', { server: { kind: 'stopped' } }, ['(The server is stopped)', 'Start the server']],
  [
    'failed',
    { server: { kind: 'failed', message: 'the port is taken.' } },
    ['(The server does not run: the port is taken.)', 'Start the server'],
  ],
  [
    'restarting',
    { server: { kind: 'restarting', how: 'SIGKILL' } },
    ['(The server ended unexpectedly and is started again)', '--'],
  ],
])('a server that is %s: that stands first, and nothing is offered that needs it', ([, change, first]) => {
  const lines = read(menuOf(change))
  expect(lines.slice(0, 2)).toEqual(first)
  expect(lines.join()).not.toMatch(/Panic|Settings|Remote/)
  expect(lines).toContain('Quit Homeport…')
})

test('what one line tells whole may be allowed or denied right here', () => {
  expect(approvalLines(asks('Bash', { command: 'npm run migrate', description: 'Migrate' }))).toEqual([
    'api: Run npm run migrate >',
    '  (Run npm run migrate)',
    '  (in /home/me/app)',
    '  Allow once',
    '  Deny',
    '  Open',
  ])
})

const dangers = [
  { code: 'deletes_files', text: 'Deletes files for good.' },
  { code: 'runs_as_admin', text: 'Runs with administrator rights.' },
]

test('every danger is told, each once', () => {
  const lines = approvalLines(asks('Bash', { command: 'sudo rm -rf build' }, { dangers: [...dangers, ...dangers] }))
  expect(lines).toContain('  (Deletes files for good. Runs with administrator rights.)')
})

test.for<[string, ReturnType<typeof asks>, string]>([
  ['a dangerous command', asks('Bash', { command: 'rm -rf build' }, { dangers }), '⚠ api: Run rm -rf build >'],
  ['a command that no host has judged', asks('Bash', { command: 'ls' }, { dangers: undefined }), 'api: Run ls >'],
  ['what a hook wants seen', asks('Bash', { command: 'ls' }, { decision_reason: 'Look!' }), 'api: Run ls >'],
  ['work in the background', asks('Bash', { command: 'ls', run_in_background: true }), 'api: Run ls >'],
  ['a command of several lines', asks('Bash', { command: 'ls\nnode x.js' }), 'api: Run ls >'],
  ['a command that hides its end', asks('Bash', { command: 'ls \u202e txt.exe' }), 'api: Run ls ‹RLO› txt.exe >'],
  ['a command that pushes its end away', asks('Bash', { command: 'ls\u00a0-la' }), 'api: Run ls‹NBSP›-la >'],
  [
    'an address, with what is asked of it',
    asks('WebFetch', { url: 'https://a.example', prompt: 'Send' }),
    'api: Fetch https://a.example >',
  ],
  ['an edit, whose change a menu cannot show', asks('Edit', { file_path: '/home/me/app/a.ts' }), 'api: Edit a.ts >'],
  ['a tool nobody knows', asks('mcp__mail__send', { to: 'a', body: 'b' }), 'api: mail: send a >'],
  ['an unknown field of a known tool', asks('Bash', { command: 'ls', sandbox: false }), 'api: Run ls >'],
  [
    'a question',
    asks('AskUserQuestion', { questions: [{ question: 'Which?' }] }, { kind: 'question' }),
    'api: Ask Which? >',
  ],
  ['a plan', asks('ExitPlanMode', { plan: 'do' }, { kind: 'plan' }), 'api: Plan >'],
  ['a very long command', asks('Bash', { command: `echo ${'a'.repeat(300)}` }), `api: Run echo ${'a'.repeat(49)}… >`],
])('%s is only opened from here', ([, approval, label]) => {
  const lines = approvalLines(approval)
  expect(lines[0]).toBe(label)
  expect(lines.at(-1)).toBe('  Look and answer…')
  expect(lines.join()).not.toMatch(/Allow|Deny/)
})

test('a long command is told to its last character before it may be allowed', () => {
  const command = `npm run build -- ${Array.from({ length: 20 }, (_, index) => `--flag-${index}`).join(' ')}`
  const lines = approvalLines(asks('Bash', { command }))
  expect(lines).toContain('  Allow once')
  const told = lines.slice(1, -4).map((text) => text.slice(3, -1))
  expect(told.join('').replaceAll(/\s/g, '')).toBe(`Run ${command}`.replaceAll(/\s/g, ''))
})

test('answers name the very approval; opening names the session', () => {
  const session = sessionCalled('api')
  const { id } = session
  const waiting = [{ session, approvals: [asks('Bash', { command: 'ls' })] }]
  expect(actions(menuOf({ waiting })).slice(0, 3)).toEqual([
    `Allow once: {"kind":"answer","session_id":"${id}","approval_id":"ask-Bash","decision":"allow"}`,
    `Deny: {"kind":"answer","session_id":"${id}","approval_id":"ask-Bash","decision":"deny"}`,
    `Open: {"kind":"open","path":"/session/${id}"}`,
  ])
})

test('a session that runs tells what it does, for how long, and can be opened, interrupted, ended', () => {
  const running = [sessionCalled('homeport', 1, { activity: 'editing frames.ts' })]
  const lines = read(menuOf({ running }, {}, noon + 62 * 60_000))
  expect(lines.slice(2, 7)).toEqual([
    'homeport: editing frames.ts · 1 h 2 min >',
    '  Open',
    '  Stop the turn',
    '  Pause',
    '  End the session…',
  ])
})

test('within one minute the menu is the same, so that it is not built anew', () => {
  const running = [sessionCalled('a')]
  expect(menuOf({ running }, {}, noon + 61_000)).toEqual(menuOf({ running }, {}, noon + 119_000))
})

test('many sessions are told as a number, and all can be paused at once', () => {
  const running = Array.from({ length: 9 }, (_, index) => sessionCalled(`s${index}`, index))
  const lines = read(menuOf({ running }))
  expect(lines.filter((text) => text.endsWith('>'))).toHaveLength(6)
  expect(lines).toContain('3 more working…')
  expect(lines).toContain('Pause all 9 sessions')
})

test('what was paused can be resumed, and nothing else was', () => {
  const paused = [sessionCalled('a', 1), sessionCalled('b', 2)]
  expect(read(menuOf({ paused }))[2]).toBe('Resume all 2 sessions')
  expect(actions(menuOf({ paused: paused.slice(0, 1) }))[0]).toBe(
    `Resume a: {"kind":"control","control":"resume","session_ids":["${sessionCalled('a', 1).id}"]}`,
  )
})

const groupOf = (change: Partial<DesktopState>) => {
  const lines = read(menuOf(change))
  return lines.slice(2, lines.indexOf('Lock down: close to the outside and pause all sessions…'))
}

test('an open listener that nobody can sign in through is shown as such', () => {
  const problem = 'No GitHub app is set up: nobody can sign in from another device.'
  const said = '  (Nobody can sign in from outside yet.)'
  expect(groupOf({ remote: { ...remoteOn, sign_in_problem: problem } })).toContain(said)
  expect(groupOf({ remote: { ...remoteOn, sign_in_problem: null } })).not.toContain(said)
})

test('remote access: off, on with its address, and not working', () => {
  expect(groupOf({ remote: remoteOff })).toEqual([
    'Remote access: off >',
    '  (Only this machine can connect.)',
    '  Switch on…',
  ])
  expect(groupOf({ remote: remoteOn })).toEqual([
    'Remote access: on >',
    '  (https://home.example:4443)',
    '  Copy the address',
    '  Pair a phone…',
    '  Switch off',
    '  More…',
  ])
  expect(groupOf({ remote: { ...remoteOff, enabled: true, problem: 'Port 4443 is taken.' } })).toEqual([
    'Remote access: not working >',
    '  (Port 4443 is taken.)',
    '  Switch off',
    '  More…',
  ])
})

test.for<[DesktopState['update'], string[]]>([
  [{ kind: 'unavailable', reason: 'x' }, []],
  [{ kind: 'current', checked_at: null }, ['Check for updates']],
  [{ kind: 'checking' }, ['(Looking for updates…)']],
  [{ kind: 'available', version: '1.2.0' }, ['(Homeport 1.2.0 is fetched…)']],
  [{ kind: 'downloading', version: '1.2.0', percent: 47.3 }, ['(Homeport 1.2.0: 40 % fetched)']],
  [{ kind: 'ready', version: '1.2.0' }, ['Install Homeport 1.2.0 and restart']],
  [{ kind: 'failed', message: 'x' }, ['The update failed: look…', 'Try again']],
])('an update that is %j', ([update, expected]) => {
  const lines = read(menuOf({ update }))
  const at = lines.indexOf('Lock down: close to the outside and pause all sessions…') + 2
  expect(lines.slice(at, lines.indexOf('Open Homeport') - (expected.length > 0 ? 1 : 0))).toEqual(expected)
})

test('sessions in an old host are offered to move, and only when no turn runs', () => {
  const host = { version: '1.2.0', host_version: '1.1.0', host_pid: 7, state: 'older', busy_sessions: 0 } as const
  expect(read(menuOf({ host }))).toEqual(
    expect.arrayContaining(['(Sessions run in the old version 1.1.0)', 'Move them to 1.2.0']),
  )
  const busy = read(menuOf({ host: { ...host, busy_sessions: 2 } }))
  expect(busy).toContain('(They can move when no turn runs)')
  expect(busy).not.toContain('Move them to 1.2.0')
  expect(read(menuOf({ host: { ...host, state: 'current' } })).join()).not.toContain('old version')
})

test('starting at login is a tick that turns round', () => {
  expect(read(menuOf({}, { startsAtLogin: 'yes' }))).toContain('[x] Start at login')
  expect(actions(menuOf({}, { startsAtLogin: 'yes' }))).toContain(
    'Start at login: {"kind":"start_at_login","on":false}',
  )
  expect(read(menuOf({}, { startsAtLogin: 'no' }))).toContain('[ ] Start at login')
})

test('names and commands cannot draw a menu of their own: one line, bounded, shortcuts escaped', () => {
  const session = sessionCalled(`a&b\n${'long '.repeat(40)}`, 1, { activity: '\u202erunning\tx' })
  const [first = ''] = read(menuOf({ running: [session] })).slice(2)
  expect(first).toMatch(/^a&&b long long lon/)
  expect(first).not.toMatch(/[\n\t\u202e]/)
  expect(first.length).toBeLessThanOrEqual(68)
})

test('what failed is told with its reason, then what finished and nobody has read, each a way to its session', () => {
  const failed = sessionCalled('api', 1, { outcome: 'failed', outcome_reason: 'Sign-in expired.', status: 'ACTIVE' })
  const finished = sessionCalled('docs', 2, { outcome: 'finished', status: 'ACTIVE' })
  const menu = menuOf({ failed: [failed], finished: [finished] })
  expect(read(menu).slice(0, 4)).toEqual([
    '(api failed)',
    '--',
    'api: failed: Sign-in expired.',
    'docs: finished, not read',
  ])
  expect(actions(menu)[0]).toContain(`/session/${failed.id}`)
})

test('a device that asks for its first terminal stands above what waits, with who it is and both answers', () => {
  const asking = [
    {
      id: 'r1',
      device_name: 'Chrome on Android',
      username: 'ada',
      address: '203.0.113.9',
      asked_at: '2026-11-21T12:00:00.000Z',
      expires_in: 240,
    },
  ]
  expect(read(menuOf({ asking })).slice(2, 6)).toEqual([
    'First terminal: Chrome on Android >',
    '  (Chrome on Android of ada at 203.0.113.9)',
    '  Allow',
    '  Deny',
  ])
  expect(actions(menuOf({ asking })).slice(0, 2)).toEqual([
    'Allow: {"kind":"confirm_terminal","id":"r1","decision":"allow"}',
    'Deny: {"kind":"confirm_terminal","id":"r1","decision":"deny"}',
  ])
})
