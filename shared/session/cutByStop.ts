import type { Session } from './session.ts'

/** What a stop ends or puts off in a session, in words that follow its name; null: nothing. */
export function cutByStop({ status, background_tasks }: Pick<Session, 'status' | 'background_tasks'>): string | null {
  const tasks = background_tasks.map(({ description }) => description).join(', ')
  const parts = [
    ...(status === 'WORKING' ? ['works: its turn is cut'] : []),
    ...(status === 'WAITING' ? ['waits for an answer, and can be answered afterwards'] : []),
    ...(tasks === '' ? [] : [`runs in the background, which ends: ${tasks}`]),
  ]
  return parts.length === 0 ? null : parts.join('; ')
}

/** One line for each session that a stop cuts, ten at most. */
export function linesOfCut(sessions: readonly Pick<Session, 'name' | 'status' | 'background_tasks'>[]): string[] {
  const lines = sessions.flatMap((session) => {
    const cut = cutByStop(session)
    return cut === null ? [] : [`“${session.name}” ${cut}`]
  })
  return lines.length <= MOST ? lines : [...lines.slice(0, MOST), `and ${lines.length - MOST} more`]
}

const MOST = 10
