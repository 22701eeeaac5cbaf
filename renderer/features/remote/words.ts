import type { ReactNode } from 'react'
import { plural } from '#renderer/format/plural.ts'
import { type Slot, sentence } from '#renderer/format/sentence.ts'

// AcmeFields.tsx
export const overPort80 = 'Over port 80'
export const port80OfYourName = 'Port 80 of your name has to lead to this machine while it is shown.'
export const overPort443 = 'Over port 443'
export const port443OfYourName = 'Port 443 of your name has to lead to the port of remote access.'
export const inTheDns = 'In the DNS'
export const noPortHasToLead = 'No port has to lead here: a program of yours writes a record where your name is kept.'
export const howTheAuthoritySeesThat = 'How the authority sees that the name leads here'
export const programThatWritesTheRecord = 'Program that writes the record'
export const aPathOnThisMachine =
  'A path on this machine. It is run as: PROGRAM set NAME VALUE, and later: PROGRAM remove NAME VALUE.'
export const usrLocalBinDnsHook = '/usr/local/bin/dns-hook'
export const yourEMailAddressOptional = 'Your e-mail address (optional)'
export const whereTheAuthorityCanReach = 'Where the authority can reach you.'
export const iHaveReadTheAuthoritys = 'I have read the authority’s terms of service and agree to them.'
export const theNamesItIsFor = 'The names it is for are asked for in the next step: at least one is needed.'
export const anotherAuthorityAnotherPort = 'Another authority, another port'
export const directoryOfTheAuthority = 'Directory of the authority'
export const emptyLetsEncrypt = 'Empty: Let’s Encrypt.'
export const whatSignsTheAuthoritysOwn = 'What signs the authority’s own address (PEM)'
export const forAnAuthorityOfYour = 'For an authority of your own. Empty: one that every system knows.'
export const portOfThisMachineThat = 'Port of this machine that port 80 leads to'
export const empty80 = 'Empty: 80.'

// AddressStep.tsx
export const itAnswersToHostsAnd = (hosts: ReactNode) => sentence`It answers to ${hosts} and to nothing else.`
export const names = 'Names'
export const hostNamesThatLeadTo = 'Host names that lead to this machine. Empty: its addresses and its own name.'
export const homeExampleOrgBoxTailnet = 'home.example.org, box.tailnet.ts.net'
export const addressToListenOn = 'Address to listen on'
export const emptyAllIPv4AddressesOf = 'Empty: all IPv4 addresses of this machine. “::”: all, IPv6 too.'
export const port = 'Port'
export const empty4443OrTheNext = 'Empty: 4443, or the next free one.'
export const portThatDevicesUse = 'Port that devices use'
export const whereYourRouterPassesAnother = 'Where your router passes another one on to this machine. Empty: the same.'
export const aReverseProxyBeforeIt = (link: Slot, command: ReactNode) =>
  sentence`A reverse proxy before it? Name it under ${link('Settings')}, ${command}.`

// Apply.tsx
export const remoteConnectionsEndWithIt = 'Remote connections end with it, and come back by themselves.'
export const beingOpened = 'Being opened…'
export const takeThisFromNowOn = 'Use this from now on'
export const switchRemoteAccessOn = 'Switch remote access on'

// CertificateStep.tsx
export const whereItComesFrom = 'Where it comes from'
export const switchMagicDNSAndHttpsCertificates = (command: ReactNode) =>
  sentence`Switch MagicDNS and HTTPS certificates on in the admin console of Tailscale, and let this user fetch them: ${command}`
export const certificateFilePemWithIts = 'Certificate file (PEM, with its chain)'
export const aPathOnThisMachineA =
  'A path on this machine. A replaced file is taken up within a second, and nobody is disconnected.'
export const pathToFullchainPem = '/path/to/fullchain.pem'
export const keyFilePem = 'Key file (PEM)'
export const pathOnThisMachine = 'A path on this machine.'
export const pathToPrivkeyPem = '/path/to/privkey.pem'

// CurrentCertificate.tsx
export const from = 'From'
export const until = 'Until'
export const untilAndRenewedByItself = (untilText: string) => `${untilText}, renewed by itself`
export const forWhat = 'For'
export const sha256 = 'SHA-256'
export const itCanVouchForThis = 'It can vouch for this machine’s names and its own network only: for no other site.'
export const downloadTheCertificate = 'Download the certificate'
export const orScanTheCodeWith = 'Or scan the code with the device, then:'
export const qrCodeOfUrl = (url: string) => `QR code of ${url}`

// DraftField.tsx
export const theVariableDecides = (variable: string) =>
  `The environment variable ${variable} decides this. To change it here, take that away and start Homeport again.`

// LockDownCard.tsx
export const lockDown = 'Lock down'
export const switchesRemoteAccessOffSigns = (command: ReactNode) =>
  sentence`Switches remote access off, signs out every device and program that used it, and pauses every busy session: its turn stops, and what waits in it stays until you let it go on. Files and conversations stay. The same as ${command}.`

// PhoneTest.tsx
export const fromAPhone = 'From a phone'
export const scanTheCodeAtThe =
  'Scan the code at the top of this page with the phone. For the way from outside switch its Wi-Fi off first. As soon as it gets here, this page says so; it need not sign in for that.'
export const noOtherDeviceHasCome = 'No other device has come yet.'
export const aDeviceReachedThisMachine = (addressText: string, at: ReactNode) =>
  sentence`A device reached this machine from ${addressText}, ${at}.`

// QrPage.tsx
export const pairAPhone = 'Pair a phone'
export const askingTheWorkstation = 'Asking the workstation…'
export const tryAgain = 'Try again'
export const remoteAccessIsOff = 'Remote access is off.'
export const copyTheAddress = 'Copy the address'
export const otherPeopleSignInAt = 'Other people sign in at this address with GitHub.'

// RemotePage.tsx
export const remoteAccess = 'Remote access'

// RemoteStep.tsx
export const close = 'Close'
export const change = 'Change'
export const open = 'Open'
export const notDone = 'not done'

// RemoteSwitch.tsx
export const itIsOffNobodyBut =
  'It is off: nobody but this machine can connect. Four steps, and other devices reach it with TLS 1.3, without any relay. Each can be skipped and done later.'
export const itIsSwitchedOnBut = 'It is switched on, but not open yet'
export const itIsBeingOpened = 'It is being opened…'
export const itIsTriedAgainBy = 'It is tried again by itself. Nobody but this machine can connect meanwhile.'
export const switchItOff = 'Switch it off'
export const remoteAccessIsOn = 'Remote access is on'
export const aPhoneIsPairedUnder = 'A phone is paired under Machine; others sign in with GitHub.'
export const switchingOffEndsEveryRemote = 'Switching off ends every remote connection at once.'

// TestStep.tsx
export const thereIsSomethingToTest = 'There is something to test once remote access is on.'
export const fromThisMachine = 'From this machine'
export const itGoesToEveryAddress = 'It tries every address as a phone would. That takes 15 seconds at most.'
export const testing = 'Testing…'
export const testNow = 'Test now'
export const testAgain = 'Test again'
export const copyTheCommand = 'Copy the command'

// TestedAddress.tsx
export const name = 'Name'
export const address = 'Address'
export const connection = 'Connection'
export const certificate = 'Certificate'
export const roundTrip = 'Round trip'
export const doesNotWork = 'does not work'
export const cannotBeToldFromHere = 'cannot be told from here'
export const notTried = 'not tried'

// TrustSteps.tsx
export const iPhoneAndIPad = 'iPhone and iPad'
export const scanTheCodeOpenIt =
  'Scan the code, open it in Safari, accept the warning, allow the download. Or open /homeport.mobileconfig at the same address: a profile that says what it is for.'
export const settingsGeneralVpnDeviceManagement = 'Settings → General → VPN & Device Management → Homeport → Install.'
export const settingsGeneralAboutCertificate =
  'Settings → General → About → Certificate Trust Settings: switch Homeport on.'
export const scanTheCodeAcceptThe = 'Scan the code, accept the warning, download the file.'
export const settingsSecurityMoreEncryption =
  'Settings → Security → More → Encryption & credentials → Install a certificate → CA certificate.'
export const chooseHomeportCaCrtFirefox =
  'Choose homeport-ca.crt. Firefox also wants Settings → About → its logo five times → Use third party CA certificates.'
export const downloadTheCertificateAndOpen = 'Download the certificate and open it: Keychain Access takes it.'
export const openHomeportOnThereTrust = 'Open “Homeport on …” there, Trust, “Always Trust” for SSL.'
export const downloadTheCertificateOpenIt = 'Download the certificate, open it, “Install Certificate…”, Current User.'
export const placeItInTrustedRoot = 'Place it in “Trusted Root Certification Authorities”.'
export const linuxAndFirefox = 'Linux and Firefox'
export const chromeSettingsPrivacyAndSecurity =
  'Chrome: Settings → Privacy and security → Security → Manage certificates → Installed by you → Trusted → Import.'
export const firefoxSettingsPrivacySecurityView =
  'Firefox: Settings → Privacy & Security → View Certificates → Authorities → Import, “identify websites”.'
export const everythingElseCopyItTo =
  'Everything else: copy it to /usr/local/share/ca-certificates and run update-ca-certificates.'

// certificateText.ts
export const theWorkstationsOwnAuthority = 'The workstation’s own authority'
export const letsEncryptOrAnotherAcme = 'Let’s Encrypt, or another ACME authority'
export const tailscale = 'Tailscale'
export const yourOwnFiles = 'Your own files'
export const needsNothingEveryDeviceWarns =
  'Needs nothing. Every device warns until you install its certificate there once.'
export const everyBrowserTrustsItAt =
  'Every browser trusts it at once. Needs a name of your own that leads here, and a way for the authority to see that.'
export const everyBrowserOnTheDevices =
  'Every browser on the devices of your Tailscale trusts it at once. Needs Tailscale with HTTPS on, on both ends.'
export const whatWorksDependsOnWho =
  'What works depends on who signed it: from a known authority everything, else devices warn. You renew it; new files are taken up by themselves.'

// setupSteps.ts
export const whoMayEnter = 'Who may enter'
export const nextStep = 'Next step'
export const testFromOutsideIn = 'Test from outside in'
export const skipForNow = 'Skip for now'
export const itCouldNotBeAsked = 'It could not be asked.'
export const signInWithGitHubIs = 'Sign-in with GitHub is not set up: only your own devices enter, by pairing.'
export const nobodyIsLetInYet = 'Nobody is let in yet.'
/** `more`: accounts beside the named ones. */
export const accountsAre = (count: number, namesText: string, more: number) =>
  more === 0 ? `${ofAccounts(count)}: ${namesText}` : `${ofAccounts(count)}: ${namesText} and ${more} more`
const ofAccounts = (count: number) => plural(count, { one: '# account', other: '# accounts' })
export const certificateUntil = (certificateName: string, expiresAt: string) => `${certificateName}, until ${expiresAt}`
export const chosenCertificate = (certificateName: string) => `Chosen: ${certificateName}`
export const whenItIsOn = 'When it is on.'
export const aDeviceReachedItFrom = (addressText: string) => `A device reached it, from ${addressText}.`
export const notTestedYet = 'Not tested yet.'

// who/AccountRow.tsx
export const numberGithubId = (githubId: number) => `number ${githubId}`
export const you = 'you'
export const itsNameIsNotKnown = 'Its name is not known yet.'
export const ownerOfThisMachine = 'Owner of this machine'
export const whatAccountMay = (account: string) => `What ${account} may do`
export const removeName = (nameText: string) => `Remove ${nameText}`
export const remove = 'Remove'
export const removeTheAccessOf = (nameText: string) => `Remove the access of ${nameText}?`
export const youAreSignedOutOn =
  'You are signed out on other devices at once. On this machine nothing changes, and your sessions are kept.'
export const itsSignInsTokensAnd =
  'Its sign-ins, tokens and connections end at once, and Claude stops in its sessions. They are kept, and are there again if it comes back.'
export const cancel = 'Cancel'

// who/AddAccount.tsx
export const allowAnAccount = 'Allow an account'
export const itsNameAtGitHubOr =
  'Its name at GitHub, or its number. What is kept is the number: names can change hands.'
export const octocat = 'octocat'
export const lookItUp = 'Look it up'
export const personAtHost = (login: ReactNode, githubId: number, host: string) =>
  sentence`${login} · number ${githubId} at ${host}`
export const whoIsThat = 'Who is that?'
export const allowLogin = (login: string) => `Allow ${login}`

// who/GithubApp.tsx
export const signInWithGitHub = 'Sign-in with GitHub'
export const appOfHost = (host: string, app: ReactNode) =>
  sentence`At ${host}, with the app ${app}: by a click, or by a code.`
export const appWithCodes = (host: string, app: ReactNode) =>
  sentence`At ${host}, with the app ${app}: by a code that is typed in at GitHub.`
export const changeTheApp = 'Change the app'
export const switchSignInOff = 'Switch sign-in off'
export const theVariableNamesTheApp = (fixedBy: string) =>
  `The environment variable ${fixedBy} names the app, so it cannot be changed here.`
export const nobodySignsInWithGitHub =
  'Nobody signs in with GitHub any more. Who is signed in stays so until you sign them out under Devices.'

// who/GithubAppForm.tsx
export const otherDevicesSignInWith =
  'Other devices sign in with a GitHub account that you name. For that GitHub wants to know this workstation: an OAuth app of yours, made once in two minutes.'
export const clientId = 'Client ID'
export const shownByGitHubOnceThe = 'Shown by GitHub once the app is registered. It is no secret.'
export const ov23li = 'Ov23li…'
export const clientSecretForSignIn = 'Client secret, for sign-in by a click (optional)'
export const clientSecret = 'Client secret'
export const oneIsKeptEmptyIt = 'One is kept. Empty: it stays, as long as the client ID does.'
export const withoutItPeopleTypeA =
  'Without it people type a short code in at GitHub, which works as well. It is kept in the vault of this machine.'
export const saveTheApp = 'Save the app'
export const leaveItAsItIs = 'Leave it as it is'
export const oAuthAppsAtHost = (host: string) => `OAuth apps at ${host}`
export const openHostAndPressNew = (host: ReactNode) => sentence`Open ${host} and press “New OAuth App”.`
export const applicationNameAsYouLike = 'Application name: as you like, for example “Homeport”.'
export const homepageUrl = 'Homepage URL:'
export const copyTheHomepageUrl = 'Copy the homepage URL'
export const authorizationCallbackUrl = 'Authorization callback URL:'
export const copyTheCallbackUrl = 'Copy the callback URL'
export const usedBySignInBy =
  'Used by sign-in by a click only. When the address of this workstation changes, change it there too.'
export const tickEnableDeviceFlowPress =
  'Tick “Enable Device Flow”, press “Register application”, and bring its client ID back:'

// who/MemberSessions.tsx
export const sessionsOfOthers = 'Sessions of others'
export const whatWasSaidInThem =
  'What was said in them is not shown to you. A stopped one is kept, and its person can go on with it, if they may.'
export const mayNotEnterAnyMore = 'may not enter any more'
export const canOnlyLook = 'can only look'
export const stopTheSessionOf = (username: string, workspacePath: string) =>
  `Stop the session of ${username} in ${workspacePath}`
export const stop = 'Stop'
export const endTheSessionOf = (username: string, workspacePath: string) =>
  `End the session of ${username} in ${workspacePath}`
export const end = 'End'
export const endTheSessionQuestion = (username: string) => `End the session of ${username}?`
export const itCannotBeResumedAfterwards = 'It cannot be resumed afterwards. Its files stay where they are.'
export const endIt = 'End it'

// who/WhoStep.tsx
export const accounts = 'Accounts'

// who/memberSessions.ts
export const theSessionIs = (username: string, doneText: string) => `The session of ${username} is ${doneText}.`

// who/roles.ts
export const startsAndSteersSessionsOf = 'Starts and steers sessions of their own.'
export const onlyLooksAnswersNothingStarts = 'Only looks: answers nothing, starts nothing.'
export const mayDoEverythingThatCan = 'May do everything that can be done from elsewhere, with sessions of their own.'
export const canApprove = 'Can approve'
export const canLook = 'Can look'
export const owner = 'Owner'
export const thisIsMe = 'This is me'
export const theSamePersonAndThe = 'The same person and the same sessions as on this machine.'

// who/whoMayEnter.ts
export const loginMayNotEnterAny = (login: string | number) => `${login} may not enter any more.`
export const done = 'done'
