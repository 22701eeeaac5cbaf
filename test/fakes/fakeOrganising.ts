import type { Session } from '#shared/session/session.ts'
import type { FakeGateway } from './fakeGateway.ts'

type Params = Readonly<Record<string, unknown>>

/** `session.list` as the fake gateway answers it: one page. */
export function listed({ sessions }: Pick<FakeGateway, 'sessions'>, { archived = false }: Params): unknown {
  const all = [...sessions.values()].map(({ header }) => header.session)
  return {
    sessions: all.filter((one) => one.archived === archived && one.deletes_at === null),
    next_cursor: null,
  }
}

/** What changes a session's place in the lists. A deleted one stays until the test ends. */
export function organised(
  name: 'session.update' | 'session.delete' | 'session.restore',
  { session_id: _session, ...fields }: Params,
  change: (fields: Params) => Session,
): unknown {
  switch (name) {
    case 'session.update':
      return change(fields)
    case 'session.delete':
      return change({ deletes_at: new Date(Date.now() + 10_000).toISOString() })
    case 'session.restore':
      return change({ deletes_at: null })
  }
}
