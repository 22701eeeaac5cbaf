// LogFilters.tsx
export const wordsARequestIdA = 'Words, a request id, a session …'
export const fromLevel = 'From level'
export const all = 'all'
export const process = 'Process'

// LogRow.tsx
export const factsOfThisEntry = 'Facts of this entry'

// LogsPage.tsx
export const logs = 'Logs'
export const follow = 'Follow'
export const refresh = 'Refresh'
export const whatTheServerAndThe =
  'What the server and the session host wrote down, newest first. Secrets and messages to Claude are not in it.'
export const readingTheLogs = 'Reading the logs…'
export const machine = 'Machine'
export const nothingInTheLogsIs = 'Nothing in the logs matches.'
export const nothingAmongTheNewestEntries = 'None of the newest entries matches.'
export const olderEntries = 'Older entries'
