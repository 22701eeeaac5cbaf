import type { ReactNode } from 'react'
import { plural } from '#renderer/format/plural.ts'
import { sentence } from '#renderer/format/sentence.ts'

// CopiesNotice.tsx
export const copiesOfTranscripts = 'Copies of transcripts'
export const conversationsAreKeptLongerThan = 'Conversations are kept longer than Claude Code keeps them'
/** `most`: how much they may take, as text; null where nothing bounds them. */
export const claudeCodeRemovesItsTranscripts = (most: string | null) =>
  most === null
    ? 'Claude Code removes its transcripts after 30 days. Homeport keeps packed copies on this machine, so that you can still find, read and resume them. What is in them stays that long, too.'
    : `Claude Code removes its transcripts after 30 days. Homeport keeps packed copies on this machine, ${most} at most, so that you can still find, read and resume them. What is in them stays that long, too.`
export const keepCopies = 'Keep copies'
export const turnOff = 'Turn off'
export const settings = 'Settings'

// DeviceRow.tsx
export const thisOne = 'this one'
export const signOut = 'Sign out'
export const neverUsed = 'never used'
export const usedLastUsedAt = (lastUsedAt: ReactNode) => sentence`used ${lastUsedAt}`
export const tokenForScopes = (scopes: string) => `token for ${scopes}`
export const revoke = 'Revoke'

// LockDownButton.tsx
export const lockDown = 'Lock down…'
export const lockDownThisMachine = 'Lock down this machine?'
export const turnsRemoteAccessOff = 'Turns remote access off'
export const signsOutEveryDeviceAnd = 'Signs out every device and program that came in from elsewhere'
export const nothingIsDeletedUndoIt = 'Nothing is deleted. Undo it here, on this machine, at any time.'
export const cancel = 'Cancel'
export const lockDownNow = 'Lock down'
export const pausesEverySessionAtWork = 'Pauses every session at work, where it is'
export const pausesSessionsAtWorkThere = 'Pauses sessions at work; there are none now'
export const pausesSessions = (sessions: number) =>
  plural(sessions, { one: 'Pauses # session, where it is', other: 'Pauses # sessions, where they are' })

// RevokeDialog.tsx
export const revokeName = (name: string) => `Revoke “${name}”?`
export const signOutName = (name: string) => `Sign out ${name}?`
export const theProgramThatUsesThis = 'The program that uses this token is cut off at once and needs a new one.'
export const itIsCutOffAt = 'It is cut off at once and has to sign in again. Sessions go on.'

// lockDown.ts
export const sessionsCouldNotBePaused = (sessions: number) => `${sessions} could not be paused.`
export const lockedDown = (devices: number, sessions: number) =>
  `Locked down. ${plural(devices, { one: '# device', other: '# devices' })} signed out, ${plural(sessions, { one: '# session', other: '# sessions' })} paused.`

// revokeDevices.ts
export const nameIsSignedOut = (name: string) => `${name} is signed out.`
export const devicesSignedOut = (devices: number) =>
  plural(devices, { one: '# device signed out.', other: '# devices signed out.' })
export const doneOfDevicesSignedOut = (done: number, devices: number, reason: string) =>
  `${done} of ${plural(devices, { one: '# device', other: '# devices' })} signed out. ${reason}`

// TerminalConfirmationCard.tsx
export const firstTerminalOf = (device: string) => `First terminal of ${device}`
export const asksForItsFirstTerminal = (device: ReactNode) => sentence`${device} asks for its first terminal`
/** Seconds. */
export const askedWithTimeLeft = (asked: ReactNode, seconds: number) =>
  sentence`asked ${asked} · ${plural(Math.max(1, Math.ceil(seconds / 60)), { one: '# minute left', other: '# minutes left' })}`
export const inATerminalItCan =
  'In a terminal it can run anything that you can. Deny it if you are not opening one on that device right now.'
export const deny = 'Deny'
export const allow = 'Allow'

// TerminalDevices.tsx
export const devicesThatMayOpenTerminals = 'Devices that may open terminals'
export const mayOpenTerminals = 'May open terminals'
export const theFirstTerminalOfAny =
  'The first terminal of any other device waits for a yes. A device that you remove here has to ask again.'
export const askAgain = 'Ask again'
export const askAgainBeforeATerminal = (device: string) => `Ask again before a terminal of ${device}`

// terminalConfirmations.ts
export const deviceMayOpenTerminals = (device: string) => `${device} may open terminals now.`
export const deviceWasRefused = (device: string) => `${device} was refused.`
