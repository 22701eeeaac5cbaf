import { Preferences } from '#shared/operations/preferences.ts'
import { createStore, type Store } from '../store.ts'
import { loadItem, storeItem } from './browserStorage.ts'

const SessionDefaults = Preferences.pick({ model: true, permission_mode: true, effort: true })
export type SessionDefaults = Pick<Preferences, 'model' | 'permission_mode' | 'effort'>

const ENTRY = 'sessionDefaults'
const NOTHING: SessionDefaults = { model: null, permission_mode: null, effort: null }
const state = createStore<SessionDefaults>(stored())

/** With what this person's new sessions begin, where nothing else was chosen; null: with what the workstation has. */
export const sessionDefaults: Store<SessionDefaults> = state

/** Changes them, stored in this browser. */
export function setSessionDefaults(change: Partial<SessionDefaults>): void {
  const next = { ...state.get(), ...change }
  storeItem(ENTRY, Object.values(next).every((one) => one === null) ? null : JSON.stringify(next))
  state.set(next)
}

function stored(): SessionDefaults {
  try {
    // What an earlier page stored lacks what came since.
    return SessionDefaults.parse({ ...NOTHING, ...JSON.parse(loadItem(ENTRY) ?? 'null') })
  } catch {
    return NOTHING
  }
}
