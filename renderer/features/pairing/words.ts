import type { ReactNode } from 'react'
import { type Slot, sentence } from '#renderer/format/sentence.ts'

// PairPage.tsx
export const askingTheWorkstation = 'Asking the workstation…'
export const pairThisDevice = 'Pair this device'
export const thereIsNoCodeIn =
  'There is no code in this address. At the workstation choose “Pair a phone”, and point the camera at the code.'
export const thisDeviceWasNotPaired = 'This device was not paired'
export const pairThisPhoneWithYour = 'Pair this phone with your workstation'
export const itWillShowThreeWords = 'It will show three words, which you compare with those at the workstation.'
export const nameOfThisDevice = 'Name of this device'
export const connectsDirectlyToYourWorkstation = 'Connects directly to your workstation, encrypted.'
export const itCanBeSignedOut = 'It can be signed out there at any time.'
export const pairThisPhone = 'Pair this phone'
export const compareTheThreeWords = 'Compare the three words'
export const checkThatYourWorkstationShows = (strong: Slot) =>
  sentence`Check that your workstation shows the same three words, then choose ${strong('Pair')} there.`
export const waitingForYourWorkstation = 'Waiting for your workstation'
export const certificateOfMachine = (machine: string) => `Certificate of ${machine}`
export const cancel = 'Cancel'

// install/InstallStep.tsx
export const pairedWith = (machine: ReactNode) => sentence`Paired with ${machine}`
export const getToldWhenClaudeNeedsYou = 'Get told when Claude needs you'
export const addHomeportToYourHomeScreen =
  'Add Homeport to your home screen. Then it can send notifications and opens full screen.'
export const notificationsNameTheProject =
  'Notifications name the session and what kind of answer Claude wants. They contain no code.'
export const installHomeport = 'Install Homeport'
export const continueInTheBrowser = 'Continue in the browser'
export const projectNeedsYou = 'api-server needs you'
export const now = 'now'
export const claudeWantsToRun = 'Claude wants to run a command'
export const tapShare = (bold: Slot) => sentence`Tap ${bold('Share')} in the browser’s bar`
export const chooseAddToHomeScreen = (bold: Slot) => sentence`Choose ${bold('Add to Home Screen')}`
export const openItFromThere =
  'Open Homeport from there and allow notifications. If it asks to be paired there, pair it once more.'

// guessedName.ts
export const androidTablet = 'Android tablet'
export const androidPhone = 'Android phone'
export const chromebook = 'Chromebook'
export const windowsComputer = 'Windows computer'
export const linuxComputer = 'Linux computer'
export const phone = 'Phone'
