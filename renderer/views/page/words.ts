// BackLink.tsx
export const back = 'Back'

// ConnectionStatus.tsx
export const connectAgain = 'Connect again'
export const reconnecting = 'Reconnecting'
export const connected = 'Connected'
export const connecting = 'Connecting'
export const reconnectingIn = (value: number) => `Reconnecting, next try in ${value} s`
export const offline = 'Offline'
export const offlineSinceClock = (clock: string) => `Offline since ${clock}`
export const notSignedIn = 'Not signed in'
export const homeportWasStopped = 'Homeport was stopped'

// RailButton.tsx
export const showSidebar = 'Show sidebar'

// shortcut.ts
export const ctrlKey = (key: string) => `Ctrl+${key}`
