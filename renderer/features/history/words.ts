import { plural } from '#renderer/format/plural.ts'

// ExportButton.tsx
export const markdown = 'Markdown'
export const messagesAnswersAndWhatWas = 'Messages, answers and what was done, to read'
export const webPage = 'Web page'
export const theSameAsOneFile = 'The same as one file that needs nothing else'
export const everyEventForPrograms = 'Every event, for programs'
export const exportIt = 'Export…'
export const exportAs = 'Export as'

// HistoryBar.tsx
export const allConversations = 'All conversations'
export const withoutATitle = 'Without a title'
export const startedOn = (day: string) => `Started ${day}`
export const turns = (count: number) => plural(count, { one: '# turn', other: '# turns' })
export const usedTokens = (used: string) => `${used} tokens`
export const openSession = 'Open session'
export const resume = 'Resume'
export const branch = 'Branch'
export const whatResumeGoesOnWith = 'What Resume goes on with'
export const thisBranch = 'This branch'
export const branchText = (text: string) => `Branch: ${text}`
export const matchOf = (index: number, matches: number) => `Match ${index} of ${matches}`
export const previousMatch = 'Previous match'
export const nextMatch = 'Next match'

// HistoryFilters.tsx
export const anyTime = 'Any time'
export const last7Days = 'Last 7 days'
export const last30Days = 'Last 30 days'
export const last90Days = 'Last 90 days'
export const lastYear = 'Last year'
export const homeportAndTerminal = 'Homeport and terminal'
export const terminal = 'Terminal'
export const otherPrograms = 'Other programs'
export const project = 'Project'
export const anyProject = 'Any project'
export const time = 'Time'
export const model = 'Model'
export const anyModel = 'Any model'
export const where = 'Where'

// HistoryResults.tsx
export const lookingThroughTheConversations = 'Looking through the conversations…'
export const tryAgain = 'Try again'
export const indexingDoneOfTotal = (done: string, total: string) => `Indexing ${done} of ${total}`
export const showMore = 'Show more'
export const noConversationFits = 'No conversation fits.'
export const noMatchForQ = (q: string) => `No match for “${q}”`
export const clearFilters = 'Clear filters'
export const whatYouAndClaudeCode =
  'What you and Claude Code say is listed here, also what was said in a terminal on this machine.'

// HistoryRows.tsx
export const conversations = 'Conversations'
export const noFolder = 'no folder'

// HistorySearch.tsx
export const searchAllConversations = 'Search all conversations'
export const wordsOrWordsTogether = 'Words, or “words together”'
export const clear = 'Clear'

// OnlyCopy.tsx
export const claudeCodeHasItAgain = 'Claude Code has it again: it can be resumed in a terminal, too.'
export const claudeCodeHasRemovedThis =
  'Claude Code has removed this conversation. This is Homeport’s copy; Resume goes on with it.'
export const giveItBackToClaude = 'Give it back to Claude Code'

// exports/exportedParts.ts
export const onBranch = (gitBranch: string) => `branch ${gitBranch}`
export const cutOutput = (beginning: string, characters: number) =>
  `${beginning}\n… (${plural(characters, { one: '# character', other: '# characters' })})`

// exports/markdownExport.ts
export const conversation = 'Conversation'
export const matchCount = (matches: number) => plural(matches, { one: '# match', other: '# matches' })

// Who has a conversation open now.
export const writers = {
  chat: 'driven by Homeport',
  terminal: 'open in a terminal of Homeport',
  outside: 'open in a Claude Code outside Homeport',
} as const

// HistoryRows.tsx
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** Such as `3 Nov`; of another year than `today` with the year. */
export const day = (date: Date, today: Date) => {
  const dayAndMonth = `${date.getDate()} ${monthNames[date.getMonth()]}`
  return date.getFullYear() === today.getFullYear() ? dayAndMonth : `${dayAndMonth} ${date.getFullYear()}`
}
