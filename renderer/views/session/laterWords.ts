import type { ReactNode } from 'react'
import { plural } from '#renderer/format/plural.ts'
import { sentence } from '#renderer/format/sentence.ts'

// DeleteDialog.tsx
export const deleteName = (name: string) => `Delete “${name}”?`
export const itsConversationApprovalsAndResults =
  'Its conversation, approvals and results are deleted from Homeport, on every device. What runs in it stops at once.'
export const theseStayTheFilesIn =
  'These stay: the files in its folder, what Claude Code itself keeps of the conversation, the audit log, and the numbers in Usage.'
export const cancel = 'Cancel'
export const deleteSession = 'Delete session'

// EffortSelect.tsx
export const effort = 'Effort'
export const howMuchClaudeThinksBefore = 'How much Claude thinks before it answers'

// EndDialog.tsx
export const endName = (name: string) => `End “${name}”?`
export const claudeCodeStopsWithEverything =
  'Claude Code stops, with everything it runs. The conversation and the files stay; the session takes no more messages.'
export const endTheSession = 'End the session'

// RenameDialog.tsx
export const aNameHasAtMost = (most: number, wanted: number) =>
  `A name has at most ${most} characters; this one has ${wanted}. Nothing was cut.`
export const renameSession = 'Rename session'
export const nameOfTheSession = 'Name of the session'
export const rename = 'Rename'

// SessionActions.tsx
export const renameAsking = 'Rename…'
export const unpin = 'Unpin'
export const pin = 'Pin'
export const markAsRead = 'Mark as read'
export const markAsUnread = 'Mark as unread'
export const findInConversation = 'Find in conversation'
export const detailsOfTheSession = 'Details of the session'
export const unarchive = 'Unarchive'
export const archive = 'Archive'
export const end = 'End…'
export const deleteIt = 'Delete…'
export const openAnotherBeside = 'Open another beside…'
export const openBeside = 'Open beside'
export const fork = 'Fork'
export const goToFork = 'Go to fork'

// SessionRow.tsx
export const needsYou = 'Needs you'
export const working = 'Working'
export const outputTokensTokens = (outputTokens: string) => `${outputTokens} tokens`
export const behindInTheBackground = (behind: number) => `${behind} in the background`
export const filesChanged = (files: number) => plural(files, { one: '# file changed', other: '# files changed' })
export const writtenInTwoPlaces = 'Written in two places at once'
export const failedFailed = (failed: ReactNode) => sentence`Failed: ${failed}`

// StartChoices.tsx
export const model = 'Model'
export const permissions = 'Permissions'
export const defaultPermissions = 'Default permissions'
