import { digits } from '#renderer/format/numbers.ts'
import type { ReactNode } from 'react'
import { plural } from '#renderer/format/plural.ts'
import { sentence } from '#renderer/format/sentence.ts'

// Accounts.tsx
export const nobodySignsInWithGitHub = 'Nobody signs in with GitHub yet. Links of this machine work.'
export const numberGithubId = (githubId: number) => `Number ${githubId}`
export const ownerOfThisMachine = 'Owner of this machine'
export const roles = { owner: 'Owner', member: 'Can approve', viewer: 'Can look' } as const

// CleanupList.tsx
export const unusedSessions = 'Unused sessions'
export const oldAttachments = 'Old attachments'
export const copiesOfTranscripts = 'Copies of transcripts'
export const oldPoints = 'Old auto-commit points'
export const rotatedLogs = 'Rotated logs'
export const temporaryFiles = 'Temporary files'
export const deadSockets = 'Dead sockets'
export const itRunsSomeMinutesAfter = 'It runs some minutes after the start, then every six hours.'
export const lastAt = (at: ReactNode) => sentence`Last ${at}`
export const howLong = 'How long'
export const cleaningUp = 'Cleaning up…'
export const cleanUpNow = 'Clean up now'
export const nothingToDo = 'Nothing to do'
export const removed = (removedNumber: number) => `${digits(removedNumber)} removed`
export const removedAndFreed = (removedNumber: number, freed: string) => `${digits(removedNumber)} removed, ${freed}`
export const goNextTime = (things: number) => `${digits(things)} would go now`
export const largestSessions = 'Largest sessions'
export const foldersOfGoneSessions = 'Folders of deleted sessions'
export const keptEvents = (size: string) => `conversation ${size}`
export const keptAttachments = (size: string) => `attachments ${size}`
export const keptCheckpoints = (size: string) => `checkpoints ${size}`
export const keptTranscriptCopies = (size: string) => `copies of transcripts ${size}`
export const keptByKind = (kinds: readonly string[]) => kinds.join(' · ')

// Devices.tsx
export const andMoreDevices = (count: number) =>
  plural(count, { one: 'and # more device', other: 'and # more devices' })
export const signOutAllOthers = 'Sign out all others…'
export const signOutOtherDevices = (count: number) =>
  plural(count, { one: 'Sign out # other device?', other: 'Sign out # other devices?' })
export const everyBrowserAndProgramBut =
  'Every browser and program but this one is cut off at once and has to sign in again; tokens stop working. Sessions go on.'
export const cancel = 'Cancel'
export const signOut = 'Sign out'

// HealthList.tsx
export const health = 'Health'
export const linesOfChecksPass = (lines: number, count: number) =>
  plural(count, { one: `${lines} of # check pass`, other: `${lines} of # checks pass` })
export const checkAgain = 'Check again'
export const checks = 'Checks'
export const showMoreChecks = (count: number) =>
  plural(count, { one: 'Show # more check', other: 'Show # more checks' })
export const thingsNeedALook = (things: number) =>
  plural(things, { one: '# thing needs a look', other: '# things need a look' })
export const looking = 'Looking…'
export const allIsWellAsFar = 'All is well, as far as it can be seen from here.'
export const allIsWell = 'All is well.'
export const look = 'Look'

// PanelActions.tsx
export const logs = 'Logs'
export const audit = 'Audit'

// PanelPage.tsx
export const machine = 'Machine'
export const homeportVersion = (version: string) => `Homeport ${version}`
export const sessions = 'Sessions'
export const allSessions = 'All sessions'
export const processes = 'Processes'
export const storageAndVault = 'Storage and vault'
export const upkeep = 'Upkeep'
export const remoteAccess = 'Remote access'
export const change = 'Change'
export const whoMayEnter = 'Who may enter'
export const cleanUp = 'Clean-up'
export const devices = 'Devices'
export const allDevices = 'All devices'
export const askingTheWorkstation = 'Asking the workstation…'
export const shownInTheBrowserOf = 'Shown in the browser of the workstation itself.'

// Processes.tsx
export const measuring = 'Measuring…'
export const forThoseWhoManageThis = 'For those who manage this workstation.'
export const processor = (cores: number) => plural(cores, { one: 'Processor (# core)', other: 'Processor (# cores)' })
export const memoryOf = (totalBytes: string) => `Memory of ${totalBytes}`
export const server = 'Server'
export const sessionHost = 'Session host'

// RemoteSummary.tsx
export const itIsSwitchedOnBut = 'It is switched on, but does not work now.'
export const offNobodyButThisMachine = 'Off: nobody but this machine can connect.'
export const on = 'On'
export const copyTheAddress = 'Copy the address'
export const certificateYouRenew = (until: string) => `Certificate until ${until}; you renew it.`
export const certificateRenewedByItself = (until: string) => `Certificate until ${until}, renewed by itself.`

// SessionLoads.tsx
export const keptStarted = 'Started for the next session'
export const keptStartedFor = (project: string) =>
  `One Claude Code waits for a session in ${project}. It ends when none is begun for ten minutes.`
export const noSessionHasAProcess = 'No session has a process now.'
export const aSession = 'A session'

// StorageTable.tsx
export const sessionsAndTheirEvents = 'Sessions and their events'
export const signInsDevicesAndThe = 'Sign-ins, devices and the audit log'
export const whatFilesWereBeforeClaude = 'What files were before Claude changed them'
export const databasesBeforeAnUpdate = 'Databases before an update'
export const indexOfTheHistory = 'Index of the history'
export const foldersThatHomeportKeeps = 'Folders that Homeport keeps'
export const deletedFiles = 'Deleted files'
export const everythingElse = 'Everything else'
export const claudeCodesOwnTranscripts = 'Claude Code’s own transcripts'
export const freeOnThisDisk = 'Free on this disk'
export const vault = 'Vault'
export const vaultItWorks = (vaultText: string) => `${vaultText}. It works.`
export const dataDirectory = 'Data directory'
export const thereIsMoreNotEverything = 'There is more: not everything was counted.'

// Upkeep.tsx
export const settings = 'Settings'
export const usage = 'Usage'
export const auditLog = 'Audit log'
export const updates = 'Updates'
export const serverAndSessions = 'Server and sessions'
export const sessionsRunHostVersion = (hostVersion: string) => `Sessions run ${hostVersion}`
export const claudeCode = 'Claude Code'
export const downloadDiagnostics = 'Download diagnostics'
export const forSomebodyWhoHelpsVersions =
  'for somebody who helps: versions, checks, settings, logs. No secrets, no messages, no file contents. It takes some seconds.'

// checks.ts
export const versionIs = (hostVersion: string) => `Version ${hostVersion}`
export const found = 'Found'
export const disk = 'Disk'
export const sizeFree = (size: string) => `${size} free`
export const off = 'Off'
export const certificate = 'Certificate'
export const inOrder = 'In order'
export const freeOf = (freeBytes: string, totalBytes: string) => `${freeBytes} of ${totalBytes}`
export const validAndRenewedByYou = (until: string) => `Valid until ${until}, renewed by you`
export const validAndRenewsByItself = (until: string) => `Valid until ${until}, renews by itself`

// findings.ts
export const theDiskIsNearlyFull = 'The disk is nearly full: Claude may not be able to write.'
export const theSessionHostDoesNot = 'The session host does not answer: sessions rest, and nothing of them is lost.'
export const theSessionHostIsOf =
  'The session host is of an older version. Its sessions go on; a new start of Homeport renews it.'
export const takesEffectAfterHomeportIs = (changed: string) => `Takes effect after Homeport is restarted: ${changed}.`

// vaults.ts
export const theSystemsKeychain = 'The system’s keychain'
export const anEncryptedFileInThe = 'An encrypted file in the data directory'
export const memorySecretsAreGoneWhen = 'Memory: secrets are gone when Homeport stops'
