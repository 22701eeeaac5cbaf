import type { Before } from '../questions.ts'
import type { KeptChange, KeptTurn } from './rows.ts'
import { type MaybeVersion, isSame } from './version.ts'

/** What several turns of a session did to one file, the oldest first. */
export interface Chain {
  readonly path: string
  readonly before: MaybeVersion
  readonly after: MaybeVersion
  /** Between two of them somebody else changed it. */
  readonly isMixed: boolean
  readonly last: KeptChange
}

/** What Claude changed in these turns, file by file. */
export function chainsOf(turns: readonly (readonly KeptChange[])[]): Map<string, Chain> {
  const chains = new Map<string, Chain>()
  for (const changes of turns) {
    for (const change of changes.filter(({ is_own }) => is_own)) {
      const known = chains.get(change.path)
      chains.set(change.path, {
        path: change.path,
        before: known === undefined ? change.before : known.before,
        after: change.after,
        isMixed: known !== undefined && (known.isMixed || !isSame(known.after, change.before)),
        last: change,
      })
    }
  }
  return chains
}

/** The turn that is meant, and all after it; null: it is not kept. */
export function turnsFrom(turns: readonly KeptTurn[], before: Before): readonly KeptTurn[] | null {
  const index = turns.findIndex((turn) =>
    'turn_id' in before ? turn.turn_id === before.turn_id : turn.message_id === before.message_id,
  )
  return index === -1 ? null : turns.slice(index)
}
