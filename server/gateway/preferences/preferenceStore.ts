import type { Database } from 'better-sqlite3'
import type { UserId } from '#shared/ids.ts'
import { Preferences } from '#shared/operations/preferences.ts'

export interface PreferenceStore {
  /** Null for each that was not chosen. */
  read(userId: UserId): Preferences
  /** Writes those that are named, and returns all. */
  change(userId: UserId, changes: PreferenceChanges): Preferences
}

/** What is undefined stays as it is. */
export type PreferenceChanges = { readonly [K in keyof Preferences]?: Preferences[K] | undefined }

const NOTHING: Preferences = { theme: null, single_keys: null, model: null, permission_mode: null, effort: null }

/** The preferences of people in `homeport.db`. A value that this version does not know counts as not chosen. */
export function createPreferenceStore(database: Database): PreferenceStore {
  const select = database.prepare<[string], { chosen: string }>('SELECT chosen FROM preferences WHERE user_id = ?')
  const upsert = database.prepare(
    'INSERT INTO preferences (user_id, chosen) VALUES (?, ?) ON CONFLICT (user_id) DO UPDATE SET chosen = excluded.chosen',
  )
  const read = (userId: UserId): Preferences => {
    const row = select.get(userId)
    return row === undefined ? NOTHING : known(JSON.parse(row.chosen))
  }
  return {
    read,
    change: (userId, changes) =>
      database
        .transaction(() => {
          const named = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
          const chosen = Preferences.parse({ ...read(userId), ...named })
          upsert.run(userId, JSON.stringify(chosen))
          return chosen
        })
        .immediate(),
  }
}

/** Each by itself: one that a later version wrote does not take the others away. */
function known(stored: unknown): Preferences {
  const { shape } = Preferences
  const values: Readonly<Record<string, unknown>> = typeof stored === 'object' && stored !== null ? { ...stored } : {}
  return {
    theme: shape.theme.catch(null).parse(values['theme']),
    single_keys: shape.single_keys.catch(null).parse(values['single_keys']),
    model: shape.model.catch(null).parse(values['model']),
    permission_mode: shape.permission_mode.catch(null).parse(values['permission_mode']),
    effort: shape.effort.catch(null).parse(values['effort'] ?? null),
  }
}
