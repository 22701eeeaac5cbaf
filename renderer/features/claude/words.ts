import type { ReactNode } from 'react'
import { sentence } from '#renderer/format/sentence.ts'

// ClaudePage.tsx
export const newSessionsOfYoursSign =
  'New sessions of yours sign in with your token, and bill the account it belongs to.'
export const newSessionsOfYoursCount =
  'New sessions of yours count against the subscription that Claude Code is signed in with.'
export const newSessionsOfYoursBill =
  'New sessions of yours bill the key in the environment that Homeport was started in.'
export const newSessionsOfYoursBillThe =
  'New sessions of yours bill the owner of this workstation, who lends you their login.'
export const newSessionsOfYoursHave = 'New sessions of yours have nothing to sign in with.'
export const claude = 'Claude'
export const askingTheWorkstation = 'Asking the workstation…'
export const tryAgain = 'Try again'
export const whatWasUsed = 'What was used'
export const firstSteps = 'First steps'
export const allSessions = 'All sessions'
export const billingAccount = 'Billing account'
export const nobodyThisIsTheDemo = 'Nobody: this is the demo, and a stand-in answers.'
export const nobodyForYouYourAccount = 'Nobody for you: your account can only look, and starts no sessions.'
export const otherPeopleOfThisWorkstation =
  'Other people of this workstation do not see your token; only its owner can lend theirs, in the settings. A single session can get another one, in the bar above its conversation.'
export const claudeCode = 'Claude Code'
export const claudeCodeVersion = (version: ReactNode) => sentence`Claude Code ${version}`
export const whereItLies = 'Where it lies'
