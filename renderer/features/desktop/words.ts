// DesktopSection.tsx
export const thisProgram = 'This program'
export const askingTheProgram = 'Asking the program…'
export const tryAgain = 'Try again'
export const homeportKeepsThisComputerAwake = (version: string) =>
  `Homeport ${version}. It keeps this computer from falling asleep, since Claude works.`
export const homeportLetsThisComputerSleep = (version: string) =>
  `Homeport ${version}. This computer may fall asleep: Claude does nothing right now.`
export const startWhenISignIn = 'Start when I sign in to this computer'
export const withoutAWindowSessionsCan = 'Without a window; sessions can be reached at once.'
export const openTheDataFolder = 'Open the data folder'
export const openTheLogs = 'Open the logs'
export const theServerIsStartedAgain = 'The server is started again; sessions go on.'
export const restartTheServer = 'Restart the server'
export const quitHomeport = 'Quit Homeport'
export const removeFromTheApplicationsMenu = 'Remove from the applications menu'
export const homeportIsNoLongerIn = 'Homeport is no longer in the applications menu.'
export const addToTheApplicationsMenu = 'Add to the applications menu'
export const homeportIsInTheApplications = 'Homeport is in the applications menu, and opens homeport: links.'
export const itsEntryAndPictureAre = 'Its entry and icon are removed; this file stays.'
export const withItsPictureAndLinks = 'With its icon; links to sessions then open here. It can be removed again.'
export const sessionsWhenIQuit = 'Sessions when I quit'
export const askMe = 'Ask me'
export const keepThemRunning = 'Keep them running'
export const stopThem = 'Stop them'

// TestNotification.tsx
export const testNotifications = 'Test notifications'
export const oneWasSentIfYou = 'One was sent. If you do not see it, the system’s own settings hold it back.'
