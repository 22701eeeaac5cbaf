// DevicesPage.tsx
export const devices = 'Devices'
export const browsersAndProgramsThatAre = 'Browsers and programs that are signed in to this workstation.'
export const askingTheWorkstation = 'Asking the workstation…'
export const tryAgain = 'Try again'
export const allSessions = 'All sessions'
export const notices = 'Notices'
