import { counted } from '#shared/text/plural.ts'

// trayMenu.ts
export const openHomeport = 'Open Homeport'
export const settings = 'Settings…'
export const quitHomeport = 'Quit Homeport…'
export const firstTerminal = (device: string) => `First terminal: ${device}`
export const deviceOf = (device: string, person: string, address: string | null) =>
  address === null ? `${device} of ${person}` : `${device} of ${person} at ${address}`
export const allow = 'Allow'
export const startTheServer = 'Start the server'
export const startAtLogin = 'Start at login'
export const sessionsRunInTheOldVersion = (version: string | null) =>
  version === null ? 'Sessions run in the old version' : `Sessions run in the old version ${version}`
export const moveThemTo = (version: string) => `Move them to ${version}`
export const theyCanMoveLater = 'They can move when no turn runs'
export const checkForUpdates = 'Check for updates'
export const lookingForUpdates = 'Looking for updates…'
export const isFetched = (version: string) => `Homeport ${version} is fetched…`
export const percentFetched = (version: string, percent: number) => `Homeport ${version}: ${percent} % fetched`
export const installAndRestart = (version: string) => `Install Homeport ${version} and restart`
export const theUpdateFailed = 'The update failed: look…'
export const tryAgain = 'Try again'

// trayTitle.ts, trayIcon.ts
export const sessions = (count: number) => counted(count, { one: '# session', other: '# sessions' })
export const needsAnAnswer = (session: string) => `${session} needs an answer`
export const needAnAnswer = (count: number) =>
  counted(count, { one: '# session needs an answer', other: '# sessions need an answer' })
export const failed = (who: string) => `${who} failed`
export const finished = (who: string) => `${who} finished`
export const theServerIs = { starting: 'The server is starting…', stopped: 'The server is stopped' } as const
export const working = (count: number, isKeptAwake: boolean) =>
  isKeptAwake ? `${sessions(count)} working, kept awake` : `${sessions(count)} working`
export const homeportIsReady = 'Homeport is ready'
export const theServerDoesNotRun = (why: string) => `The server does not run: ${why}`
export const theServerIsStartedAgain = 'The server ended unexpectedly and is started again'
export const remoteAccessDoesNotWork = (why: string) => `Remote access does not work: ${why}`
export const tooltip = (sentence: string, isReachable: boolean) =>
  isReachable ? `Homeport: ${sentence} · remote access on` : `Homeport: ${sentence}`

// sessionLines.ts
export const lookAndAnswer = 'Look and answer…'
export const open = 'Open'
export const inFolder = (folder: string) => `in ${folder}`
export const allowOnce = 'Allow once'
export const deny = 'Deny'
export const moreOf = {
  waiting: (count: number) => `${count} more waiting…`,
  working: (count: number) => `${count} more working…`,
  unread: (count: number) => `${count} more not read…`,
} as const
export const failedBecause = (reason: string | null) => `failed: ${reason ?? 'its page says why'}`
export const finishedNotRead = 'finished, not read'
export const worksNow = 'working'
export const stopTheTurn = 'Stop the turn'
export const pause = 'Pause'
export const endTheSessionAsking = 'End the session…'
export const control = {
  suspend: { one: (name: string) => `Pause ${name}`, all: (count: number) => `Pause all ${sessions(count)}` },
  resume: { one: (name: string) => `Resume ${name}`, all: (count: number) => `Resume all ${sessions(count)}` },
} as const
export const minutes = (count: number) => `${count} min`
export const hoursAndMinutes = (hours: number, rest: number) => `${hours} h ${rest} min`

// remoteLines.ts
export const lockDownAsking = 'Lock down: close to the outside and pause all sessions…'
export const remoteAccess = {
  off: 'Remote access: off',
  broken: 'Remote access: not working',
  on: 'Remote access: on',
} as const
export const onlyThisMachine = 'Only this machine can connect.'
export const switchOn = 'Switch on…'
export const itIsBeingOpened = 'It is being opened.'
export const nobodyCanSignIn = 'Nobody can sign in from outside yet.'
export const copyTheAddress = 'Copy the address'
export const pairAPhone = 'Pair a phone…'
export const switchOff = 'Switch off'
export const more = 'More…'

// trayActions.ts
export const thatDidNotWork = 'That did not work'
export const homeport = 'Homeport'
export const cancel = 'Cancel'
export const lockDown = {
  message: 'Lock this machine down?',
  detail:
    'Remote access is switched off, devices that used it are signed out, and every busy session is paused. ' +
    'What waits in a session stays until you resume it.',
  button: 'Lock down',
} as const
export const endTheSession = (name: string) => ({
  message: `End “${name}” for good?`,
  detail: 'A turn that runs is cut. The conversation is kept, but cannot go on.',
  button: 'End the session',
})
export const homeportCouldNotDoIt = 'Homeport could not do it. Nothing else was changed.'
