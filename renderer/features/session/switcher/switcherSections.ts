import type { SessionId } from '#shared/ids.ts'
import type { ReadyOverview } from '#shared/session/overviewState.ts'
import type { Session } from '#shared/session/session.ts'
import { isBusy } from '#renderer/format/statusLabel.ts'
import * as words from '../laterWords.ts'

export interface SwitcherSection {
  readonly title: string
  readonly sessions: readonly Session[]
}

/** The sessions that one may switch to: what needs a person, what runs, the rest as recent as lists have it. Each once, no empty section. */
export function switcherSections(
  { sessions, approvals }: Pick<ReadyOverview, 'sessions' | 'approvals'>,
  current: SessionId,
): readonly SwitcherSection[] {
  const asking = new Set(approvals.map(({ session_id }) => session_id))
  const others = sessions.filter(({ id, archived }) => id !== current && !archived)
  const rest = others.filter(({ id }) => !asking.has(id))
  return [
    { title: words.needsYou, sessions: others.filter(({ id }) => asking.has(id)) },
    { title: words.running, sessions: rest.filter(runs) },
    { title: words.recent, sessions: rest.filter((session) => !runs(session) && session.status !== 'TERMINATED') },
  ].filter((section) => section.sessions.length > 0)
}

function runs(session: Session): boolean {
  return isBusy(session) || session.status === 'STARTING'
}
