import type { Session } from '#shared/session/session.ts'
import { SessionRow } from './SessionRow.tsx'

/** A titled list of sessions; nothing when there are none. */
export function SessionSection({ title, sessions }: { title: string; sessions: readonly Session[] }) {
  return sessions.length === 0 ? null : (
    <section aria-label={title}>
      <h2 className="mb-1 px-2 text-xs font-semibold text-muted">{title}</h2>
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
    </section>
  )
}
