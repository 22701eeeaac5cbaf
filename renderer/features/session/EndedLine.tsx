import type { Session } from '#shared/session/session.ts'
import { forkSession } from '#renderer/state/session/forks.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { buttonLink, Link } from '#renderer/ui/Link.tsx'
import * as words from './laterWords.ts'

/** In place of the composer of a session that has ended: how it goes on elsewhere. */
export function EndedLine({ session }: { session: Session }) {
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-card border border-line bg-surface px-4 py-3">
      <p className="min-w-40 flex-1 font-medium">{words.thisSessionHasEnded}</p>
      {session.turn_count > 0 && <Button onClick={() => void forkSession(session.id)}>{words.goOnInAFork}</Button>}
      <Link href={`/new?folder=${encodeURIComponent(session.workspace_path)}`} className={buttonLink}>
        {words.startANewOne}
      </Link>
    </div>
  )
}
