import type { Session } from '#shared/session/session.ts'
import { forkSession } from '#renderer/state/session/forks.ts'
import { Link } from '#renderer/ui/Link.tsx'

/** In place of the composer of a session that has ended: how it goes on elsewhere. */
export function EndedLine({ session }: { session: Session }) {
  return (
    <p className="py-3 text-center text-muted">
      This session has ended.{' '}
      {session.turn_count > 0 && (
        <>
          <button
            type="button"
            className="text-accent underline touch:min-h-11"
            onClick={() => void forkSession(session.id)}
          >
            Go on in a fork
          </button>
          {' · '}
        </>
      )}
      <Link href="/new" className="text-accent underline">
        Start a new one
      </Link>
    </p>
  )
}
