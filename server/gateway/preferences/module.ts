import type { Database } from 'better-sqlite3'
import { unreached } from '../kernel/authorise.ts'
import { actorOf } from '../kernel/call.ts'
import { type Caller, isGranted } from '../kernel/identity.ts'
import type { Module } from '../kernel/module.ts'
import { createPreferenceStore } from './preferenceStore.ts'

/** What people choose for themselves, the same on all their devices. */
export function openPreferences({
  database,
}: {
  readonly database: Database
}): Module<'preferences.get' | 'preferences.set'> {
  const store = createPreferenceStore(database)
  return {
    handlers: {
      'preferences.get': (_params, { caller }) => store.read(actorOf(caller).user_id),
      'preferences.set': (changes, { caller }) => {
        const ofSessions = [changes.model, changes.permission_mode, changes.effort]
        if (ofSessions.some((change) => change !== undefined) && !mayDrive(caller)) {
          throw unreached('drive')
        }
        return store.change(actorOf(caller).user_id, changes)
      },
    },
  }
}

/** Who may only look sets no mode that a session of theirs, or of the token's owner, would begin with. */
function mayDrive(caller: Caller): boolean {
  return caller.kind === 'local' || (caller.kind === 'signed_in' && isGranted(caller.identity.scopes, 'drive'))
}
