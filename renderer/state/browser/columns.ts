import { SessionId } from '#shared/ids.ts'
import { createStore, type WritableStore } from '../store.ts'

/** The parameter of the address that puts a session beside the one of its path. */
export const BESIDE = 'beside'

/** While two sessions stand side by side, the one whose column has, or last had, the keyboard; null: there is one column. */
export const focusedColumn: WritableStore<SessionId | null> = createStore<SessionId | null>(null)

/** The session that the address puts beside this one; null: none. None stands beside itself. */
export function besideOf(id: SessionId): SessionId | null {
  const { data = null } = SessionId.safeParse(new URLSearchParams(location.search).get(BESIDE))
  return data === id ? null : data
}
