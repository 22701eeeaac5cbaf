import { HomeportError } from '#shared/errors.ts'
import type { SessionId, TerminalId, UserId } from '#shared/ids.ts'
import { counted } from '#shared/text/plural.ts'

interface Belongs {
  readonly session_id: SessionId
  readonly user_id: UserId
}

/** One that is there, with those that were opened first in front. */
interface Kept {
  readonly terminal_id: TerminalId
  readonly facts: Belongs
  readonly isRunning: boolean
}

interface Room {
  /** About to be there. */
  readonly starting: readonly Belongs[]
  readonly kept: readonly Kept[]
  readonly limits: { readonly per_session: number; readonly per_person: number }
}

/**
 * What has to be forgotten so that one more terminal can be there: those that have ended, the oldest first; nothing that runs.
 *
 * @throws HomeportError SESSION_003: as many run as there may be.
 */
export function roomForOne(wanted: Belongs, { starting, kept, limits }: Room): Set<TerminalId> {
  const forgotten = new Set<TerminalId>()
  const clear = (limit: number, belongs: (facts: Belongs) => boolean, what: string) => {
    const there = kept.filter(({ terminal_id, facts }) => belongs(facts) && !forgotten.has(terminal_id))
    const tooMany = starting.filter(belongs).length + there.length + 1 - limit
    const ended = there.filter(({ isRunning }) => !isRunning)
    if (tooMany > ended.length) {
      throw new HomeportError(
        'SESSION_003',
        `${what}, which is the most there can be. Nothing was opened; close one first.`,
      )
    }
    ended.slice(0, Math.max(0, tooMany)).forEach(({ terminal_id }) => forgotten.add(terminal_id))
  }
  const { per_session, per_person } = limits
  clear(per_session, ({ session_id }) => session_id === wanted.session_id, `This session has ${terminals(per_session)}`)
  clear(per_person, ({ user_id }) => user_id === wanted.user_id, `Your sessions have ${terminals(per_person)} together`)
  return forgotten
}

function terminals(count: number): string {
  return counted(count, { one: '# terminal', other: '# terminals' })
}
