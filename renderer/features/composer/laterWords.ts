import { plural } from '#renderer/format/plural.ts'

// AddMenu.tsx
export const addToTheMessage = 'Add to the message'
export const attachImagesOrTexts = 'Attach images or texts'
export const takeAPhoto = 'Take a photo'
export const nameAFile = 'Name a file (@)'
export const runACommand = 'Run a command (/)'

// ComposerTools.tsx
export const modelAndWhatClaudeMay = 'Model, and what Claude may do without asking'

// ContextMeter.tsx
export const limitsOfThisAccount = 'Limits of this account'
export const contextPercentUsed = (percent: number) => `Context: ${percent} % used`
export const percentOfTheContextIs = (percent: number) => `${percent} % of the context is used`
export const limits = 'Limits'
export const contextAndLimits = 'Context and limits'
export const contextUsed = (percentOf: number) => `Context: ${percentOf} % used`
export const tokensAsOfTheLastTurn = (used: string, window: number) =>
  `${used} of ${plural(window, { one: '# token', other: '# tokens' })}, as of the last turn. When it is full, Claude sums up the conversation by itself.`
export const compactNow = 'Compact now'
export const startsAgainAt = (resetsAt: string) => `Starts again ${resetsAt}`

// ModePicker.tsx
export const whatClaudeMayDoWithout = 'What Claude may do without asking'

// ModelPicker.tsx
export const model = 'Model'

// MoveHandle.tsx
export const moveThisMessageOf = (index: number, count: number) => `Move this message (${index} of ${count})`
export const dragToMoveOrUse = 'Drag to move, or use the arrow keys'
export const moveThisMessage = 'Move this message'
export const moveUp = 'Move up'
export const moveDown = 'Move down'

// Queue.tsx
export const queuedMessages = 'Queued messages'
export const messagesHeld = (messages: number) => plural(messages, { one: '# message held', other: '# messages held' })
export const queuedQueue = (queueNumber: number) => `Queued (${queueNumber})`
export const run = 'Run'
export const discard = 'Discard'
export const resume = 'Resume'

// QueuedPrompt.tsx
export const files = (count: number) => plural(count, { one: '# file', other: '# files' })
export const editThisMessage = 'Edit this message'
export const removeThisMessage = 'Remove this message'
export const textOfTheQueuedMessage = 'Text of the queued message'
export const save = 'Save'
export const cancel = 'Cancel'

// SendButtons.tsx
export const stopTheTurnEscTwice = 'Stop the turn (Esc twice)'
export const stop = 'Stop'
export const whenClaudeGetsIt = 'When Claude gets it'

// SendNowButton.tsx
export const sendThisMessageNow = 'Send this message now'

// TooLong.tsx
export const charactersMoreThanAMessage = (characters: number, most: string) =>
  `${plural(characters, { one: '# character', other: '# characters' })} more than a message may have (${most}). Nothing was cut: shorten it, or attach it as a file.`

// contextUse.ts
export const fiveHourLimit = 'Five-hour limit'
export const weeklyLimit = 'Weekly limit'
export const weeklyLimitForOpus = 'Weekly limit for Opus'
export const weeklyLimitForSonnet = 'Weekly limit for Sonnet'
export const limitForExtraUsage = 'Limit for extra usage'
export const usageLimit = 'Usage limit'
export const limitUsedUp = (limit: string) => `${limit}: used up`
export const limitUsed = (limit: string, percent: number) => `${limit}: ${percent} % used`
export const limitNearlyUsedUp = (limit: string) => `${limit}: nearly used up`
export const limitNotReached = (limit: string) => `${limit}: not reached`

// timings.ts
export const queue = 'Queue'
export const sentWhenThisTurnHas = 'Sent when this turn has ended'
export const steerNow = 'Steer now'
export const claudeReadsItDuringThis = 'Claude reads it during this turn'
export const stopAndSend = 'Stop and send'
export const stopsThisTurnAndStarts = 'Stops this turn and starts the next with it'
export const byEnter = (means: string) => `${means} (Enter)`

// queueEdits.ts
export const theMessageThatYouWere =
  'The message that you were editing is no longer queued: it was sent, or it was removed.'
