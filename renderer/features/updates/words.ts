import { plural } from '#renderer/format/plural.ts'
import { type Slot, sentence } from '#renderer/format/sentence.ts'

// HostCard.tsx
export const theSessionsHost = "The sessions' host"
export const askingTheWorkstation = 'Asking the workstation…'
export const tryAgain = 'Try again'
export const theSessionsAreBeingMoved = 'The sessions are being moved…'
export const moveTheSessionsTo = (version: string) => `Move the sessions to ${version}`
export const moveThemNowCuttingTurns = 'Move them now, cutting turns that run'
export const serverAndSessionsRunVersion = (version: string) => `Server and sessions run version ${version}.`
export const anOlderOne = 'an older one'
export const serverAndOlderSessions = (version: string, old: string, busy: string) =>
  `The server is version ${version}; the sessions still run in ${old}. ${busy}`
export const theSessionsRunInA =
  'The sessions run in a version that this server cannot talk to. They go on, but nobody sees them until they are moved.'
export const theHostDoesNotAnswer =
  'The host does not answer right now. It is started again by itself; sessions are kept.'
export const noneOfThemIsAt = 'None of them is at work, so they can be moved; their conversations go on where they are.'
export const sessionsAtWork = (sessions: number) =>
  plural(sessions, {
    one: '# session at work: they can be moved when no turn runs.',
    other: '# sessions at work: they can be moved when no turn runs.',
  })
export const someAtWork = 'Some at work: they can be moved when no turn runs.'
export const theSessionsGoOnIn = 'The sessions go on in the new version.'

// ProgramCard.tsx
export const theDesktopProgram = 'The desktop program'
export const whetherItCanUpdateItself =
  'Its own window shows here whether it can update itself, and how far that is; this is a browser.'
export const askingTheProgram = 'Asking the program…'
export const fetched = 'Fetched'
export const installAndRestart = 'Install and restart'
export const lookNow = 'Look now'
export const sessionsGoOnInTheir =
  'Sessions go on in their host meanwhile; on Windows and in an AppImage you are asked before they are stopped.'
export const itLooksForNewerVersions = 'It looks for newer versions by itself, every six hours.'
export const thereIsNothingNewer = (checkedAt: string) => `There is nothing newer. Last looked: ${checkedAt}.`
export const lookingForANewerVersion = 'Looking for a newer version…'
export const homeportVersionIsThereAnd = (version: string) => `Homeport ${version} is there and is being fetched.`
export const homeportVersionIsBeingFetched = (version: string, percent: number) =>
  `Homeport ${version} is being fetched: ${percent} %.`
export const homeportVersionIsFetchedAnd = (version: string) =>
  `Homeport ${version} is fetched and checked. It is installed when you say so.`

// UpdatesPage.tsx
export const updates = 'Updates'
export const whichVersionsAreFetchedAnd = (link: Slot) =>
  sentence`Which versions are fetched, and from where, is among the ${link('settings')}. Every file is checked against the list of versions; on macOS and Windows it must carry the maker's signature too. On Linux nothing is signed: the server of the list, asked over TLS, is trusted.`
