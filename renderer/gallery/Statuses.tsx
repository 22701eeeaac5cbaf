import { SessionStatus } from '#shared/session/status.ts'
import { SessionRow } from '#renderer/features/home/SessionRow.tsx'
import { Card } from '#renderer/ui/Card.tsx'
import { aSession } from './examples.ts'

/** A session in every status, and what its last turn may have left. */
export function Statuses() {
  return (
    <Card title="Statuses">
      <ul>
        {SessionStatus.options.map((status) => (
          <SessionRow key={status} session={aSession(`is ${status}`, { status })} />
        ))}
        <SessionRow session={aSession('finished and unread', { outcome: 'finished', unread: true })} />
        <SessionRow session={aSession('unread', { unread: true })} />
        <SessionRow
          session={aSession('failed', { outcome: 'failed', outcome_reason: 'The account has no credit left.' })}
        />
      </ul>
    </Card>
  )
}
