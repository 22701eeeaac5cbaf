import type { Session } from '#shared/session/session.ts'
import { forkSession } from '#renderer/state/session/forks.ts'
import { Link } from '#renderer/ui/Link.tsx'
import * as words from './laterWords.ts'

/** In place of the composer of a session that has ended: how it goes on elsewhere. */
export function EndedLine({ session }: { session: Session }) {
  return (
    <p className="py-3 text-center text-muted">
      {words.thisSessionHasEnded}{' '}
      {session.turn_count > 0 && (
        <>
          <button
            type="button"
            className="text-accent underline touch:min-h-11"
            onClick={() => void forkSession(session.id)}
          >
            {words.goOnInAFork}
          </button>
          {' · '}
        </>
      )}
      <Link href="/new" className="text-accent underline">
        {words.startANewOne}
      </Link>
    </p>
  )
}
