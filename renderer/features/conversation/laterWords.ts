import type { ReactNode } from 'react'
import { plural } from '#renderer/format/plural.ts'
import { sentence } from '#renderer/format/sentence.ts'

// ForkedLine.tsx
export const forkedFromName = (name: string) => `Forked from “${name}”.`
export const forkedFrom = (link: ReactNode, text: string) => sentence`Forked from ${link}.${text}`

// actions/ItemActions.tsx
export const copyAnswer = 'Copy answer'
export const copyAsMarkdown = 'Copy as Markdown'
export const retry = 'Retry'
export const sendTheSameMessageAgain = 'Send the same message again'
export const copyMessage = 'Copy message'
export const editAndResend = 'Edit and resend'
export const putFilesBackToBefore = 'Put files back to before this message…'
export const forkFromHere = 'Fork from here'
export const goOnFromHereIn = 'Go on from here in a new session. This one stays as it is.'
export const tryAgain = 'Try again'
export const signIn = 'Sign in'
export const editMessage = 'Edit message'
export const copyLink = 'Copy link'
export const more = 'More'

// actions/RewindDialog.tsx
export const putFilesBack = 'Put files back?'
export const toBeforeQ = (q: ReactNode) => sentence`To before ${q}`
export const cancel = 'Cancel'
export const close = 'Close'
export const puttingBack = 'Putting back…'
export const putBack = (count: number) => plural(count, { one: 'Put # file back', other: 'Put # files back' })
export const filesPutBack = (count: number) => plural(count, { one: '# file put back.', other: '# files put back.' })
export const undo = 'Undo'
export const askingWhichFilesHaveChanged = 'Asking which files have changed since…'
export const thereIsNothingToPut = 'There is nothing to put back.'
export const filesStay = (count: number, names: ReactNode) =>
  sentence`${plural(count, { one: '# file changed since by others, or not kept, stays as it is:', other: '# files changed since by others, or not kept, stay as they are:' })} ${names}`
export const whatCommandsChangedIsCovered = 'What commands changed is covered. The conversation stays as it is.'
export const noFileThatClaudeEdited = 'No file that Claude edited has changed since. There is nothing to put back.'
export const whatCommandsChangedIsNot = 'What commands changed is not covered.'
export const coveredAreFilesThatClaude =
  'Covered are files that Claude edited with its own tools. What commands changed stays as it is. What you or others changed in these files since then goes too.'
export const thisCannotBeUndoneThe = 'This cannot be undone. The conversation stays as it is.'
export const filesAsBefore = (count: number) => plural(count, { one: '# file as before.', other: '# files as before.' })
export const filesThatArePutBack = 'Files that are put back'
export const filesSpanLines = (count: number, span: ReactNode) =>
  sentence`${plural(count, { one: '# file', other: '# files' })} ${span} lines`
export const files = 'Files'
export const andMoreFiles = (fileCount: number) => `and ${fileCount} more`

// actions/resend.ts
export const thisMessageIsOnIts = 'This message is on its way already.'

// agents/AgentLine.tsx
export const needsYou = 'Needs you'

// agents/agentProgress.ts
export const working = 'Working'
export const inTheBackground = 'In the background'
export const steps = (count: number) => plural(count, { one: '# step', other: '# steps' })
export const usedTokens = (used: string) => `${used} tokens`

// find/FindBar.tsx
export const findInThisConversation = 'Find in this conversation'
export const earlierMatchEnter = 'Earlier match (Enter)'
export const laterMatchShiftEnter = 'Later match (Shift+Enter)'
export const closeSearchEsc = 'Close search (Esc)'
export const searching = 'Searching…'
export const noMatch = 'No match'
export const hitOfHits = (hit: string, hits: string) => `${hit} of ${hits}`
export const hitOfHitsSoFar = (hit: string, hits: string) => `${hit} of ${hits}+`

// find/useLinkedItem.ts
export const theLinkLeadsToA = 'The link leads to a message that is not in this conversation. It is shown from its end.'

// notices/OpenedNotice.tsx
export const claudeGoesOnWithThis = 'Claude goes on with this summary. All that was said stays readable here.'

// tools/AnsweredQuestions.tsx
export const noAnswer = 'No answer.'

// tools/ApprovalSummary.tsx
export const waitsForAnAnswer = 'Waits for an answer.'
export const withChanges = 'with changes'
export const ruleAdded = 'rule added'
export const decisions = { allow: 'Allowed', deny: 'Denied', cancelled: 'Withdrawn' } as const
export const decidedBy = {
  allow: (who: string) => `Allowed by ${who}`,
  deny: (who: string) => `Denied by ${who}`,
  cancelled: (who: string) => `Withdrawn by ${who}`,
} as const
export const decidedByHook = {
  allow: 'Allowed by a hook, without asking.',
  deny: 'Denied by a hook, without asking.',
} as const
export const decidedByRuleOfSession = {
  allow: 'Allowed by a rule of this session, without asking.',
  deny: 'Denied by a rule of this session, without asking.',
} as const
export const decidedByRules = {
  allow: (rules: number) =>
    plural(rules, {
      one: 'Allowed by a rule, without asking:',
      other: 'Allowed by one of these rules, without asking:',
    }),
  deny: (rules: number) =>
    plural(rules, { one: 'Denied by a rule, without asking:', other: 'Denied by one of these rules, without asking:' }),
} as const
export const orAnotherRule = (moreRules: number) => `or one of ${moreRules} more that may have been it.`

// tools/CutResult.tsx
export const thisIsTheBeginning = (truncatedBytes: string) =>
  `This is the beginning; ${truncatedBytes} more were not kept.`
export const showTheRestOfBytes = (truncatedBytes: string) => `Show the other ${truncatedBytes}`

// tools/ResultImage.tsx
export const enlargeLabel = (label: string) => `Enlarge: ${label}`
export const enlarge = 'Enlarge'

// tools/ToolDetail.tsx
export const itPrintedNothing = 'It printed nothing.'
export const toolOfTheServer = (tool: ReactNode, server: ReactNode) => sentence`${tool} of the MCP server ${server}`
export const input = 'Input'
export const result = 'Result'
export const theFileIsEmpty = 'The file is empty.'
export const nothingWasReadYet = 'Nothing was read yet.'
export const file = 'File'
export const resultOf = (index: number, toolName: string) => `Result ${index} of ${toolName}`
export const itsTask = 'Its task'

// web/Sources.tsx
export const sources = (count: number) => plural(count, { one: '# source', other: '# sources' })
export const listOfSources = 'Sources'

// web/WebFetch.tsx
export const page = 'Page'

// web/WebSearch.tsx
export const nothingWasFoundYet = 'Nothing was found yet.'
export const found = 'Found'

// notices/noticeWords.ts
export const summedUp = 'Summed up the conversation'
export const hookToldClaude = 'Hook told Claude'
export const hookCutOff = 'Hook cut off'
export const hookObjected = 'Hook objected'
export const hookFailed = 'Hook failed'
export const tokensBeforeAndAfter = (before: string, after: string) => `${before} → ${after} tokens`
export const exitCode = (code: number) => `exit ${code}`
