import type { ReactNode } from 'react'
import { plural } from '#renderer/format/plural.ts'
import { type Slot, sentence } from '#renderer/format/sentence.ts'

// CloneFields.tsx
export const clone = 'Clone'
export const addressOfTheRepository = 'Address of the repository'
export const httpsOrGitHostPath = 'https://… or git@host:path. Homeport keeps the clone among its own workspaces.'
export const httpsGithubComOrgProject = 'https://github.com/org/project.git'
export const branch = 'Branch'
export const theRepositorysOwnChoiceWhere = 'The repository’s own choice where left empty.'
export const onlyTheNewestCommit = 'Only the newest commit'
export const withSubmodules = 'With submodules'

// FirstPrompt.tsx
export const whatShouldClaudeDo = 'What should Claude do?'
export const sayItHereOrStart = 'Say it here, or start without.'
export const aClone = 'A clone'
export const shiftEnterBreaksTheLine = 'Shift + Enter breaks the line'
export const startEnter = 'Start (Enter)'
export const starting = 'Starting…'
export const start = 'Start'
export const worksInBdi = (bdi: ReactNode) => sentence`Works in ${bdi}.`

// FolderChip.tsx
export const folder = 'Folder'
export const chooseAFolder = 'Choose a folder'
export const claudeAsksFirstUnlessThe =
  'Claude asks first, unless the settings of a folder that you trust say otherwise.'

// FolderPicker.tsx
export const searchFolders = 'Search folders'
export const searchFoldersHint = 'Search folders…'
export const toUseThisFolder = 'Use this folder'
export const readingFolders = 'Reading folders…'
export const folders = 'Folders'
export const parentFolder = 'Parent folder'
export const gitRepository = (nameText: string) => `${nameText}, a Git repository`
export const noFolderMatches = 'No folder matches.'
export const noFoldersInHere = 'No folders in here.'
export const thereAreMoreSearchTo = 'There are more. Search to narrow them down.'
export const openLabel = (label: string) => `Open ${label}`
export const toUseLabel = (label: string) => `Use ${label}`
export const use = 'Use'

// FolderQuestion.tsx
export const trustThisFolderQuestion = 'Trust this folder?'
export const sayYesOnlyIf = (text: string) => `${text} Say yes only if you know who wrote it.`
export const trustThisFolderStartWith = 'Trust this folder: start with all of this'

// NewSessionPage.tsx
export const newSession = 'New session'
export const claudeCodeIsNotReady = (link: Slot) =>
  sentence`Claude Code is not ready on the workstation. ${link('See what to do')}`

// WorkspacePicker.tsx
export const recentFolders = 'Recent folders'
export const uncommitted = (count: number) => plural(count, { one: '# uncommitted', other: '# uncommitted' })
export const clean = 'Clean'
export const browse = 'Browse…'
export const newFolder = 'New folder'
export const cloneAsking = 'Clone…'
export const systemDialog = 'System dialog…'
export const nameOfTheNewFolder = 'Name of the new folder'
export const homeportKeepsItAmongIts = 'Homeport keeps it among its own workspaces.'

// startWithFiles.ts
export const aFileWasRefusedSo =
  'A file was refused, so nothing was sent yet. Your message is in the composer of the new session.'
export const seeWhatIsAttached = 'See what is attached.'

// workspaceChoice.ts
export const beginWithALetterOr =
  'Begin with a letter or digit; then letters, digits, spaces, dots, dashes and underscores.'

// worktree/BranchChip.tsx
export const newWorktree = 'New worktree'

// worktree/SetupFields.tsx
export const noSetUpTheWorktree = 'No set-up: the worktree has what is committed, and nothing else.'
export const setItUpBeforeClaude = 'Set it up before Claude starts'
export const copiesCommand = (commandElement: ReactNode) => sentence`Copies ${commandElement}`
export const addASetUp = 'Add a set-up…'
export const editTheSetUp = 'Edit the set-up…'
export const ignoredFilesToCopy = 'Ignored files to copy'
export const oneALineSuchAs = 'One a line, such as .env or config/local. Only what Git ignores is copied.'
export const command = 'Command'
export const runsInATerminalOf = 'Runs in a terminal of the session, such as npm ci. Claude starts after it.'
export const saveTheSetUp = 'Save the set-up'
export const cancel = 'Cancel'

// worktree/WorktreeFields.tsx
export const thisBranchIsThereAlready = 'This branch is there already: the session goes on with it.'
export const beginsAt = 'Begins at'

// worktree/WorktreeMeaning.tsx
export const worksOnBranch = (branchElement: ReactNode) =>
  sentence`Works on its own copy of the folder, on branch ${branchElement}.`
export const worksOnNewBranch = (branchElement: ReactNode, base: ReactNode) =>
  sentence`Works on its own copy of the folder, on branch ${branchElement} from ${base}.`
export const yourFilesStay = 'Your files stay as they are.'
export const close = 'Close'
export const change = 'Change…'
export const yourFilesStayWithout = (files: number) =>
  plural(files, {
    one: 'Your files stay as they are; # uncommitted file is not in it.',
    other: 'Your files stay as they are; # uncommitted files are not in it.',
  })

// templates/MorePanel.tsx
export const more = 'More'
export const saveAsATemplate = 'Save as a template…'

// templates/SetupChips.tsx
export const template = 'Template'
export const noTemplate = 'No template'
export const environmentMcpServersToolsFolders = 'Environment, MCP servers, tools, folders, system prompt'

// templates/TemplateButtons.tsx
export const startFromATemplate = 'Start from a template'
export const editTemplates = 'Edit templates…'

// templates/TemplateForm.tsx
export const newTemplate = 'New template'
export const editTemplate = 'Edit template'
export const saving = 'Saving…'
export const saveTemplate = 'Save template'
export const name = 'Name'
export const whatItIsFor = 'What it is for'
export const starterPrompt = 'Starter prompt'
export const writtenIntoTheFieldIt = 'Written into the field; it is sent when you start.'
export const everybodyHereMayStartWith = 'Everybody here may start with it'
export const worksIn = 'Works in'
export const theFolderThatIsChosen = 'The folder that is chosen'
export const aNewFolder = 'A new folder'
export const alwaysThisFolder = 'Always this folder'
export const onTheWorkstationFromIts = 'On the workstation, from its root.'

// templates/TemplatesDialog.tsx
export const templates = 'Templates'
export const readingTemplates = 'Reading templates…'
export const newTemplateAsked = 'New template…'
export const done = 'Done'
export const comesWithHomeport = 'Comes with Homeport'
export const yours = 'Yours'
export const sharedByAnOwner = 'Shared by an owner'
export const stopSharing = 'Stop sharing'
export const stopSharingName = (nameText: string) => `Stop sharing ${nameText}`
export const yoursShared = 'Yours, shared'
export const editName = (nameText: string) => `Edit ${nameText}`
export const edit = 'Edit'
export const copyName = (nameText: string) => `Copy ${nameText}`
export const copy = 'Copy…'
export const deleteName = (nameText: string) => `Delete ${nameText}`
export const deleteIt = 'Delete'

// templates/templates.ts
export const theTemplateNameIsDeleted = (nameText: string) => `The template “${nameText}” is deleted.`
export const undo = 'Undo'

// templates/useStartSetup.ts
export const giveNameAValueUnder = (nameText: string) => `Give ${nameText} a value under “More”, or remove it there.`
