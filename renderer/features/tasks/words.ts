import { plural } from '#renderer/format/plural.ts'

// LimitFields.tsx
export const stopAboveCost = 'Stop above cost, $'
export const knownWhenATurnEnds = 'Known when a turn ends: what comes after is not sent.'
export const stopAfterMinutes = 'Stop after minutes'
export const theTurnIsStoppedWhat = 'The turn is stopped, what waits is held.'
export const stopAfterTurns = 'Stop after turns'
export const thoseThatClaudeBeginsBy = 'Those that Claude begins by itself are counted.'
export const noLimit = 'No limit'
export const missedWhileHomeportWasOff = 'Missed while Homeport was off'
export const runOnceWhenItIs = 'Run once when it is back'
export const onlyTellMe = 'Only tell me'
export const whileARunStillGoes = 'While a run still goes'
export const skipTheNextOne = 'Skip the next one'
export const runBesideIt = 'Run beside it'

// PromptFields.tsx
export const message = 'Message'
export const messageNumber = (index: number) => `Message ${index}`
export const sentWhenTheTurnBefore = 'Sent when the turn before has ended well.'
export const removeLabelOf = (labelOf: string) => `Remove ${labelOf}`
export const addAMessageAfterIt = 'Add a message after it'

// OutdatedWords.tsx
export const whatYouHadTyped = 'What you had typed'
export const theTaskWasChangedSince = 'You had typed this before the task was changed:'
export const takeIt = 'Use it'
export const discardIt = 'Discard it'

// RunHistory.tsx
export const loadingRuns = 'Loading runs…'
export const runs = 'Runs'

// RunLine.tsx
export const turns = (count: number) => plural(count, { one: '# turn', other: '# turns' })
export const forMissedRuns = (count: number) => plural(count, { one: 'for # missed run', other: 'for # missed runs' })
export const openSession = 'Open session'

// ScheduleFields.tsx
export const byHand = 'By hand'
export const once = 'Once'
export const everyHour = 'Every hour'
export const everyDay = 'Every day'
export const everyWeekday = 'Every weekday'
export const everyWeek = 'Every week'
export const asACronExpression = 'As a cron expression'
export const when = 'When'
export const moment = 'Moment'
export const byTheClockOfThis = 'By the clock of this browser.'
export const day = 'Day'
export const time = 'Time'
export const cronExpression = 'Cron expression'
export const minuteHourDayMonthWeekday = 'Minute, hour, day, month, weekday: “0 9 * * 1-5”.'
export const timeZone = 'Time zone'

// TaskCard.tsx
export const messages = (count: number) => plural(count, { one: '# message', other: '# messages' })
export const hideHistory = 'Hide history'
export const history = 'History'
export const deleteThisTask = 'Delete this task?'
export const deleteItWithItsHistory = 'Delete it with its history? A run that goes is stopped; sessions stay.'
export const deleteIt = 'Delete'
export const keep = 'Keep'
export const runNow = 'Run now'
export const goOn = 'Go on'
export const pause = 'Pause'
export const edit = 'Edit'
export const deleteAsking = 'Delete…'
export const pausedNothingBeginsByItself = 'Paused: nothing begins by itself.'
export const nextRunNextRunAt = (nextRunAt: string) => `Next run ${nextRunAt}`
export const runsWhenYouSaySo = 'Runs when you say so.'
export const doesNotComeAgain = 'Does not come again.'

// TaskForm.tsx
export const newTask = 'New task'
export const editTask = 'Edit task'
export const name = 'Name'
export const folder = 'Folder'
export const aFolderOnTheWorkstation = 'A folder on the workstation that you trust.'
export const saving = 'Saving…'
export const save = 'Save'
export const cancel = 'Cancel'
export const aTaskNeverSkipsApprovals =
  'A task never skips approvals: nobody watches. It is kept with the default permissions.'
export const whatClaudeAsksForWaits = 'What Claude asks for waits for your answer, as in any session.'

// TasksPage.tsx
export const tasks = 'Tasks'
export const promptsThatRunByHand =
  'Messages that run by hand, once or on a schedule, each run in a session of its own. Homeport must be running, and the workstation awake: what is missed is told here.'
export const loadingTasks = 'Loading tasks…'
export const tryAgain = 'Try again'
export const thereAreNoTasksYet = 'There are no tasks yet.'

// tasks.ts
export const starting = 'Starting'
export const running = 'Running'
export const done = 'Done'
export const failed = 'Failed'
export const stopped = 'Stopped'
export const skipped = 'Skipped'
export const missed = 'Missed'

// scheduleWords.ts
export const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const
export const onceAt = (timeText: string) => `Once, ${timeText}`
export const everyDayAt = (timeText: string) => `Every day at ${timeText}`
export const everyWeekdayAt = (timeText: string) => `Every weekday at ${timeText}`
export const everyWeekOn = (dayText: string, timeText: string) => `Every ${dayText} at ${timeText}`
export const inTimeZone = (schedule: string, timeZoneText: string) => `${schedule}, ${timeZoneText}`
