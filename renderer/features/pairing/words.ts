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
export const waitingForYourWorkstation = 'Waiting for your workstation,'
export const certificateOfMachine = (machine: string) => `Certificate of ${machine}`
export const cancel = 'Cancel'

// guessedName.ts
export const androidTablet = 'Android tablet'
export const androidPhone = 'Android phone'
export const chromebook = 'Chromebook'
export const windowsComputer = 'Windows computer'
export const linuxComputer = 'Linux computer'
export const phone = 'Phone'
