import { counted } from '#shared/text/plural.ts'

// appMenu.ts
export const homeport = 'Homeport'
export const quit = 'Quit Homeport'
export const settings = 'Settings…'
export const menus = { file: '&File', edit: '&Edit', view: '&View' } as const
export const find = 'Find…'

// closing.ts
export const homeportGoesOn = 'Homeport goes on'
export const itsWindowIsMinimised = 'Its window is minimised, and sessions can be reached. Ctrl+Q in the window quits.'

// loginStart.ts
export const thisIsACheckout = 'This is a checkout. The installed program can be started with the computer.'

// quitting.ts
/** `count`: null where nobody knows. */
export const quitAllTheSame = (count: number | null) => `${whatIsOpen(count)}. Quit all the same?`
export const anAppImageTakesItsFiles =
  'An AppImage takes its files along when it ends, so Claude cannot go on without it. The conversations are kept; ' +
  'your next message goes on with them.'
export const whatIsToBecomeOfThem = (count: number | null) =>
  `${whatIsOpen(count)}. What is to become of ${count === 1 ? 'it' : 'them'}?`
export const keptRunningOrStopped =
  'Kept running, Claude goes on in the background, and Homeport finds the sessions when it starts again; until ' +
  'then nobody can reach them. Stopped, they keep their conversations and can be resumed.'
export const aStopCuts = (turns: readonly string[]) => `A stop cuts:\n${turns.join('\n')}`
export const answers = { quit: 'Quit', cancel: 'Cancel', keep: 'Keep running', stop: 'Stop' } as const
export const doNotAskAgain = 'Do not ask again'

function whatIsOpen(count: number | null): string {
  return count === null
    ? 'Sessions may be open'
    : counted(count, { one: 'A session is open', other: '# sessions are open' })
}
