import { type Setting, settingGroups } from '#shared/operations/settings.ts'
import * as words from './words.ts'

/** The groups of what each person chooses for themselves. */
export const ownGroups = {
  appearance: words.appearance,
  notifications: words.notifications,
  git: words.gitCredentials,
  sessions: words.newSessions,
  shortcuts: words.shortcuts,
  offline: words.offline,
} as const

/** What is looked at: a group by its name in the address, empty for all of them, or what a search finds in any. */
export interface Wanted {
  readonly group: string
  readonly query: string
}

export interface ShownGroup {
  readonly id: string
  readonly title: string
  readonly settings: readonly Setting[]
}

/** Whether there is a group of this name. */
export function isGroup(id: string): boolean {
  return Object.hasOwn(ownGroups, id) || Object.hasOwn(settingGroups, id) || id === PROGRAM
}

/** The group of the desktop program. */
export const PROGRAM = 'program'

/** The settings that are wanted, by groups in their order; a group without any is left out. */
export function shownGroups(settings: readonly Setting[], wanted: Wanted): readonly ShownGroup[] {
  const found = settings.filter(({ label, description, key }) =>
    isFound(`${label} ${description} ${key}`, wanted.query),
  )
  return Object.entries(settingGroups)
    .filter(([id]) => isShown(id, wanted))
    .map(([id, title]) => ({ id, title, settings: found.filter(({ group }) => group === id) }))
    .filter((group) => group.settings.length > 0)
}

/** Whether a search finds this text: each of its words, in any order. An empty one finds all. */
export function isFound(text: string, query: string): boolean {
  const among = text.toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => among.includes(word))
}

/** Whether a group is looked at. A search looks at all. */
export function isShown(id: string, { group, query }: Wanted): boolean {
  return query.trim() !== '' || group === '' || group === id
}
