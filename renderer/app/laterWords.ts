import { plural } from '#renderer/format/plural.ts'

// TabBar.tsx
export const sessions = 'Sessions'
export const needsYou = 'Needs you'
export const history = 'History'
export const machine = 'Machine'
export const pages = 'Pages'

// afterDrawing.ts
export const nothingWasSentAFile = 'Nothing was sent. A file is attached by dropping it on the message that you write.'

// composed/HistoryConversation.tsx
export const conversation = 'Conversation'
export const openingTheConversation = 'Opening the conversation…'
export const tryAgain = 'Try again'

// composed/HistoryPage.tsx
export const conversations = (count: number) => plural(count, { one: '# conversation', other: '# conversations' })
export const matchesInConversations = (matches: number, count: number, took: number) =>
  `${plural(matches, { one: '# match', other: '# matches' })} in ${plural(count, { one: '# conversation', other: '# conversations' })} · ${took} ms`

// composed/HomePage.tsx
export const fetchingSessionsFromTheWorkstation = 'Fetching sessions from the workstation…'
export const needingYou = (count: number) => plural(count, { one: '# needs you', other: '# need you' })
export const runningRunning = (runningNumber: number) => `${runningNumber} running`
export const unreadFinished = (unread: number) => `${unread} finished`
export const search = 'Search'
export const newSession = 'New session'
export const running = 'Running'
export const finished = 'Finished'
export const unreadUnread = (unread: number) => `${unread} unread`
export const pinned = 'Pinned'
export const recent = 'Recent'
export const markAllAsRead = 'Mark all as read'

// composed/NeedsYouPage.tsx
export const nothingNeedsYou = 'Nothing needs you.'
export const allSessions = 'All sessions'
export const previous = 'Previous'
export const next = 'Next'
export const indexOfApprovals = (index: number, approvals: number) => `${index} of ${approvals}`
export const session = 'Session'

// composed/WaitingCards.tsx
export const risks = (count: number) => plural(count, { one: '# risk', other: '# risks' })
export const moreThatWaits = (kinds: readonly ('tool' | 'question' | 'plan' | 'elicitation')[]) => {
  const of = (...which: readonly string[]) => kinds.filter((kind) => which.includes(kind)).length
  const [requests, questions, plans] = [of('tool'), of('question', 'elicitation'), of('plan')]
  const counted = [
    requests > 0 ? plural(requests, { one: '# request', other: '# requests' }) : '',
    questions > 0 ? plural(questions, { one: '# question', other: '# questions' }) : '',
    plans > 0 ? plural(plans, { one: '# plan', other: '# plans' }) : '',
  ].filter((part) => part !== '')
  return `${new Intl.ListFormat('en').format(counted)} more`
}

// composed/ApprovalSheet.tsx
export const needsYouFor = (wish: string) => `Needs you: ${wish}`
export const writeInstead = 'Write instead'
export const showTheConversation = 'Show the conversation'
export const answer = 'Answer'

// composed/SessionPane.tsx
export const openingTheFiles = 'Opening the files …'
export const openingTheTerminals = 'Opening the terminals …'

// composed/SettingsPage.tsx
export const settings = 'Settings'
export const gitCredentialsTokensSshKeys = 'git credentials tokens ssh keys github gitlab clone push sign in hosts'
export const notificationsPushOnThisDevice =
  'notifications push on this device when claude needs you a turn finishes fails allow and deny buttons quiet hours silent projects test'
export const searchSettings = 'Search settings'
export const thereIsNothingHereThat = 'There is nothing here that you may change.'
export const noMatchForQuery = (query: string) => `No match for “${query}”`
export const clearTheSearch = 'Clear the search'
export const home = 'Home'

// composed/NoPage.tsx
export const thisPageIsNotFor = 'This page is not for you'
export const youAreNotSignedIn = 'You are not signed in.'
export const yourAccountCanOnlyLook = 'Your account can only look. The owner of the workstation can change that.'
export const itIsForThoseWho = 'It is for those who manage this workstation.'
export const itWorksOnlyInThe =
  'It works only in the browser of the workstation itself, signed in with a link of that machine.'
export const thereIsNoSuchPage = 'There is no such page'
