import { plural } from '#renderer/format/plural.ts'
import { type Slot, sentence } from '#renderer/format/sentence.ts'

// ChangeDiff.tsx
export const loading = 'Loading…'
export const itsContentIsTheSame = 'Its content is the same.'
export const oneBelowTheOther = 'One below the other'
export const sideBySide = 'Side by side'
export const copyChange = 'Copy change'

// ChangeRow.tsx
export const copyPath = 'Copy path'
export const openFile = 'Open file'

// ChangesTab.tsx
export const tryAgain = 'Try again'
export const files = (count: number) => plural(count, { one: '# file', other: '# files' })
export const andMoreFiles = (count: number) => plural(count, { one: 'And # more file.', other: 'And # more files.' })

// PutBackDialog.tsx
export const undo = 'Undo'
export const cancel = 'Cancel'
export const close = 'Close'

// CommentBox.tsx
export const commentOnLineWhere = (where: string) => `Comment on line ${where}`
export const lineWhere = (where: string) => `Line ${where}`
export const notFinished = 'Not finished'
export const addToReview = 'Add to review'
export const sendToClaude = 'Send to Claude'

// commit/CommitBox.tsx
export const commit = 'Commit'
export const amend = 'Amend'
export const signOff = 'Sign off'
export const optionsOfTheCommit = 'Options of the commit'
export const committing = 'Committing…'
export const commitAll = 'Commit all'
export const amendAndPush = 'Amend and push'
export const commitAndPush = 'Commit and push'
export const committed = (commitText: string, count: number) =>
  `Committed ${commitText}: ${plural(count, { one: '# file', other: '# files' })}.`
export const allFiles = (count: number) => plural(count, { one: 'All # file', other: 'All # files' })
export const stagedOfFilesStaged = (stagedNumber: number, count: number) =>
  plural(count, { one: `${stagedNumber} of # file staged`, other: `${stagedNumber} of # files staged` })
export const andChangedOutside = (taken: string, outside: number) =>
  `${taken}, ${outside} changed outside of this folder`
export const commitMessage = 'Commit message'
// commit/CommitMessage.tsx
export const draftAMessageFromThe = 'Draft a message from the changes'
export const askClaude = 'Ask Claude'
export const askClaudeForAMessage = 'Ask Claude for a message'
export const claudeWritesTheMessage = 'Claude writes the message. It comes here when the turn is done.'
export const claudeWroteNoMessage = 'Claude wrote no message. The conversation says why.'

export const writtenMeanwhile = 'Written meanwhile:'
export const takeIt = 'Use it'

// commit/askForMessage.ts
const howToWrite =
  'Write it in the way of this repository’s last commits. Change nothing and do not commit. Answer with the message alone, in one code block.'
export const writeAMessageForStaged = `Write the message of the next commit. It takes what is staged (git diff --cached). ${howToWrite}`
export const writeAMessageForAll = `Write the message of the next commit. It takes everything that is not committed, new files too (git status, git diff). ${howToWrite}`

// GitChanges.tsx
export const readingTheRepository = 'Reading the repository…'
export const compareWithABranch = 'Compare with a branch…'
export const comparedWith = 'Compared with'
export const againstTheLastCommit = 'Against the last commit'
export const againstName = (name: string) => `Against ${name}`
export const branches = 'Branches'
export const noCommitYet = 'no commit yet'
export const notPushed = 'Not pushed'
export const notPulled = 'Not pulled'
export const everythingIsCommitted = 'Everything is committed.'
export const nothingDiffers = 'Nothing differs.'
export const review = 'Review'
export const remove = 'Remove'
export const sendCommentsToClaude = (comments: number) =>
  plural(comments, { one: 'Send # comment to Claude', other: 'Send # comments to Claude' })

// GitDiffView.tsx
export const itsModeChanged = (mode: string) => `Its mode changed: ${mode}.`
export const anEmptyFile = 'An empty file.'
export const notTextItCanBeStaged = 'Not text. It can be staged and committed, but not be shown here.'
export const thisChangeIsTooLarge = 'This change is too large to be shown here. It can be staged and committed.'
export const aSubmoduleAnotherCommitOf = 'A submodule: another commit of it.'
export const selectLines = 'Select lines to stage or comment'
export const wholeHunk = 'Whole hunk'
export const stageLines = 'Stage lines'
export const unstageLines = 'Unstage lines'
export const discardLines = 'Discard lines'
export const comment = 'Comment'

// GitFileItem.tsx
export const fromFrom = (from: string) => `from ${from}`
export const stagePath = (path: string) => `Stage ${path}`
export const pathIsStaged = (path: string) => `${path} is staged`
export const inConflictBothSidesOf = 'In conflict: both sides of a merge changed it.'
export const discardChanges = 'Discard changes'

// lines/
export const changesWithArrows = (path: string) =>
  `Changes in ${path}. Arrows move, Space chooses a line or opens what is left out, C comments.`
export const besideWithArrows = (path: string) =>
  `Changes in ${path}, before and after. Arrows move, Space chooses a line or opens what is left out, C comments.`
export const showMore = { above: 'Show 20 more lines below', below: 'Show 20 more lines above' } as const
export const showAllUnchanged = (count: number | null) =>
  count === null ? 'Show all lines' : plural(count, { one: 'Show # unchanged line', other: 'Show # unchanged lines' })
export const unchangedLines = (count: number | null) =>
  count === null ? 'Unchanged lines' : plural(count, { one: '# unchanged line', other: '# unchanged lines' })
export const tooLargeToBeOpened = 'This file is too large to be shown whole.'
export const itChangedMeanwhile = 'The file changed meanwhile. Try again.'
export const line = (lineText: number | null) => `Line ${lineText}`
export const lineRemoved = (lineText: number | null) => `Line ${lineText}, removed`

// files/groups.tsx
export const groupNames = { staged: 'Staged', working: 'Changes', against: 'Changes' } as const
export const stageAll = 'Stage all'
export const unstageAll = 'Unstage all'

// GitMenu.tsx
export const history = 'History'
export const autoCommit = 'Auto-commit'
export const putAside = 'Put aside'
export const repository = 'Repository'
export const fetch = 'Fetch'
export const pull = 'Pull'
export const push = 'Push'
export const filesAsAList = 'Files as a list'
export const filesAsATree = 'Files as a tree'

// RepositoryView.tsx
export const backToTheChanges = 'Back to the changes'

// gitActions.ts
export const filesDiscarded = (count: number) =>
  plural(count, { one: '# file discarded.', other: '# files discarded.' })
export const linesDiscarded = 'Lines discarded.'
export const broughtBack = 'Brought back.'
export const changedSinceAndStayed = (count: number, left: string) =>
  `${plural(count, { one: '# file', other: '# files' })} changed since and stayed as it is: ${left}.`

// branches/Branches.tsx
export const findABranchOrName = 'Find a branch, or name a new one'
export const createName = (name: string) => `Create ${name}`
export const readingTheBranches = 'Reading the branches…'
export const noBranchIsCalledSo = 'There is no branch of that name.'
export const moreToLookFor = (more: number) => `${more} more: look for them by name.`
export const remote = 'remote'
export const inAnotherWorktree = 'in another worktree'
export const deleteName = (name: string) => `Delete ${name}`

// branches/branchActions.ts
export const nowOnBranch = (branch: string) => `Now on ${branch}.`
export const nowOnBranchYourChanges = (branch: string) => `Now on ${branch}. Your changes are put aside.`
export const putChangesAsideAndSwitch = 'Put changes aside and switch'
export const branchDeleted = (name: string, commitText: string) => `${name} deleted. It was at ${commitText}.`
export const deleteItAllTheSame = 'Delete it all the same'
export const nameIsBack = (name: string) => `${name} is back.`

// files/ImageDiff.tsx
export const before = 'Before'
export const after = 'After'
export const notThere = 'not there'

// history/CommitDetails.tsx
export const readingTheCommit = 'Reading the commit…'
export const copyCommitId = 'Copy commit id'
export const revert = 'Revert'
export const cherryPick = 'Cherry-pick'
export const noFileOfThisFolder = 'No file of this folder changed.'
export const reverted = 'Reverted.'
export const picked = 'Picked.'
export const itChangesNothingHere = 'It changes nothing here.'
export const inConflictItWaitsTo = 'In conflict: it waits to be resolved.'

// history/Log.tsx
export const whichCommits = 'Which commits'
export const readingTheHistory = 'Reading the history…'
export const nothingIsCommittedYet = 'Nothing is committed yet.'
export const showOlderCommits = 'Show older commits'

// history/Stashes.tsx
export const putChangesAside = 'Put changes aside'
export const readingWhatWasPutAside = 'Reading what was put aside…'
export const nothingIsPutAside = 'Nothing is put aside.'
export const andOlderOnes = (ones: number) => plural(ones, { one: 'And # older one.', other: 'And # older ones.' })
export const bringBack = 'Bring back'
export const apply = 'Apply'
export const drop = 'Drop'

// history/DiscardedList.tsx
export const readingWhatWasDiscarded = 'Reading what was discarded…'
export const discarded = 'Discarded'
export const discardedKeptFor = 'Discarded, kept for 30 days'
export const bringBackPath = (path: string) => `Bring back ${path}`

// history/stashActions.ts
export const thereIsNothingToPutAside = 'There is nothing to put aside.'
export const changesPutAside = 'Changes put aside.'
export const broughtBackWithConflictsIt = 'Brought back with conflicts. It stays on the list.'
export const droppedItIsKeptFor = 'Dropped. It is kept for 30 days.'
export const backOnTheList = 'Back on the list.'

// pullRequest/ConnectGithub.tsx
export const connectGitHub = 'Connect GitHub'
export const connectedToGitHubAs = (login: string) => `Connected to GitHub as ${login}.`
export const typeThisCodeInAt = 'Type this code in at GitHub:'
export const copyCode = 'Copy code'

// pullRequest/PullRequestDialog.tsx
export const createAPullRequest = 'Create a pull request'
export const onGitHubsOwnPageOr =
  'On GitHub’s own page, or here: then Homeport acts there for you, makes pull requests and shows their checks. GitHub asks you first (scope repo).'
export const openAtGitHub = 'Open at GitHub'
export const title = 'Title'
export const description = 'Description'
export const itGoesInto = 'It goes into'
export const asADraft = 'As a draft'
export const creating = 'Creating…'
export const createPullRequest = 'Create pull request'
export const pullRequestIsThere = (number: number) => `Pull request #${number} is there.`

// pullRequest/PullRequestOffer.tsx
export const checksFailed = (failed: number, counted: number) =>
  plural(counted, { one: 'The check failed', other: `${failed} of # checks failed` })
export const checksPassed = 'Checks passed'
export const checksPassedOf = (passed: number, counted: number) =>
  plural(counted, { one: `${passed} of # check passed`, other: `${passed} of # checks passed` })

// sync/Conflicts.tsx
export const conflicts = 'Conflicts'
export const isUnderWay = (name: string) => `A ${name} is under way.`
export const inConflictFiles = (count: number) =>
  plural(count, { one: 'In conflict: # file.', other: 'In conflict: # files.' })
export const outsideOfThisFolder = (count: number) =>
  plural(count, {
    one: '# lies outside of this session’s folder (:/ is the top of the repository).',
    other: '# lie outside of this session’s folder (:/ is the top of the repository).',
  })
export const nothingIsInConflictAny = 'Nothing is in conflict any more.'
export const abortedAllIsAsIt = 'Aborted: all is as it was before.'
export const done = 'Done.'
export const letClaudeResolve = 'Let Claude resolve'
export const goOnWith = (name: string) => `Continue the ${name}`
export const markAsResolved = 'Mark as resolved'
export const abort = 'Abort'
export const sentToClaude = 'Sent to Claude.'
export const theseFilesAreInConflict = 'These files are in conflict'
export const isUnderWayInConflict = (name: string) => `A ${name} is under way, and these files are in conflict`
export const fromTheTopOfTheRepository = '(:/ is the top of the repository: git rev-parse --show-toplevel.)'
export const resolveEachConflictSoThat =
  'Resolve each conflict so that what both sides meant is kept, and remove the conflict markers. Run the tests that cover these files. Do not commit, continue or abort: I look at the result first. Tell me what you chose where both sides changed the same thing.'

// sync/DivergedDialog.tsx
export const mergeOrRebase = 'Merge, or rebase?'
export const thisBranchAndTheOne = 'This branch and the one that it follows both have commits that the other one lacks.'
export const mergeOrRebaseExplained = (first: Slot, second: Slot) =>
  sentence`${first('Merge')} joins them with a commit of its own. ${second('Rebase')} puts yours on top, as new commits.`
export const rebase = 'Rebase'
export const merge = 'Merge'

// sync/ProgramsDialog.tsx
export const runWhatThisRepositoryNames = (what: string) => `Run what this repository names, and ${what}?`
export const theseProgramsAreNamedBy =
  'These programs are named by the repository, not by your own Git settings. They run on this workstation, as you. You are asked again when one of them changes.'
export const runThemAndWhat = (what: string) => `Run them and ${what}`

// sync/ProtectedDialog.tsx
export const pushToANewBranch = 'Push to a new branch?'
export const newBranch = 'New branch'
export const yourOwnBranchStaysAs = 'Your own branch stays as it is.'

// sync/SyncState.tsx
export const fetching = 'Fetching'
export const pulling = 'Pulling'
export const pushing = 'Pushing'
export const putChangesAsideAndPull = 'Put changes aside and pull'

// sync/sync.ts
export const nothingNewAtRemote = (remoteText: string) => `Nothing new at ${remoteText}.`
export const changesAtRemote = (changes: number, remoteText: string) =>
  `${plural(changes, { one: '# change', other: '# changes' })} at ${remoteText}.`
export const pulled = 'Pulled.'
export const alreadyUpToDate = 'Already up to date.'
export const pulledWithConflictsTheyWait = 'Pulled, with conflicts: they wait to be resolved.'
export const remoteHasAllOfBranch = (remoteText: string, branch: string) => `${remoteText} has all of ${branch}.`
export const pushedToRemoteBranch = (remoteText: string, branch: string) => `Pushed to ${remoteText}/${branch}.`
export const conflict = 'conflict'
export const thisBranch = 'This branch'
export const allBranches = 'All branches'
export const changeNames = {
  added: 'added',
  modified: 'modified',
  deleted: 'deleted',
  renamed: 'renamed',
  type_changed: 'type changed',
  untracked: 'untracked',
} as const
