import type { Page } from 'playwright-core'
import type { FakeGateway } from '#test/fakes/fakeGateway.ts'
import { fillMachine } from './day/machine.ts'
import { fillHistory, fillUsage } from './day/past.ts'
import { sessionsOfTheDay } from './day/sessions.ts'
import { fillTerminals } from './day/terminals.ts'
import { fillRepository } from './day/workspace.ts'

export type ScreenName = 'wide' | 'narrow' | 'phone'

/** A screen of the page: what the workstation is like, where the browser goes, and what a person has done there. */
export interface Scene {
  readonly name: string
  /** The drawings that it stands for, by name. */
  readonly drawn: readonly string[]
  readonly path: string
  /** The only screens that it is drawn for; absent: all. */
  readonly screens?: readonly ScreenName[]
  /** What is otherwise on the workstation. */
  readonly prepare?: (gateway: FakeGateway) => void
  /** Until what was asked for is there. */
  readonly act: (page: Page, screen: ScreenName) => Promise<void>
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

/** Waits until the words can be read. */
function sees(words: string | RegExp): Scene['act'] {
  return async (page) => page.getByText(words).filter({ visible: true }).first().waitFor()
}

async function opensRisky(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Allow once' }).first().waitFor()
}

/** Every screen of the design. */
export const scenes: readonly Scene[] = [
  { name: 'home', drawn: ['01-home', '11-phone-01-home'], path: '/', act: sees('Why is /users slow?') },
  {
    name: 'needs-you',
    drawn: ['11-phone-03-approve-command'],
    path: '/needs-you',
    screens: ['phone'],
    act: opensRisky,
  },
  {
    name: 'session',
    drawn: ['02-session-changes', '11-phone-02-session'],
    path: at(5),
    act: sees('Also log how long a request waited.'),
  },
  {
    name: 'changes',
    drawn: ['02-session-changes', '11-phone-06-changes'],
    path: at(5, '/changes'),
    act: async (page) => {
      await page.getByRole('button', { name: 'Uncommitted', exact: true }).click()
      await page.getByText('clearTimeout(waiting[0].timer)').waitFor()
    },
  },
  {
    name: 'approve-command',
    drawn: ['03a-approve-command', '11-phone-03-approve-command'],
    path: at(1),
    act: opensRisky,
  },
  {
    name: 'approve-confirm',
    drawn: ['03a2-approve-confirm', '11-phone-03b-confirm'],
    path: at(1),
    act: async (page) => {
      await page.getByRole('button', { name: 'Allow once' }).first().click()
      await page.getByText('Tap again to allow').first().waitFor()
    },
  },
  {
    name: 'approve-edit',
    drawn: ['03b-approve-edit', '11-phone-04-approve-edit'],
    path: at(2),
    act: sees('idleTimeoutMillis'),
  },
  { name: 'question', drawn: ['03c-question', '11-phone-05-question'], path: at(3), act: sees('Hosted page') },
  { name: 'plan', drawn: ['03d-plan'], path: at(4), act: sees('Token bucket per API key') },
  {
    name: 'new-session',
    drawn: ['04-new-session'],
    path: '/new',
    act: async (page) => {
      await page
        .getByLabel('What should Claude do?')
        .fill('Add a health check that also tests the database, and use it in the deployment')
    },
  },
  {
    name: 'terminal',
    drawn: ['05-terminal', '11-phone-07-terminal'],
    path: at(5, '/terminal'),
    act: async (page, screen) => {
      await page.getByText('tsx watch src/main.ts').waitFor()
      if (screen === 'wide') {
        await page.getByRole('button', { name: 'Full width' }).click()
        await page.getByRole('button', { name: 'Show two side by side' }).click()
        await page.getByText('look at how clients are handed out').waitFor()
      }
    },
  },
  {
    name: 'history',
    drawn: ['06-history', '11-phone-12-history'],
    path: '/history?q=connection%20pool&open=shared-pool',
    screens: ['wide', 'narrow'],
    act: sees('Keep the handlers small'),
  },
  {
    name: 'history-list',
    drawn: ['11-phone-12-history'],
    path: '/history?q=connection%20pool',
    act: sees('Read replicas'),
  },
  { name: 'machine', drawn: ['07-machine', '11-phone-11-machine'], path: '/panel', act: sees('guest-viewer') },
  {
    name: 'lock-down',
    drawn: ['07b-lock-down'],
    path: '/panel',
    act: async (page) => {
      await page.getByRole('button', { name: 'Lock down…' }).first().click()
      await page.getByRole('dialog').getByText('Cancel').waitFor()
    },
  },
  { name: 'settings', drawn: ['08-settings'], path: '/settings/notifications', act: sees('Silent projects') },
  { name: 'usage', drawn: ['09-usage'], path: '/usage', act: sees('Add budget') },
  {
    name: 'palette',
    drawn: ['10-palette'],
    path: at(5),
    act: async (page) => {
      await page.getByText('Also log how long a request waited.').waitFor()
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').getByRole('combobox').fill('pool')
      await page
        .getByRole('option', { name: /Shared connection pool/ })
        .first()
        .waitFor()
    },
  },
  {
    name: 'completing',
    drawn: ['11-phone-08-keyboard'],
    path: at(5),
    act: async (page) => {
      const composer = page.getByRole('textbox', { name: 'Message to Claude' })
      await composer.click()
      await composer.pressSequentially('Read the timeout from @pool')
      await page.getByRole('option').first().waitFor()
    },
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
    act: async (page) => {
      await page.getByRole('button', { name: 'Pair this phone' }).click()
      await page.getByText(/anchor/).waitFor()
    },
  },
  { name: 'first-run', drawn: ['12a-first-run'], path: '/welcome', act: sees('Set up Homeport') },
  {
    name: 'home-empty',
    drawn: ['12b-home-empty'],
    path: '/',
    prepare: (gateway) => gateway.sessions.clear(),
    act: sees('What should Claude do?'),
  },
  { name: 'error', drawn: ['12d-error'], path: at(6), act: sees('Upgrade to Node 24 and fix what breaks.') },
  { name: 'ended', drawn: ['12e-ended'], path: at(10), act: sees(/This session has ended/) },
  {
    name: 'loading',
    drawn: ['12f-loading'],
    path: at(5),
    prepare: (gateway) => {
      gateway.isSilent = true
    },
    act: sees(/^Opening the conversation/),
  },
  {
    name: 'no-such-page',
    drawn: [],
    path: '/nowhere',
    act: sees('There is no such page'),
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
