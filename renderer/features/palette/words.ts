import { plural } from '#renderer/format/plural.ts'
import type { ReactNode } from 'react'
import { sentence } from '#renderer/format/sentence.ts'

// FoundList.tsx
export const results = 'Results'
export const typeAPartOfA = 'Type a part of a file’s name, in a session'
export const noMatchForQuery = (query: string) => `No match for “${query}”`

// Palette.tsx
export const openBeside = 'Open beside'
export const search = 'Search'
export const keysThatMove = (up: ReactNode, down: ReactNode) => sentence`${up} ${down} move`
export const keyOpen = (key: ReactNode) => sentence`${key} open`
export const keyCommands = (key: ReactNode) => sentence`${key} commands`
export const keyFiles = (key: ReactNode) => sentence`${key} files`
export const keyShortcuts = (key: ReactNode) => sentence`${key} shortcuts`

// QueryField.tsx
export const sessionToOpenBeside = 'Session to open beside'
export const searchSessionsMessagesCommands = 'Search sessions, messages, commands, projects, pages and settings'
export const whichSession = 'Which session?'
export const searchForCommandsForFiles = 'Search, > for commands, @ for files'
export const close = 'Close'

// commands.ts
export const themeAsTheSystem = 'Theme: as the system'
export const themeLight = 'Theme: light'
export const themeDark = 'Theme: dark'
export const newSession = 'New session'
export const nextSessionThatNeedsYou = 'Next session that needs you'
export const needsYouWaiting = (needsYou: number) => `${needsYou} waiting`
export const markAllAsRead = 'Mark all as read'
export const keyboardShortcuts = 'Keyboard shortcuts'
export const signOut = 'Sign out'
export const thisBrowser = 'this browser'
export const stopTheTurn = 'Stop the turn'
export const forkSession = 'Fork session'
export const renameSession = 'Rename session…'
export const unpinSession = 'Unpin session'
export const pinSession = 'Pin session'
export const markAsUnread = 'Mark as unread'
export const unarchiveSession = 'Unarchive session'
export const archiveSession = 'Archive session'
export const endSession = 'End session…'
export const deleteSession = 'Delete session…'
export const openAnotherSessionBeside = 'Open another session beside…'
export const closeThisColumn = 'Close this column'
export const goToTheOtherSession = 'Go to the other session'

// useActionEntries.ts
export const runName = (nameText: string) => `Run ${nameText}`

// entries.ts

// places.ts
export const newSessionInFolder = (folder: string) => `New session in ${folder}`

// useMessageHits.ts
export const searchAllHistoryForQ = (q: string) => `Search all history for “${q}”`
export const matches = (count: number) => plural(count, { one: '# match', other: '# matches' })
export const groups = {
  files: 'Files',
  sessions: 'Sessions',
  messages: 'Messages',
  commands: 'Commands',
  projects: 'Projects',
  pages: 'Pages',
  settings: 'Settings',
} as const
