import { plural } from '#renderer/format/plural.ts'

// PolicyRules.tsx
export const readingYourRules = 'Reading your rules…'
export const tryAgain = 'Try again'
export const rules = 'Rules'
export const addRule = 'Add rule'
export const claudeCodeItselfEvaluatesThem =
  'Claude Code itself evaluates them, in your sessions only, from the next tool call on. What is judged dangerous is asked about whatever a rule allows.'
export const youHaveNoRulesWhat = 'You have no rules. What you allow “always” is kept here too.'
export const allow = 'Allow'
export const ask = 'Ask'
export const deny = 'Deny'
export const workIn = 'Work in'
export const everywhere = 'Everywhere'
export const untilExpiresAt = (expiresAt: string) => ` · until ${expiresAt}`
export const removeRule = (rule: string) => `Remove ${rule}`
export const remove = 'Remove'

// QuietHoursFields.tsx
export const quietHours = 'Quiet hours'
export const offWhatClaudeAsksFor = 'Off. What Claude asks for waits until somebody answers.'
export const toolsThatWouldWaitFor = 'tools that would wait for you are denied; questions and plans wait'
export const everythingWaits = 'everything waits'
export const fromFromToUntilTimeZone = ({
  from,
  until,
  timeZone,
  what,
}: {
  from: string
  until: string
  timeZone: string
  what: string
}) => `From ${from} to ${until} (${timeZone}), ${what}. Nothing is allowed by them.`
export const turnOn = 'Turn on'
export const save = 'Save'
export const turnOff = 'Turn off'
export const from = 'From'
export const to = 'To'
export const whatNeedsApproval = 'What needs approval'
export const waits = 'waits'
export const isDenied = 'is denied'

// RuleForm.tsx
export const untilIRemoveIt = 'Until I remove it'
export const for30Minutes = 'For 30 minutes'
export const for2Hours = 'For 2 hours'
export const for8Hours = 'For 8 hours'
export const forADay = 'For a day'
export const newRule = 'New rule'
export const askingClaudeCode = 'Asking Claude Code…'
export const showWhatItMeans = 'Show what it means'
export const cancel = 'Cancel'
export const claudeCode = 'Claude Code'
export const allows = 'allows'
export const asksAbout = 'asks about'
export const denies = 'denies'
export const rule = 'Rule'
export const asInClaudeCodesSettings =
  'As in Claude Code’s settings: Bash(npm test:*), Edit(src/**), WebFetch(domain:example.com)'
export const howLong = 'How long'
export const where = 'Where'
export const allMySessions = 'All my sessions'

// RulePreviewText.tsx
export const runsUnasked = 'Runs unasked'
export const isAskedAbout = 'Is asked about'
export const isRefused = 'Is refused'
export const claudeCodeReadsItAs = 'Claude Code reads it as a rule.'
export const textSuchCallsAreAsked = (text: string) =>
  `${text} Such calls are asked about each time, so this cannot be added.`
export const claudeAskedForNoTool = 'Claude asked for no tool there in the last 30 days.'
export const requests = (requests: number) => plural(requests, { one: '# request', other: '# requests' })
export const ofRequestsInTheLast = (requests: string) =>
  `Of ${requests} in the last 30 days, Claude Code named this rule for none. It may fit some all the same: that it says only when they come.`
export const youDeniedDeniedOfThem = (denied: number) => ` You denied ${denied} of them.`
export const ofRequestsInTheLast30 = (requests: string, certain: number, but: string) =>
  `Of ${requests} in the last 30 days it would have decided at least ${certain}: Claude Code named this rule for them.${but}`
