import { plural } from '#renderer/format/plural.ts'

// ApprovalListRow.tsx
export const risks = (count: number) => plural(count, { one: '# risk', other: '# risks' })

// ApprovalsPage.tsx
export const claudeHasNotAskedFor = 'Claude has not asked for anything yet.'
export const nothingNeedsYou = 'Nothing needs you.'
export const nothingHasBeenAnsweredYet = 'Nothing has been answered yet.'
export const approvals = 'Approvals'
export const whichApprovals = 'Which approvals'
export const all = 'All'
export const needsYou = 'Needs you'
export const answered = 'Answered'
export const tryAgain = 'Try again'
export const readingTheApprovals = 'Reading the approvals…'
export const showOlderApprovals = 'Show older approvals'

// outcomeText.ts
export const calledOff = 'Called off'
export const by = (outcome: string, who: string) => `${outcome} by ${who}`
export const inAnsweredFrom = (answeredFrom: string) => `in ${answeredFrom}`
export const fromAnsweredFrom = (answeredFrom: string) => `from ${answeredFrom}`
export const edited = 'edited'
export const allowedFromThenOn = 'allowed from then on'
export const allowed = 'Allowed'
export const denied = 'Denied'
export const notAnswered = 'Not answered'
export const approved = 'Approved'
export const rejected = 'Rejected'
export const rules = 'Rules'
