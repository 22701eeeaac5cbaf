import type { ReactNode } from 'react'
import { type Slot, sentence } from '#renderer/format/sentence.ts'

// ClaudeStep.tsx
export const signedInWithAToken = 'signed in with a token'
export const signedInWithYourSubscription = 'signed in with your subscription'
export const signedInByTheEnvironment = 'signed in by the environment'
export const signedInByTheOwner = 'signed in by the owner'
export const notSignedInYet = 'not signed in yet'
export const found = 'Found'
export const inTheDemo = 'in the demo'
export const notFoundOnThisWorkstation = 'Not found on this workstation'
export const claudeCode = 'Claude Code'
export const fold = 'Fold'
export const change = 'Change'

// FindClaude.tsx
/** Where Claude Code was found; `version` null: not known. */
export const claudeFound = {
  setting: (version: string | null, path: ReactNode) =>
    sentence`${versionOf(version)}, named in your settings: ${path}`,
  path: (version: string | null, path: ReactNode) => sentence`${versionOf(version)}, found on your PATH: ${path}`,
  known_folder: (version: string | null, path: ReactNode) =>
    sentence`${versionOf(version)}, found where its installer puts it: ${path}`,
  package: (version: string | null, path: ReactNode) =>
    sentence`${versionOf(version)}, came with this checkout: ${path}`,
  unknown: (version: string | null, path: ReactNode) => sentence`${versionOf(version)}, found: ${path}`,
} as const
const versionOf = (version: string | null) => (version === null ? 'Version unknown' : `Version ${version}`)
export const itIsNotOnThis = 'It is not on this workstation yet. Install it there, in a terminal, then check again.'
export const installOnMacOSAndLinux = 'Install on macOS and Linux'
export const onWindowsInPowerShell = 'On Windows, in PowerShell:'
export const installOnWindows = 'Install on Windows'
export const orWithNpmAnywhere = 'Or with npm, anywhere:'
export const installWithNpm = 'Install with npm'
export const isItSomewhereUnusual = (setting: ReactNode, line: ReactNode) =>
  sentence`Is it somewhere unusual? Name it: ${setting}, or ${line} in the settings file.`
export const checkAgain = 'Check again'

// PhoneStep.tsx
export const yourPhone = 'Your phone'
export const youCameHereFromAnother = 'You came here from another device already.'
export const goOnFromAnywhereWith = 'Go on from anywhere, with your own certificate'
export const skip = 'Skip'
export const whoElseMayEnterIs = (link: Slot) => sentence`Who else may enter is chosen under ${link('Remote access')}.`
export const nothingButThisMachineCan =
  'Nothing but this machine can connect yet. Choose how your phone finds it, and who may enter.'
export const setUpRemoteAccess = 'Set up remote access'

// SignIn.tsx
export const withTheApiTokenIn = 'With the API token in the vault. Sessions bill the account it belongs to.'
export const withClaudeCodesOwnLogin = "With Claude Code's own login. Sessions count against that subscription."
export const withTheKeyInThe =
  'With the key in the environment Homeport was started in. Sessions bill the account it belongs to.'
export const withTheLoginOfThe = 'With the login of the owner of this workstation, who lends it to you.'
export const signedInToClaude = 'Signed in to Claude'
export const notNeededInTheDemo = 'Not needed in the demo.'
export const withAClaudeSubscription = 'With a Claude subscription, sign in once in a terminal on the workstation:'
export const command = 'Command'
export const orWithAnApiToken = 'Or with an API token:'

// Step.tsx
export const done = ': done'

// WelcomePage.tsx
export const setUpHomeport = 'Set up Homeport'
export const whatHomeportIsFor = 'Use Claude Code on this workstation from any of your devices.'
export const lookingForClaudeCode = 'Looking for Claude Code…'
export const tryAgain = 'Try again'
export const firstSession = 'First session'
export const readyWhenClaudeCodeIs = 'Ready when Claude Code is'
export const pickAFolderAndSay = 'Pick a folder and say what Claude should do in it.'
export const startASession = 'Start a session'
export const skipSetUpYouCan = (link: Slot) =>
  sentence`${link('Skip set-up')} You can do every step later: Claude Code is in your own menu, remote access under Machine.`
