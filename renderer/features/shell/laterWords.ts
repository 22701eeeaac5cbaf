import type { ReactNode } from 'react'
import { type Slot, sentence } from '#renderer/format/sentence.ts'

// DemoLine.tsx
export const demoClaudeCodeIsReal = (bold: Slot) =>
  sentence`${bold('Demo.')} Claude Code is real; its answers come from a built-in script, not from Claude.`

// GithubSignIn.tsx
export const signInWithGitHub = 'Sign in with GitHub'
export const aCodeInstead = 'Use a code instead'
export const typeThisCodeInAt = (host: string) => `Type this code in at ${host}, on this or any other device:`
export const copyTheCode = 'Copy the code'
export const openHost = (host: string) => `Open ${host}`
export const waitingForYouThereThis = 'Waiting for you there. This page goes on by itself.'

// SecurityNotices.tsx
export const seeDevices = 'See devices'
export const dismiss = 'Dismiss'

// SignedOut.tsx
export const thisWindowIsNotSignedIn = 'This window is not signed in'
export const thisBrowserIsNotSignedIn = 'This browser is not signed in'
export const yourSessionsGoOnMeanwhile = 'Your sessions go on meanwhile.'
export const tryAgain = 'Try again'
export const signIn = 'Sign in'
export const withALinkFromThe = 'With a link from the workstation'
export const itWorksOnceForTen =
  'It works once, for ten minutes. Get a fresh one in a terminal there, and open it here:'
export const homeportStart = 'homeport start'
export const command = 'Command'
export const itFindsTheRunningHomeport = (commandElement: ReactNode) =>
  sentence`It finds the running Homeport and prints a new link. In a checkout of the source, run ${commandElement} instead.`
export const pairThisDevice = 'Pair this device'
export const atTheWorkstationOpenMachine =
  'At the workstation open “Machine”, choose “Pair a phone”, and scan the code with this device. The owner may also let people in with GitHub, on the page “Remote access”, step “Who may enter”.'

// signInProblemText.ts
export const thatDidNotWorkIt =
  'That did not work: it was refused at GitHub, took longer than ten minutes, or began in another browser.'
export const thisGitHubAccountMayNot =
  'This GitHub account may not enter here. The owner of the workstation can let it in.'
export const gitHubDoesNotAnswerJust = 'GitHub does not answer just now. Try again in a moment.'
export const tooManyAttemptsWaitA = 'Too many attempts. Wait a minute, then try again.'
export const signInByAClick = 'Sign-in by a click is not set up on the workstation. Use a code instead.'
export const theSignInWithGitHub = 'The sign-in with GitHub did not work. Try again.'
