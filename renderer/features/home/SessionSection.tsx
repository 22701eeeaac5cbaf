import type { ReactNode } from 'react'
import type { Session } from '#shared/session/session.ts'
import { SessionRow } from './SessionRow.tsx'

interface SessionSectionProps {
  title: string
  sessions: readonly Session[]
  /** A button for the whole section. */
  action?: ReactNode
}

/** A titled list of sessions; nothing when there are none. */
export function SessionSection({ title, sessions, action }: SessionSectionProps) {
  return sessions.length === 0 ? null : (
    <section aria-label={title}>
      <div className="mb-1 flex items-center justify-between">
        <h2 className="px-2 text-xs font-semibold text-muted">{title}</h2>
        {action}
      </div>
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
    </section>
  )
}
