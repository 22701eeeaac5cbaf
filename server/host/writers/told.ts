import type { ToldElsewhere } from '../sessions/writing/writing.ts'
import type { ToldEvent } from '../history/conversation/toldEvent.ts'
import type { ForeignLine } from './transcript/foreignLines.ts'

/** Lines of somebody else’s, and the end of the turn where it is known to be over, as a session takes them. */
export function toldBy(lines: readonly ForeignLine[], end: readonly ToldEvent[]): ToldElsewhere {
  const turns = lines.flatMap(({ turn }) => turn ?? [])
  const turn = end.length > 0 ? 'ended' : (turns.at(-1) ?? null)
  return { events: [...lines.flatMap(({ events }) => events), ...end].map(({ event }) => event), turn }
}
