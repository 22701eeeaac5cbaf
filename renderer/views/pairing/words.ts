import type { ReactNode } from 'react'
import { sentence } from '#renderer/format/sentence.ts'

// PairDevice.tsx
export const pairAPhone = 'Pair a phone'
export const showsACodeForIts = 'Shows a code for its camera. No account is needed.'
export const makingACode = 'Making a code…'
export const tryAgain = 'Try again'
export const paired = 'Paired'
export const deviceNameIsInSignIt = (deviceName: ReactNode) =>
  sentence`${deviceName} is in. Sign it out at any time under Devices.`
export const refused = 'Refused'
export const theDeviceWasNotLet = 'The device was not let in, and its code no longer works.'
export const tooLate = 'Too late'
export const nobodyUsedTheCodeOr = 'Nobody used the code, or nobody said yes in time. Nothing was paired.'
export const qrCodeToPairA = 'QR code to pair a phone with'
export const pointItsCameraHereYou = 'Point its camera here. You confirm on this screen.'
export const goodForTimeLeftOnce = (timeLeft: string) => `Good for ${timeLeft}, once.`
export const copyTheLink = 'Copy the link'
export const cancel = 'Cancel'
export const pairThisDevice = 'Pair this device?'
export const pairDeviceName = (deviceName: ReactNode) => sentence`Pair ${deviceName}?`
export const itShowsThreeWordsPair = 'It shows three words. Pair it only if they are these:'
export const aSecondDeviceTriedThe = 'A second device tried the same code. Refuse, unless that was you.'
/** What the device may do, by whom it is for. */
export const itMay = {
  owner: 'It may do all that you may from elsewhere.',
  member: 'It can approve.',
  viewer: 'It can look.',
} as const
export const waitingFor = (timeLeft: string) => `Waiting for ${timeLeft}.`
export const pair = 'Pair'
export const refuse = 'Refuse'
export const pairAnotherOne = 'Pair another one'
