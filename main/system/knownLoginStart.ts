import type { LoginStart } from '#shared/desktop/bridge.ts'
import { type LoginStartDeps, readLoginStart, setLoginStart } from './loginStart.ts'

/** Whether the program starts at login, as it was told last: asking the system is slow, and the tray asks often. */
export interface KnownLoginStart {
  /** As it was when somebody asked the system last. */
  known(): LoginStart
  /** Asks the system anew. */
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
