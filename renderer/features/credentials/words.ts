// GitCredentials.tsx
export const gitCredentials = 'Git credentials'
export const addToken = 'Add token'
export const whatTheyAre =
  'For hosts that your sessions clone from and push to. They are kept in the vault; only Git gets them, for that host only.'
export const readingWhatIsKept = 'Reading what is kept…'
export const tryAgain = 'Try again'
export const nothingIsKept = 'Nothing is kept. Git signs in as this machine does.'

// CredentialRow.tsx
export const sshKey = 'SSH key'
export const token = 'Token'
export const allYourSessions = 'All your sessions'
export const oneSession = 'One session'
export const copyThePublicKey = 'Copy the public key'
export const removeOf = {
  key: (hostText: string) => `Remove the key for ${hostText}`,
  token: (hostText: string) => `Remove the token for ${hostText}`,
}

// TokenForm.tsx
export const host = 'Host'
export const withItsPort = 'With its port, where that is not the usual one.'
export const userName = 'User name'
export const mostTakeAny = 'Most hosts take any with a token.'
export const keepTheToken = 'Keep the token'
export const cancel = 'Cancel'

// SessionKeySection.tsx
export const gitSignIn = 'Git sign-in of this session'
export const makeAnSshKey = 'Make an SSH key…'
export const keyGoesWithTheSession = 'The key goes with the session. Copy its public part to the host, as a deploy key.'
export const makeTheKey = 'Make the key'
export const addToGitHub = 'Add a deploy key to GitHub…'

// DeployKeyForm.tsx
export const whatADeployKeyIs =
  'A key is made for this session, and its public part added to this repository at GitHub. It goes with the session.'
export const githubAsksYouFirst = 'Homeport adds it there for you once you let it: GitHub asks you first (scope repo).'
export const itMayPush = 'It may push, too'
export const addAtGitHub = 'Add at GitHub'

// DeployKeyRow.tsx
export const deployKeyMayRead = 'deploy key at GitHub, may read'
export const deployKeyMayPush = 'deploy key at GitHub, may push'
export const stillAtGitHub = 'It is still at GitHub, and removing it is tried again.'
export const deployKeyOf = (person: string) => `of ${person}, who may not enter any more`
export const removeTheDeployKey = (repository: string) => `Remove the deploy key of ${repository}`
export const forgetTheDeployKey = (repository: string) =>
  `Remove the deploy key of ${repository} from this list: it is gone at GitHub`
export const deployKeysAtGitHub = 'Deploy keys at GitHub'
