import type { ReactNode } from 'react'
import { plural } from '#renderer/format/plural.ts'
import { type Slot, sentence } from '#renderer/format/sentence.ts'

// AllowButton.tsx
export const showTheRest = 'Show the rest'
export const careful = 'Careful…'
export const tapAgainToAllow = 'Tap again to allow'
export const allow = 'Allow'
export const allowOnce = 'Allow once'

// Claim.tsx
export const claudeSays = 'Claude says:'

// DangerList.tsx
export const carefulSaid = 'Careful.'

// DenyForm.tsx
export const tellClaudeWhyOptional = 'Tell Claude why (optional)'
export const deny = 'Deny'

// EditForm.tsx
export const runThisInstead = 'Run this instead'
export const writeThisInstead = 'Write this instead'
export const putThisInstead = 'Put this instead'
export const thisInputInstead = 'Use this input instead (JSON)'
export const allowTheEditedCommand = 'Allow the edited command'
export const allowTheEditedText = 'Allow the edited text'
export const allowTheEditedInput = 'Allow the edited input'
export const asItWouldRun = 'As it would run'

// ElicitationCard.tsx
export const anMcpServerAsks = 'An MCP server asks'
export const whatItAsks = 'What it asks'
export const send = 'Send'
export const openThePage = 'Open the page'
export const decline = 'Decline'
export const closeWithoutAnAnswer = 'Close without an answer'
export const whatYouWriteGoesTo =
  'What you write goes to this server alone; it is not kept here. Write no password into it that is not this server’s.'
export const bdiSays = (bdi: ReactNode) => sentence`${bdi} says:`
export const theFormHasTooMany = 'The form has too many fields to be filled in here.'

// ElicitationField.tsx
export const needed = '(needed)'
export const filledInByTheServer = (preset: ReactNode) => sentence`Filled in by the server: ${preset}`
export const whatNameMustLookLike = (name: string) => `What ${name} must look like`
export const json = 'JSON'
export const atLeastCharacters = (count: number) =>
  plural(count, { one: 'at least # character', other: 'at least # characters' })
export const atMostCharacters = (count: number) =>
  plural(count, { one: 'at most # character', other: 'at most # characters' })
export const asFormat = (format: string) => `as ${format}`
export const aWholeNumber = 'a whole number'
export const fromMinimum = (minimum: number) => `from ${minimum}`
export const upToMaximum = (maximum: number) => `up to ${maximum}`
export const atLeastMinItems = (minItems: number) => `at least ${minItems}`
export const atMostMaxItems = (maxItems: number) => `at most ${maxItems}`

// Fields.tsx
export const noName = '(no name)'
export const empty = '(empty)'

// PlanCard.tsx
export const claudesPlan = "Claude's plan"
export const plan = 'Plan'
export const approve = 'Approve'
export const approveAcceptEdits = 'Approve, accept edits'
export const keepPlanning = 'Keep planning…'
export const claudeWroteNoPlanDown = 'Claude wrote no plan down. Its last message above says what it means to do.'
export const thePlanAsItWas = 'The plan as it was written'
export const showAsWritten = 'Show as written'
export const whatShouldChangeInThe = 'What should change in the plan?'
export const keepPlanningNow = 'Keep planning'

// QuestionCard.tsx
export const claudeAsks = 'Claude asks'
export const questions = 'Questions'
export const sendAnswers = (count: number) => plural(count, { one: 'Send answer', other: 'Send answers' })
export const skip = 'Skip'
export const nextQuestion = 'Next question'
export const previousQuestion = 'Previous question'
export const questionOf = (place: number, count: number) => `${place} of ${count}`

// QuestionField.tsx
export const otherAnswerToQuestion = (question: string) => `Other answer to: ${question}`
export const other = 'Something else…'
export const preview = 'Preview'

// Reasons.tsx
export const whyItAsks = 'Why it asks'
export const outsideWhatItMayTouch = 'Outside what it may touch'
export const replacesAFileOfLines = (lines: number) =>
  plural(lines, { one: 'Replaces a file of # line.', other: 'Replaces a file of # lines.' })

// RuleList.tsx
export const allowNowAndAddOne = 'Allow now, and add one of these rules:'
export const allowAndAdd = 'Allow and add'

// ToolCard.tsx
export const whatItWantsToDo = 'What it wants to do'
export const always = 'Always…'
export const denyAsking = 'Deny…'

// ToolSubject.tsx
export const inFolder = (folder: ReactNode) => sentence`in ${folder}`
export const withinAnEmptyText = (within: string) => `${within}\n(an empty text)`
export const file = 'File'
export const address = 'Address'
export const hostIs = (label: Slot, host: ReactNode) => sentence`${label('Host:')} ${host}`
export const skillOfAFolderBelow = 'Skill of a folder below'
export const skillIn = (path: ReactNode) => sentence`Skill in ${path}`
export const beginningOfSkillIn = (path: ReactNode) => sentence`Skill in ${path} (only its beginning)`
export const whatItBrings = 'What it brings'

// UnsentTextCards.tsx
export const whatYouHadWritten = 'What you had written'
export const wasNotSent = (reason: ReactNode) => sentence`${reason} What you had written was not sent. Here it is:`
export const copyWhatYouHadWritten = 'Copy what you had written'
export const putItIntoTheMessage = 'Put it into the message'
export const discard = 'Discard'

// Visit.tsx
export const leadsTo = 'Leads to'
export const onlyWebAddressesAreOpened = 'Only web addresses are opened from here. This is not one.'

// dangers.ts
export const nobodyHasLookedThroughThis =
  'This was not checked for dangers: an older session host asked for it. Read it twice.'
export const holdsCharactersThatTurnThe =
  'Holds characters that turn the order of the text round. They are drawn as marks.'
export const holdsCharactersThatCannotBe = 'Holds characters that cannot be seen. They are drawn as marks.'
export const holdsControlCharactersTheyAre = 'Holds control characters. They are drawn as marks.'
export const holdsSpacesThatAreNone = 'Holds characters that look like spaces but are not. They are drawn as marks.'
export const andLeadsTo = (why: string, ascii: string) => `${why} It leads to ${ascii}.`
export const runsOutsideTheSandbox = 'Runs outside the sandbox.'

// editedInput.ts
export const theCommandIsEmpty = 'The command is empty.'
export const thisMustBeAJson = 'This must be a JSON object: { … }.'
export const thisIsNotJson = 'This is not JSON.'

// hosts.ts
export const theHostIsNotWritten = 'The host is not written in plain Latin letters and may only look like another.'
export const whatStandsBeforeTheIs = 'What stands before the @ is not the host.'
export const theHostIsNotWhat = 'The host is not what it looks like.'

// questions.ts
export const nameOption = (name: string) => `${name}, option`

// subject.ts
export const editIndexName = (index: number, name: string) => `edit ${index}, ${name}`

// suggestedRules.ts
export const forThisSession = 'for this session'
export const alwaysInThisFolderFor = 'always, in this folder, for you'
export const alwaysInAllFoldersFor = 'always, in all folders, for you'
export const allowRules = (rules: string) => `Allow ${rules}`
export const allowWorkInFolders = (folders: string) => `Allow work in ${folders}`
export const switchToName = (name: string) => `Switch to “${name}”`
export const everythingOfTextField = (textField: string) => `everything of ${textField}`

// toolTitle.tsx
export const runACommand = 'Run a command?'
export const writeAFile = 'Write a file?'
export const editAFile = 'Edit a file?'
export const writeFile = (path: ReactNode) => sentence`Write ${path}?`
export const editFile = (path: ReactNode) => sentence`Edit ${path}?`
export const readFile = (path: ReactNode) => sentence`Read ${path}?`
export const editANotebook = 'Edit a notebook?'
export const fetchAnAddress = 'Fetch an address?'
export const searchTheWeb = 'Search the web?'
export const readAFile = 'Read a file?'
export const startASubAgent = 'Start a sub-agent?'
export const subAgent = 'Sub-agent ·'
export const toolQuestion = (tool: ReactNode) => sentence`Use the tool ${tool}?`
export const mcpToolQuestion = (tool: ReactNode, server: ReactNode) => sentence`Use the tool ${tool} of ${server}?`

// useEditedDangers.ts
export const theWorkstationCouldNotLook = 'The workstation could not look through this for dangers. Read it twice.'
