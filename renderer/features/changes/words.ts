import { plural } from '#renderer/format/plural.ts'

// ChangeDiff.tsx
export const loading = 'Loading…'
export const itIsTooLargeOr = 'It is too large, or changed before it could be read: its content is not kept.'
export const notTextItCanBe = 'Not text. It can be put back, but not be shown here.'
export const itsContentIsTheSame = 'Its content is the same.'
export const oneBelowTheOther = 'One below the other'
export const sideBySide = 'Side by side'
export const copyChange = 'Copy change'
export const changesInPathBeforeAnd = (path: string) => `Changes in ${path}, before and after`
export const changesInPath = (path: string) => `Changes in ${path}`

// ChangeRow.tsx
export const putBack = 'put back'
export const changedSince = 'changed since'
export const copyPath = 'Copy path'
export const openFile = 'Open file'
export const putThisFileBack = 'Put this file back…'
export const byClaude = 'by Claude'
export const byClaudeAndOthers = 'by Claude and others'
export const modeMode = (mode: string) => `mode ${mode}`
export const aLinkWhereItLeads = 'a link: where it leads'
export const byACommandOfClaudes = 'by a command of Claude’s'
export const byATaskInThe = 'by a task in the background'

// ChangesTab.tsx
export const whichChanges = 'Which changes'
export const readingWhatChanged = 'Reading what changed…'
export const tryAgain = 'Try again'
export const files = (count: number) => plural(count, { one: '# file', other: '# files' })
export const putAllBack = 'Put all back…'
export const claudeIsAtWorkAnd = 'Claude is at work and has changed no file yet.'
export const noChangesYetEditsBy = 'No changes yet. Edits by Claude show up here.'
export const andMoreFiles = (count: number) => plural(count, { one: 'And # more file.', other: 'And # more files.' })
export const ofEarlierTurnsTheContents = (turns: number) =>
  plural(turns, {
    one: 'Of # earlier turn the contents are not kept any more: there was no more room for them.',
    other: 'Of # earlier turns the contents are not kept any more: there was no more room for them.',
  })

// LineTotals.tsx
export const linesAdded = (count: number) => plural(count, { one: '# line added', other: '# lines added' })
export const linesRemoved = (count: number) => plural(count, { one: '# line removed', other: '# lines removed' })

// OtherChanges.tsx
export const changedByOthers = 'Changed by others'
export const changedMeanwhileNotByThis = 'Changed meanwhile, not by this turn'
export const byAnotherSession = 'by another session'
export const byYou = 'by you'
export const byAnotherProgram = 'by another program'

// PutBackDialog.tsx
export const putFilesBack = 'Put files back?'
export const putThisFileBackQuestion = 'Put this file back?'
export const asTheyWereBeforeThis =
  'As they were before this turn and all that came after it. The conversation stays as it is.'
export const lookingAtTheFiles = 'Looking at the files…'
export const filesPutBack = (count: number) => plural(count, { one: '# file put back.', other: '# files put back.' })
export const undo = 'Undo'
export const cancel = 'Cancel'
export const close = 'Close'
export const puttingBack = 'Putting back…'
export const putBackCount = (count: number) => plural(count, { one: 'Put # file back', other: 'Put # files back' })
export const filesStayed = (count: number) =>
  plural(count, {
    one: '# file changed since and stayed as it is.',
    other: '# files changed since and stayed as they are.',
  })
export const filesAsBefore = (count: number) => plural(count, { one: '# file as before.', other: '# files as before.' })

// PutBackFiles.tsx
export const thereIsNothingToPut = 'There is nothing to put back.'
export const filesThatArePutBack = 'Files that are put back'
export const leftAsTheyAre = 'Left as they are:'
export const filesThatAreLeft = 'Files that are left'
export const comesBack = 'comes back'
export const isRemoved = 'is removed'
export const changedSinceNotOnlyBy = '— changed since, not only by Claude'
export const whatItWasIsNot = '— what it was is not kept'
export const aLinkOrAFolder = '— a link or a folder stands in its way'
export const itCouldNotBeWritten = '— it could not be written'

// git/GitChanges.tsx
export const uncommitted = 'Uncommitted'

// git/sync/sync.ts
export const thisTurn = 'This turn'
export const lastTurn = 'Last turn'
export const session = 'Session'

// ReviewedLines.tsx
export const comment = 'Comment'
