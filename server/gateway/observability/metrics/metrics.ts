import type { ErrorCode } from '#shared/errors.ts'
import { statusCounts } from '#shared/session/snapshots.ts'
import type { Actor } from '#shared/operations/session.ts'
import { TurnCompleted } from '#shared/session/events.ts'
import { SessionStatus } from '#shared/session/status.ts'
import type { HostLink, LinkEvent } from '#server/link/link.ts'
import type { Clock } from '#server/platform/clock.ts'
import { createLogger } from '#server/platform/log/log.ts'
import { Counter, Histogram, gauge } from './instruments.ts'
import { createProcessMetrics } from './processMetrics.ts'
import { type Family, prometheusText } from './prometheus.ts'

const log = createLogger('metrics')

/** In seconds: a cached page takes a millisecond, a new session a few seconds. */
const REQUEST_BOUNDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const

/** Counts what happens, for Prometheus. Costs a few additions per request; the rest when it is read. */
export interface Metrics {
  /** `route`: of our own table, never the address as it came. */
  requestDone(request: { route: string; method: string; status: number; seconds: number }): void
  refused(code: ErrorCode, action: string): void
  /** A frame was handed to a socket. */
  frameSent(): void
  text(): Promise<string>
  close(): void
}

export interface MetricsDeps {
  readonly clock: Pick<Clock, 'monotonic'>
  readonly link: HostLink
  /** Everybody whose sessions are counted. */
  readonly actors: () => readonly Actor[]
  readonly sockets: () => number
  readonly version: string
}

export function createMetrics(deps: MetricsDeps): Metrics {
  const counters = createCounters()
  const requests = new Histogram(
    { name: 'homeport_http_request_duration_seconds', help: 'HTTP requests by route, method and status.' },
    REQUEST_BOUNDS,
  )
  const ownProcess = createProcessMetrics(deps.clock)
  const stop = deps.link.onEvent((event) => countEvent(event, counters))

  return {
    requestDone: ({ route, method, status, seconds }) =>
      requests.observe({ route, method, status: String(status) }, seconds),
    refused: (code, action) => counters.refusals.add({ code, action }),
    frameSent: () => counters.frames.add(),
    text: async () =>
      prometheusText([
        gauge('homeport_info', 'Which Homeport this is.', [{ labels: { version: deps.version }, value: 1 }]),
        ...(await sessionFamilies(deps)),
        gauge('homeport_websocket_connections', 'Open sockets.', deps.sockets()),
        ...Object.values(counters).map((counter) => counter.family()),
        requests.family(),
        ...ownProcess.families(),
      ]),
    close: () => {
      stop()
      ownProcess.close()
    },
  }
}

type Counters = ReturnType<typeof createCounters>

/** Since this gateway started: sessions go on in their host while gateways come and go. */
function createCounters() {
  const counters = {
    events: new Counter('homeport_events_total', 'Durable events of all sessions, by type.'),
    frames: new Counter(
      'homeport_websocket_frames_sent_total',
      'Frames handed to sockets: events, live text, replies.',
    ),
    turns: new Counter('homeport_turns_total', 'Finished turns, by how they ended.'),
    tokens: new Counter('homeport_tokens_total', 'Tokens of finished turns, as the API bills them.'),
    cost: new Counter('homeport_cost_usd_total', 'Cost of finished turns in US dollars.'),
    refusals: new Counter('homeport_refusals_total', 'Requests, sign-ins and sockets that were refused.'),
  }
  // Those without labels are exported from the start: a counter that appears with its first step hides that step.
  counters.frames.add({}, 0)
  counters.cost.add({}, 0)
  return counters
}

/** Only the end of a turn is read; everything else passes through unread. */
function countEvent(event: LinkEvent, { events, turns, tokens, cost }: Counters): void {
  if (event.seq === null) {
    return
  }
  events.add({ type: event.type })
  if (event.type !== 'turn_completed') {
    return
  }
  const turn = readTurn(event.payload)
  if (turn === null) {
    log.warn('a turn could not be counted', { session_id: event.session_id, seq: event.seq })
    return
  }
  turns.add({ outcome: turn.is_error ? 'error' : 'ok' })
  cost.add({}, turn.cost_usd)
  for (const [name, amount] of Object.entries(turn.usage)) {
    tokens.add({ kind: name.replace(/_tokens$/, '') }, amount)
  }
}

function readTurn(payload: Buffer) {
  try {
    return TurnCompleted.safeParse(JSON.parse(payload.toString('utf8'))).data?.data ?? null
  } catch {
    return null
  }
}

/** While the host is away nothing is said of sessions: a gap in the graph is truer than a zero. */
async function sessionFamilies({ link, actors }: MetricsDeps): Promise<Family[]> {
  const isUp = link.state().kind === 'ready'
  const host = gauge('homeport_session_host_up', 'Whether the session host answers.', isUp ? 1 : 0)
  const byStatus = new Map<string, number>(SessionStatus.options.map((status) => [status, 0]))
  let approvals = 0
  try {
    for (const actor of actors()) {
      await link.overview(actor, (overview) => {
        approvals += overview.approvals.length
        for (const [status, count] of Object.entries(statusCounts(overview))) {
          byStatus.set(status, (byStatus.get(status) ?? 0) + count)
        }
      })
    }
  } catch {
    return [host]
  }
  const samples = [...byStatus].map(([status, value]) => ({ labels: { status }, value }))
  return [
    host,
    gauge('homeport_sessions', 'Sessions by status.', samples),
    gauge('homeport_approvals_pending', 'Approvals, questions and plans that wait for a person.', approvals),
  ]
}
