import type { SessionId } from '#shared/ids.ts'
import { closeColumn } from '#renderer/state/browser/columnActions.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { buttonLink, Link } from '#renderer/ui/Link.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import * as words from '../laterWords.ts'

/** In place of a session that cannot be shown: why, and the ways on. */
export function RefusedSession({ id, message, isOfTwo }: { id: SessionId; message: string; isOfTwo: boolean }) {
  return (
    <div className="mx-auto w-full max-w-120 space-y-4 p-6">
      <Problem>{message}</Problem>
      <div className="flex flex-wrap gap-2">
        {isOfTwo && <Button onClick={() => closeColumn(id)}>{words.closeThisColumn}</Button>}
        <Link href="/" className={buttonLink}>
          {words.allSessions}
        </Link>
      </div>
    </div>
  )
}
