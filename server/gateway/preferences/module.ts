import type { Database } from 'better-sqlite3'
import { unreached } from '../kernel/authorise.ts'
import { actorOf } from '../kernel/call.ts'
import { type Caller, isGranted } from '../kernel/identity.ts'
import type { Module } from '../kernel/module.ts'
import { type NotificationStore, createNotificationStore } from './notificationStore.ts'
import { createPreferenceStore } from './preferenceStore.ts'

type Row = 'preferences.get' | 'preferences.set' | 'notifications.get' | 'notifications.set'

export interface PreferencesModule extends Module<Row> {
  /** Of what a person is notified. */
  readonly choicesOf: NotificationStore['read']
}

/** What people choose for themselves, the same on all their devices. */
export function openPreferences({ database }: { readonly database: Database }): PreferencesModule {
  const store = createPreferenceStore(database)
  const choices = createNotificationStore(database)
  return {
    choicesOf: (userId) => choices.read(userId),
    handlers: {
      'preferences.get': (_params, { caller }) => store.read(actorOf(caller).user_id),
      'preferences.set': (changes, { caller }) => {
        const ofSessions = [changes.model, changes.permission_mode, changes.effort]
        if (ofSessions.some((change) => change !== undefined) && !mayDrive(caller)) {
          throw unreached('drive')
        }
        return store.change(actorOf(caller).user_id, changes)
      },
      'notifications.get': (_params, { caller }) => choices.read(actorOf(caller).user_id),
      'notifications.set': (changes, { caller }) => {
        if (changes.answers === true && !mayDrive(caller)) {
          throw unreached('drive')
        }
        return choices.change(actorOf(caller).user_id, changes)
      },
    },
  }
}

/** Who may only look sets no mode that a session of theirs, or of the token's owner, would begin with. */
function mayDrive(caller: Caller): boolean {
  return caller.kind === 'local' || (caller.kind === 'signed_in' && isGranted(caller.identity.scopes, 'drive'))
}
