import { SessionId } from '#shared/ids.ts'
import type { UsageRow } from '#shared/operations/usage.ts'
import type { FakeAnswers } from '#test/fakes/fakeAnswers.ts'
import { fakeUsage, fakeUsageDays } from '#test/fakes/fakeUsage.ts'
import { ago, DAY, HOUR, MINUTE, NOON } from '../stoppedClock.ts'

const WEBSITE = '/home/owner/projects/website'

/** The conversations of the drawings, about a connection pool; the first can be read. */
export function fillHistory({ history }: FakeAnswers): void {
  const log = history.add(
    'shared-pool',
    [
      'Why does every request open a new connection?',
      "Because `connect()` is called inside the handler. A connection pool opens at most 20 and reuses them:\n\n```ts\nconst pool = new Pool({ max: 20, idleTimeoutMillis: 30_000 })\n\napp.get('/users/:id', async (req, res, next) => {\n  const user = await pool.get(byId, req.params.id)\n```",
    ],
    { title: 'Shared connection pool', last_at: ago(11 * MINUTE), turns: 2, tokens: 6_000 },
  )
  log.prompt('Go ahead with the shared connection pool. Keep the handlers small.', 'shared-pool-q')
  log.text('I’ll move the connection out of the handler and send errors to the error handler.', 'shared-pool-b')
  log.turnEnd({ duration_ms: 62_000, cost_usd: 0.07 })
  const others = [
    [
      'slow',
      'Why is /users slow?',
      'The handler opens a new connection for every request; a connection pool of 20 would do.',
      ago(12 * MINUTE),
      0.09,
    ],
    ['timeouts', 'Pool timeouts', 'It waits forever when the connection pool is empty.', ago(3 * HOUR), 0.75],
    [
      'load',
      'Load test with 500 clients',
      'The load exhausts the connection pool after 40 s, so most of it is waiting.',
      ago(24 * DAY),
      1.1,
    ],
    [
      'postgres',
      'Move to Postgres 17',
      'Its max_connections must exceed the connection pool size of all servers together.',
      ago(37 * DAY),
      2.31,
    ],
    [
      'replicas',
      'Read replicas',
      'There is one connection pool per replica, chosen by the router.',
      ago(56 * DAY),
      0.88,
    ],
  ] as const
  for (const [id, prompt, answer, last_at, cost_usd] of others) {
    history.add(id, [prompt, answer], { last_at, cost_usd, source: id === 'load' ? 'terminal' : 'homeport' })
  }
  history.add('menu', ['Make the menu usable with the keyboard', 'Done: arrows move, Esc closes.'], {
    project: WEBSITE,
    last_at: ago(60 * DAY),
  })
}

/** A year of work in four projects with three models, more of it lately. The same every time. */
export function fillUsage({ overrides }: FakeAnswers): void {
  const all = Array.from({ length: 300 }, (_, back) => rowsOf(back)).flat()
  const within = ({ from, to }: Readonly<Record<string, unknown>>) =>
    all.filter(({ day = '' }) => day >= String(from) && day <= String(to))
  overrides.set('usage.read', (params) => fakeUsage(params, within(params)))
  overrides.set('usage.days', (params) => fakeUsageDays(params, within(params)))
}

function rowsOf(back: number): readonly Partial<UsageRow>[] {
  const when = new Date(NOON - back * DAY)
  const isWeekend = when.getUTCDay() % 6 === 0
  const amount = ((back * 37) % 23) / 23
  if (amount < 0.12 + back / 600 || (isWeekend && amount < 0.6)) {
    return []
  }
  const day = when.toISOString().slice(0, 10)
  return shares.map(({ project, model, share }) => ({
    day,
    session_id: SessionId.parse('00000000-0000-4000-8000-000000000005'),
    session_name: 'Pool timeouts',
    project,
    model,
    cost_usd: Math.round(amount * share * 1_400) / 100,
    turns: Math.ceil(amount * share * 18),
    output_tokens: Math.round(amount * share * 60_000),
    cache_read_input_tokens: Math.round(amount * share * 900_000),
    input_tokens: Math.round(amount * share * 120_000),
    duration_ms: Math.round(amount * share * 5_400_000),
  }))
}

const shares = [
  { project: '/home/owner/projects/api-server', model: 'claude-opus-5-5', share: 0.62 },
  { project: WEBSITE, model: 'claude-sonnet-5-5', share: 0.24 },
  { project: '/home/owner/projects/mobile-app', model: 'claude-opus-5-5', share: 0.1 },
  { project: '/home/owner/dotfiles', model: 'claude-haiku-4-5', share: 0.04 },
] as const
