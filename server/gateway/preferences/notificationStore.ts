import type { Database } from 'better-sqlite3'
import type { UserId } from '#shared/ids.ts'
import { NotificationChoices } from '#shared/operations/push.ts'

export interface NotificationStore {
  /** The defaults for what was not chosen. */
  read(userId: UserId): NotificationChoices
  /** Writes those that are named, and returns all. */
  change(userId: UserId, changes: Changes): NotificationChoices
}

type Changes = { readonly [K in keyof NotificationChoices]?: NotificationChoices[K] | undefined }

const INITIAL: NotificationChoices = {
  needs_you: true,
  finished: true,
  finished_after_s: 60,
  failed: true,
  contents: false,
  answers: false,
  quiet: null,
  muted: [],
}

/** Of what people are notified, in `homeport.db`. A value that this version does not know counts as not chosen. */
export function createNotificationStore(database: Database): NotificationStore {
  const select = database.prepare<[string], { chosen: string }>(
    'SELECT chosen FROM notification_choices WHERE user_id = ?',
  )
  const upsert = database.prepare(
    'INSERT INTO notification_choices (user_id, chosen) VALUES (?, ?) ON CONFLICT (user_id) DO UPDATE SET chosen = excluded.chosen',
  )
  const read = (userId: UserId): NotificationChoices => {
    const row = select.get(userId)
    return row === undefined ? INITIAL : known(JSON.parse(row.chosen))
  }
  return {
    read,
    change: (userId, changes) =>
      database
        .transaction(() => {
          const named = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
          const chosen = NotificationChoices.parse({ ...read(userId), ...named })
          upsert.run(userId, JSON.stringify(chosen))
          return chosen
        })
        .immediate(),
  }
}

/** Each by itself: one that a later version wrote does not take the others away. */
function known(stored: unknown): NotificationChoices {
  const values: Readonly<Record<string, unknown>> = typeof stored === 'object' && stored !== null ? { ...stored } : {}
  const kept = Object.entries(NotificationChoices.shape).flatMap(([key, schema]) => {
    const { success, data } = schema.safeParse(values[key])
    return success ? [[key, data]] : []
  })
  return NotificationChoices.parse({ ...INITIAL, ...Object.fromEntries(kept) })
}
