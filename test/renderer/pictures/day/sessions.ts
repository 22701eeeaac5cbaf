import { SessionId } from '#shared/ids.ts'
import type { Session } from '#shared/session/session.ts'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import { ago, DAY, HOUR, MINUTE } from '../stoppedClock.ts'
import { darkMode, poolTimeouts, upgrade, whySlow } from './conversations.ts'
import { askForCommand, askForEdit, askForPlan, askQuestions } from './waiting.ts'

export const API = '/home/owner/projects/api-server'
export const WEBSITE = '/home/owner/projects/website'

/** The sessions of the drawings: four need somebody, two work, the others rest. Made anew for each picture. */
export function sessionsOfTheDay() {
  return {
    migrate: session(1, { name: 'Migrate the database', ...waiting(4 * MINUTE) }, askForCommand),
    pool: session(2, { name: 'Shared connection pool', ...waiting(11 * MINUTE) }, askForEdit),
    checkout: session(3, { name: 'Checkout page', workspace_path: WEBSITE, ...waiting(26 * MINUTE) }, askQuestions),
    limits: session(4, { name: 'Rate limits', ...waiting(HOUR), permission_mode: 'plan' }, askForPlan),
    timeouts: session(
      5,
      {
        name: 'Pool timeouts',
        status: 'WORKING',
        activity: 'Editing src/db/pool.ts',
        turn_started_at: ago(130_000),
        last_activity: ago(2_000),
        cost_usd: 0.34,
        usage: used(41_000),
        context: { tokens: 76_000, window: 200_000 },
        effort_levels: ['low', 'medium', 'high'],
        unread: false,
      },
      poolTimeouts,
    ),
    upgrade: session(
      6,
      {
        name: 'Upgrade to Node 24',
        status: 'ACTIVE',
        outcome: 'failed',
        outcome_reason: 'Your Claude sign-in expired',
        unread: true,
        last_activity: ago(38 * MINUTE),
        cost_usd: 0.05,
      },
      upgrade,
    ),
    slow: session(
      7,
      {
        name: 'Why is /users slow?',
        unread: true,
        outcome: 'finished',
        last_activity: ago(12 * MINUTE),
        cost_usd: 0.09,
      },
      whySlow,
    ),
    landing: session(8, {
      name: 'Landing page copy',
      workspace_path: WEBSITE,
      status: 'WORKING',
      activity: 'Running npm test',
      turn_started_at: ago(12_000),
      last_activity: ago(1_000),
      cost_usd: 0.06,
      usage: used(8_000),
    }),
    links: session(9, {
      name: 'Fix the broken links',
      workspace_path: WEBSITE,
      unread: true,
      outcome: 'finished',
      files_changed: 3,
      last_activity: ago(HOUR),
    }),
    dark: session(
      10,
      {
        name: 'Dark mode',
        workspace_path: WEBSITE,
        status: 'TERMINATED',
        status_reason: 'user_request',
        unread: false,
        last_activity: ago(3 * HOUR),
      },
      darkMode,
    ),
    prompt: session(11, {
      name: 'Tidy the shell prompt',
      workspace_path: '/home/owner/dotfiles',
      status: 'SUSPENDED',
      last_activity: ago(2 * DAY),
    }),
  }
}

function waiting(milliseconds: number): Partial<Session> {
  return {
    status: 'WAITING',
    turn_started_at: ago(milliseconds + MINUTE),
    last_activity: ago(milliseconds),
    cost_usd: 0.12,
  }
}

function used(output_tokens: number): Session['usage'] {
  return { input_tokens: 0, output_tokens, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 }
}

/** Its conversation first, then what its header says: events change that. */
function session(
  number: number,
  fields: Partial<Session>,
  script: Parameters<FakeSession['write']>[0] = () => {},
): FakeSession {
  const id = SessionId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)
  const place = { id, workspace_path: API, created_at: ago(3 * DAY) }
  const made = new FakeSession({ ...place, ...fields })
  made.write(script)
  const { head_seq, pending_approvals, turn_count } = made.header.session
  made.header = {
    ...made.header,
    session: { ...made.header.session, ...fields, head_seq, pending_approvals, turn_count },
  }
  return made
}
