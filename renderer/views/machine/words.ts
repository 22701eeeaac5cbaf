import type { ReactNode } from 'react'
import { plural } from '#renderer/format/plural.ts'
import { sentence } from '#renderer/format/sentence.ts'

// CopiesNotice.tsx
export const copiesOfTranscripts = 'Copies of transcripts'
export const conversationsAreKeptLongerThan = 'Conversations are kept longer than Claude Code keeps them'
export const claudeCodeRemovesItsTranscripts = (mostOf: string) =>
  `Claude Code removes its transcripts after 30 days. Homeport keeps packed copies on this machine${mostOf}, so that you can still find, read and resume them. What is in them stays that long, too.`
export const keepCopies = 'Keep copies'
export const turnOff = 'Turn off'
export const settings = 'Settings'
export const mostGb = (most: number) => `${most} GB`
export const mostMb = (most: number) => `${most} MB`
export const whatAtMost = (what: string) => `, ${what} at most`

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
export const lockDown2 = 'Lock down'
export const pausesEverySessionAtWork = 'Pauses every session at work, where it is'
export const pausesSessionsAtWorkThere = 'Pauses sessions at work; there are none now'
export const itIs = 'it is'
export const theyAre = 'they are'
export const pausesSessionsWhereWhat = (sessions: number, what: string) =>
  `Pauses ${plural(sessions, { one: '# session', other: '# sessions' })}, where ${what}`

// RevokeDialog.tsx
export const revokeName = (name: string) => `Revoke “${name}”?`
export const signOutName = (name: string) => `Sign out ${name}?`
export const theProgramThatUsesThis = 'The program that uses this token is cut off at once and needs a new one.'
export const itIsCutOffAt = 'It is cut off at once and has to sign in again. Sessions go on.'

// lockDown.ts
export const failedSessionsCouldNotBePaused = (failedSessions: number) => ` ${failedSessions} could not be paused.`
export const lockedDownDevicesSignedOut = (devices: number, sessions: number, left: string) =>
  `Locked down. ${plural(devices, { one: '# device', other: '# devices' })} signed out, ${plural(sessions, { one: '# session', other: '# sessions' })} paused.${left}`

// revokeDevices.ts
export const nameIsSignedOut = (name: string) => `${name} is signed out.`
export const devicesSignedOut = (devices: number) =>
  plural(devices, { one: '# device signed out.', other: '# devices signed out.' })
export const doneOfDevicesSignedOut = (done: number, devices: number, reason: string) =>
  `${done} of ${plural(devices, { one: '# device', other: '# devices' })} signed out. ${reason}`
