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
export const until = (time: string) => `until ${time}`
export const removeRule = (ruleText: string) => `Remove ${ruleText}`

// QuietHoursFields.tsx
export const quietHours = 'Quiet hours'
export const offWhatClaudeAsksFor = 'Off. What Claude asks for waits until somebody answers.'
interface Hours {
  readonly from: string
  readonly until: string
  readonly time_zone: string
}
/** What happens in quiet hours, by how they answer. */
export const inQuietHours = {
  deny: ({ from: fromText, until: untilText, time_zone }: Hours) =>
    `From ${fromText} to ${untilText} (${time_zone}), tools that would wait for you are denied; questions and plans wait.`,
  wait: ({ from: fromText, until: untilText, time_zone }: Hours) =>
    `From ${fromText} to ${untilText} (${time_zone}), everything waits.`,
} as const
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
export const suchCallsAreAsked = (text: string) =>
  `${text} Such calls are asked about each time, so this cannot be added.`
export const claudeAskedForNoTool = 'Claude asked for no tool there in the last 30 days.'
export const fitsNone = (requests: number) =>
  plural(requests, {
    one: 'Of # request in the last 30 days, Claude Code named this rule for none. It may fit some all the same: that it says only when they come.',
    other:
      'Of # requests in the last 30 days, Claude Code named this rule for none. It may fit some all the same: that it says only when they come.',
  })
export const youDenied = (denied: number) => `You denied ${denied} of them.`
export const wouldHaveDecided = (requests: number, certain: number) =>
  `Of ${plural(requests, { one: '# request', other: '# requests' })} in the last 30 days it would have decided at least ${certain}: Claude Code named this rule for them.`
