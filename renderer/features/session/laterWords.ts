import { plural } from '#renderer/format/plural.ts'

// BackgroundTasks.tsx
export const inTheBackground = 'In the background'
export const inTheBackgroundTasks = (count: number) => `In the background (${count})`
export const stopDescription = (description: string) => `Stop ${description}`
export const stop = 'Stop'

// EndedLine.tsx
export const thisSessionHasEnded = 'This session has ended.'
export const goOnInAFork = 'Go on in a fork'
export const startANewOne = 'Start a new one'

// LoginButton.tsx
export const toUseAnotherToken = 'Use another token…'

// LoginDialog.tsx
export const loginOfThisSession = 'Login of this session'
export const anotherTokenAtOnce =
  'With another token Claude Code starts again at once and goes on with the conversation; messages wait meanwhile.'
export const anotherTokenAfterTheTurn =
  'With another token Claude Code starts again when its turn is over and goes on with the conversation; messages wait meanwhile.'
export const toUseAnotherTokenForThis = 'Use another token for this session'
export const keptInMemoryOnlyAnd = 'Kept in memory only, and wiped when the session ends or Homeport stops.'
export const toUseThisToken = 'Use this token'
export const toUseMyOwnLoginAgain = 'Use my own login again'
export const cancel = 'Cancel'

// LostConversation.tsx
export const claudeCodeHasLostThis = 'Claude Code has lost this conversation'
export const itsTranscriptIsGoneFrom =
  'Its transcript is gone from this machine. Nothing was sent. Homeport still has what was said: Claude can start over with a summary of it, but it will have forgotten the details.'
export const startOverWithASummary = 'Start over with a summary'
export const cancelAndHoldWhatWaits = 'Cancel and hold what waits'

// Separator.tsx
export const pxPixels = (px: number) => `${px} pixels`

// TaskProgress.tsx
export const tasksDone = (done: number, count: number) => `Tasks ${done} of ${count}`

// TrustCard.tsx
export const trustThisFolderQuestion = 'Trust this folder?'
export const thisFolderBringsSomethingElse = 'This folder brings something else now'
export const thisFolderBringsSettingsOf = 'This folder brings settings of its own'
export const sayYesOnlyIf = (sentence: string) =>
  `${sentence} Say yes only if you know who wrote it. A folder never decides where Claude’s requests go.`
export const lookingAtTheFolder = 'Looking at the folder…'
export const trustThisFolder = 'Trust this folder'
export const goOnWithout = 'Go on without'

// TrustDialog.tsx
export const whenYouTakeThatBack =
  'When you take that back, your sessions here go on without it, from the next turn on. What you are not asked about stays as it is below.'
export const noLongerTrustThisFolder = 'No longer trust this folder'
export const close = 'Close'
export const youAreNotAskedAbout = 'You are not asked about'
export const workInGrant = (grant: string) => `work in ${grant}`
export const askAgain = 'Ask again'

// WriterCard.tsx
export const aTerminalDrivesThisSession = 'A terminal drives this session'
export const aClaudeCodeOutsideDrives = 'A Claude Code outside drives this session'
export const aClaudeCodeOutsideHomeport = 'A Claude Code outside Homeport drives this session'
export const takeBack = 'Take back'
export const takeOver = 'Take over'
export const showTheTerminal = 'Show the terminal'
export const theTurnStopsWithIt = 'The turn that runs there stops with it.'
export const watchedInATerminal = 'You watch it live. Take it back to write here: that closes the terminal.'
export const watchedOutside = 'You watch it live. Take it over to go on here; close the other one.'
export const watchedOutsideAndEnded = (pid: number) =>
  `You watch it live. Take it over to go on here: that ends it (process ${pid}).`

// loginText.ts
export const thisSessionBillsTheAccount = 'This session bills the account of your Claude token.'
export const thisSessionBillsAToken = 'This session bills a token that was given for it alone.'
export const thisSessionCountsAgainstThe =
  'This session counts against the subscription that Claude Code is signed in with.'
export const thisSessionBillsTheKey = 'This session bills the key in the environment that Homeport was started in.'
export const thisSessionBillsTheOwner = 'This session bills the owner of the workstation, who lends their login.'
export const claudeCodeHasNotSigned = 'Claude Code has not signed in for this session yet.'

// sessionToken.ts
export const thisSessionUsesTheOther = 'This session uses the other token.'
export const thisSessionUsesYourOwn = 'This session uses your own login again.'

// columns/ColumnEdge.tsx
export const widthOfTheSessionOn = 'Width of the session on the right'
export const nameWasDeleted = (name: string) => `“${name}” was deleted.`

// columns/HeaderButtons.tsx
export const detailsOfTheSession = 'Details of the session'
export const closeTheColumnOf = (name: string) => `Close the column of ${name}`
export const closeThisColumnItsSession = 'Close this column. Its session goes on.'

// columns/RefusedSession.tsx
export const closeThisColumn = 'Close this column'
export const allSessions = 'All sessions'

// pane/InfoTab.tsx
export const folder = 'Folder'
export const model = 'Model'
export const effort = 'Effort'
export const permissionMode = 'Permission mode'
export const used = 'Used'
export const begun = 'Begun'
export const sessionId = 'Session ID'
export const billingAccount = 'Billing account'
export const trust = 'Trust'
export const trustAndPermissions = 'Trust and permissions…'
export const copyName = (name: string) => `Copy ${name}`
export const turns = (count: number) => plural(count, { one: '# turn', other: '# turns' })
export const tokensInAndOut = (inputTokens: string, outputTokens: string) =>
  `${inputTokens} tokens in, ${outputTokens} out`
export const cacheTokens = (read: string, written: string) => `Cache: ${read} tokens read, ${written} written`

// pane/InfoTabLimits.tsx
export const keptByTheSystemControl = 'kept by the system (control group)'
export const keptByTheSystemA = 'kept by the system (a scope of systemd)'
export const homeportMeasuresAndStopsThe = 'Homeport measures, and stops the process when it takes more'
export const notKeptOnThisSystem = 'not kept on this system'
export const softMemoryLimit = (soft: string) => `Says so above ${soft} of memory`
export const hardMemoryLimit = (hard: string, keeper: string) => `At most ${hard} of memory: ${keeper}`
export const atMostCpuOfA = (cpu: number, keeper: string) => `At most ${cpu} % of a core: ${keeper}`
export const noneItMayTakeWhat = 'None: it may take what the machine has'
export const notFoundOnThisMachine = 'Not found on this machine'
export const anotherIsInstalled = (runningText: string, installed: string) =>
  `${runningText}. ${installed} is installed: it is used from the next start on.`
export const onceTheSessionRestsNo = 'Once the session rests: no turn, nothing that waits, no background task.'
export const recycleItTakesMoreThan = 'Recycle: it takes more than the soft limit'
export const recycle = 'Recycle'

// pane/InfoTabLists.tsx
export const nothingYetItsProcessHas = 'Nothing yet: its process has said nothing.'
export const logOfThisSession = 'Log of this session'
export const runner = 'runner'
export const noVariables = 'No variables.'
export const environment = 'Environment'
export const hidden = 'hidden'
export const reading = 'Reading…'
export const readTheLoginShellAgain = 'Read the login shell again'
export const yourLoginShellExportsWhat = 'Your login shell exports what it did before.'
export const readAgain = (changed: string) => `Read again; different: ${changed}. It counts from the next start on.`
export const readAgainAndMore = (changed: string) =>
  `Read again; different: ${changed} …. It counts from the next start on.`
export const loading = 'Loading…'
export const youMayNotSeeThis = 'You may not see this.'

// pane/InfoTabOpen.tsx
export const openTheFolderIn = 'Open the folder in'
export const openInName = (name: string) => `Open in ${name}`

// pane/InfoTabRestart.tsx
export const restartClaudeCode = 'Restart Claude Code'
export const restartClaudeCodeQuestion = 'Restart Claude Code?'
export const theTurnIsStopped = 'The turn that runs is stopped.'
export const theConversationGoesOn = 'The conversation goes on where it is, and what waits is kept.'
export const restart = 'Restart'

// pane/InfoTabRunning.tsx
export const process = 'Process'
export const runsOn = 'Runs on'
export const hostnameAsUser = (hostname: string, user: string) => `${hostname}, as ${user}`
export const noneItStartsWithThe = 'None. It starts with the next message.'
export const processAndOthers = (count: number, others: number) =>
  plural(others, {
    one: `Process ${count} and # other that it started`,
    other: `Process ${count} and # others that it started`,
  })
export const processNumber = (count: number) => `Process ${count}`
export const processor = 'Processor'
export const measuring = 'Measuring…'
export const memory = 'Memory'
export const folderHolds = 'Folder holds'
export const limits = 'Limits'
export const claudeCode = 'Claude Code'
export const fromATerminalElsewhere = 'From a terminal elsewhere'
export const copyTheSshCommand = 'Copy the ssh command'
export const sizeInFiles = (size: string, files: number) =>
  `${size} in ${plural(files, { one: '# file', other: '# files' })}`
export const atLeastSizeInFiles = (size: string, files: number) =>
  `At least ${size} in ${plural(files, { one: '# file', other: '# files' })}`

// pane/Pane.tsx
export const details = 'Details'
export const widthOfTheDetails = 'Width of the details'

// pane/PaneBar.tsx
export const changes = 'Changes'
export const files = 'Files'
export const more = 'More'
export const terminal = 'Terminal'
export const info = 'Info'
export const tasks = 'Tasks'
export const backToTheConversation = 'Back to the conversation'
export const closeTheDetails = 'Close the details'

// pane/TasksTab.tsx
export const noTasksClaudesToDo = 'No tasks. Claude’s to-do list and what runs in the background show up here.'
export const toDoList = 'To-do list'
export const toDoListDoneOf = (done: number, count: number) => `To-do list: ${done} of ${count} done`

// switcher/SessionSwitcher.tsx
export const switchSession = 'Switch session'
export const thereIsNoOtherSession = 'There is no other session.'

// switcher/switcherSections.ts
export const needsYou = 'Needs you'
export const running = 'Running'
export const recent = 'Recent'
