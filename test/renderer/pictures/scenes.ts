import type { FakeGateway } from '#test/fakes/fakeGateway.ts'
import { fillMachine } from './day/machine.ts'
import { fillHistory, fillUsage } from './day/past.ts'
import { sessionsOfTheDay } from './day/sessions.ts'
import { fillTerminals } from './day/terminals.ts'
import { fillRepository } from './day/workspace.ts'
import type { ScreenName, Step } from './steps.ts'

/** A screen of the page: what the workstation is like, where the browser goes, and what a person does there. */
export interface Scene {
  readonly name: string
  /** The drawings that it stands for, by name. */
  readonly drawn: readonly string[]
  readonly path: string
  /** The only screens that it is drawn for; absent: all. */
  readonly screens?: readonly ScreenName[]
  /** What the browser says it is; absent: itself. */
  readonly userAgent?: string
  /** What is otherwise on the workstation. */
  readonly prepare?: (gateway: FakeGateway) => void
  /** What is done there, until all of the scene can be seen. */
  readonly steps: readonly Step[]
}

/** A workstation in the middle of its day, as the drawings have it. */
export function fillDay(gateway: FakeGateway): void {
  const sessions = sessionsOfTheDay()
  Object.values(sessions).forEach((session) => gateway.add(session))
  const { answers } = gateway
  answers.profile = { ...answers.profile, username: 'owner' }
  answers.folders = ['api-server', 'website', 'mobile-app']
  answers.files = ['src/db/pool.ts', 'src/db/pool.config.ts', 'test/pool.test.ts']
  fillMachine(answers)
  fillHistory(answers)
  fillUsage(answers)
  fillRepository(answers)
  fillTerminals(answers, sessions)
}

const at = (number: number, rest = '') => `/session/00000000-0000-4000-8000-${String(number).padStart(12, '0')}${rest}`

const composer = '[aria-label="Message to Claude"]'
/** What the card of a dangerous request asks for, once it is there. */
const risky: readonly Step[] = [{ has: 'button', says: 'Allow once' }]
const openPool: Step = { sees: 'Also log how long a request waited.' }

/** Every screen of the design. */
export const scenes: readonly Scene[] = [
  { name: 'home', drawn: ['01-home', '11-phone-01-home'], path: '/', steps: [{ sees: 'Why is /users slow?' }] },
  {
    name: 'needs-you',
    drawn: ['11-phone-03-approve-command'],
    path: '/needs-you',
    screens: ['phone'],
    steps: risky,
  },
  { name: 'session', drawn: ['02-session-changes', '11-phone-02-session'], path: at(5), steps: [openPool] },
  {
    name: 'changes',
    drawn: ['02-session-changes', '11-phone-06-changes'],
    path: at(5, '/changes'),
    steps: [{ presses: 'Uncommitted' }, { sees: 'clearTimeout(waiting[0].timer)' }],
  },
  {
    name: 'approve-command',
    drawn: ['03a-approve-command', '11-phone-03-approve-command'],
    path: at(1),
    steps: risky,
  },
  {
    name: 'approve-confirm',
    drawn: ['03a2-approve-confirm', '11-phone-03b-confirm'],
    path: at(1),
    steps: [{ presses: 'Allow once' }, { sees: 'Tap again to allow' }],
  },
  {
    name: 'approve-edit',
    drawn: ['03b-approve-edit', '11-phone-04-approve-edit'],
    path: at(2),
    steps: [{ sees: 'idleTimeoutMillis' }],
  },
  {
    name: 'question',
    drawn: ['03c-question', '11-phone-05-question'],
    path: at(3),
    steps: [{ sees: 'Hosted page' }],
  },
  { name: 'plan', drawn: ['03d-plan'], path: at(4), steps: [{ sees: 'Token bucket per API key' }] },
  {
    name: 'new-session',
    drawn: ['04-new-session'],
    path: '/new',
    steps: [
      {
        writes: 'Add a health check that also tests the database, and use it in the deployment',
        into: '[aria-label="What should Claude do?"]',
      },
    ],
  },
  {
    name: 'terminal',
    drawn: ['05-terminal', '11-phone-07-terminal'],
    path: at(5, '/terminal'),
    steps: [
      { sees: 'tsx watch src/main.ts' },
      { presses: 'Full width', only: 'wide' },
      { presses: 'Show two side by side', only: 'wide' },
      { sees: 'look at how clients are handed out', only: 'wide' },
    ],
  },
  {
    name: 'history',
    drawn: ['06-history', '11-phone-12-history'],
    path: '/history?q=connection%20pool&open=shared-pool',
    screens: ['wide', 'narrow'],
    steps: [{ sees: 'Keep the handlers small' }],
  },
  {
    name: 'history-list',
    drawn: ['11-phone-12-history'],
    path: '/history?q=connection%20pool',
    steps: [{ sees: 'Read replicas' }],
  },
  { name: 'machine', drawn: ['07-machine', '11-phone-11-machine'], path: '/panel', steps: [{ sees: 'guest-viewer' }] },
  {
    name: 'lock-down',
    drawn: ['07b-lock-down'],
    path: '/panel',
    steps: [{ presses: 'Lock down…' }, { has: '[role="dialog"], dialog', says: 'Cancel' }],
  },
  { name: 'settings', drawn: ['08-settings'], path: '/settings/notifications', steps: [{ sees: 'Silent projects' }] },
  { name: 'usage', drawn: ['09-usage'], path: '/usage', steps: [{ sees: 'Add budget' }] },
  {
    name: 'palette',
    drawn: ['10-palette'],
    path: at(5),
    steps: [
      openPool,
      { key: 'Control+k' },
      { writes: 'pool', into: 'dialog [role="combobox"], [role="dialog"] [role="combobox"]' },
      { has: '[role="option"]', says: 'Shared connection pool' },
    ],
  },
  {
    name: 'completing',
    drawn: ['11-phone-08-keyboard'],
    path: at(5),
    steps: [openPool, { writes: 'Read the timeout from @pool', into: composer }, { has: '[role="option"]' }],
  },
  {
    name: 'offline',
    drawn: ['12c-offline', '12-phone-offline'],
    path: at(5),
    steps: [
      openPool,
      { goesOffline: true },
      { sees: 'Claude keeps working on the workstation' },
      { writes: 'And count the waiting requests.', into: composer },
      { presses: 'Queue' },
      { sees: 'Will be sent when' },
    ],
  },
  {
    name: 'pair',
    drawn: ['11-phone-09-pair'],
    path: `/pair#${'s'.repeat(43)}`,
    screens: ['phone'],
    prepare: (gateway) => {
      gateway.isSignedIn = false
      gateway.answers.overrides.set('auth.pair', () => claim)
      gateway.answers.overrides.set('auth.pair_poll', () => ({ status: 'pending', interval: 60 }))
    },
    steps: [{ presses: 'Pair this phone' }, { sees: 'anchor' }],
  },
  {
    name: 'install',
    drawn: ['11-phone-10-install'],
    path: `/pair#${'s'.repeat(43)}`,
    screens: ['phone'],
    userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)',
    prepare: (gateway) => {
      gateway.isSignedIn = false
      gateway.answers.overrides.set('auth.pair', () => ({ ...claim, interval: 1 }))
      gateway.answers.overrides.set('auth.pair_poll', () => {
        gateway.isSignedIn = true
        return { status: 'complete', user: gateway.answers.profile }
      })
    },
    steps: [{ presses: 'Pair this phone' }, { sees: 'Continue in the browser' }],
  },
  { name: 'first-run', drawn: ['12a-first-run'], path: '/welcome', steps: [{ sees: 'Set up Homeport' }] },
  {
    name: 'home-empty',
    drawn: ['12b-home-empty'],
    path: '/',
    prepare: (gateway) => gateway.sessions.clear(),
    steps: [{ sees: 'What should Claude do?' }],
  },
  {
    name: 'error',
    drawn: ['12d-error'],
    path: at(6),
    steps: [{ sees: 'Upgrade to Node 24 and fix what breaks.' }],
  },
  { name: 'ended', drawn: ['12e-ended'], path: at(10), steps: [{ sees: 'This session has ended' }] },
  {
    name: 'loading',
    drawn: ['12f-loading'],
    path: at(5),
    prepare: (gateway) => {
      gateway.isSilent = true
    },
    steps: [{ sees: 'Opening the conversation' }],
  },
  {
    name: 'no-such-page',
    drawn: [],
    path: '/nowhere',
    steps: [{ sees: 'There is no such page' }],
  },
]

const claim = {
  claim_id: 'c'.repeat(43),
  code: 'anchor maple seven',
  fingerprint: Array.from({ length: 32 }, () => 'AB').join(':'),
  machine: 'workshop',
  device_name: 'Phone',
  role: 'owner',
  expires_in: 108,
  interval: 60,
}
