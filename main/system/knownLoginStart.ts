import type { LoginStart } from '#shared/desktop/bridge.ts'
import { type LoginStartDeps, readLoginStart, setLoginStart } from './loginStart.ts'

/** Caches whether the program starts at login: querying the system is slow, and the tray needs it often. */
export interface KnownLoginStart {
  /** The last known value; queries the system when there is none. */
  known(): LoginStart
  /** Queries the system again. */
  read(): LoginStart
  set(enabled: boolean): LoginStart
}

export function knownLoginStart(deps: LoginStartDeps): KnownLoginStart {
  let known: LoginStart | null = null
  const note = (state: LoginStart) => (known = state)
  return {
    known: () => known ?? note(readLoginStart(deps)),
    read: () => note(readLoginStart(deps)),
    set: (enabled) => note(setLoginStart(enabled, deps)),
  }
}
