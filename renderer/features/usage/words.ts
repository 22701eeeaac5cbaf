import { plural } from '#renderer/format/plural.ts'

// BudgetForm.tsx
export const newBudget = 'New budget'
export const usDollars = 'US dollars'
export const over = 'Over'
export const hours24 = '24 hours'
export const days7 = '7 days'
export const days30 = '30 days'
export const allTime = 'all time'
export const save = 'Save'
export const cancel = 'Cancel'
export const forWhat = 'For'
export const allMySessions = 'All my sessions'
export const folders = 'Folders'
export const sessions = 'Sessions'

// Budgets.tsx
export const budgets = 'Budgets'
export const addBudget = 'Add budget'
export const byClaudeCodesOwnCount =
  'By Claude Code’s own count of what your sessions cost. At four fifths you are warned; when one is used up, turns stop before the next tool and messages are refused.'
export const usedUp = 'Used up ·'
export const nearlyUsedUp = 'Nearly used up ·'
export const spentOfLimit = {
  day: (spent: string, limit: string) => `$${spent} of $${limit} in 24 hours`,
  week: (spent: string, limit: string) => `$${spent} of $${limit} in 7 days`,
  month: (spent: string, limit: string) => `$${spent} of $${limit} in 30 days`,
  ever: (spent: string, limit: string) => `$${spent} of $${limit} in all`,
} as const
export const removeTitle = (title: string) => `Remove ${title}`
export const aSessionThatIsGone = 'A session that is gone'

// DayBars.tsx
export const highestOn = (text: string, shortDay: string) => `Highest: ${text} on ${shortDay}`
export const days = 'Days'

// UsageChoices.tsx
export const year = 'Year'
export const measure = 'Measure'
export const whose = 'Whose'
export const mine = 'Mine'
export const everybody = 'Everybody'

// UsageNumbers.tsx
export const areOlder = 'are older'
export const people = 'People'
export const models = 'Models'
export const projects = 'Projects'
export const daysAreThoseOfTimeZone = (timeZone: string) => `Days are those of ${timeZone}.`
export const costsAreWhatClaudeCode =
  'Costs are what Claude Code says a turn is worth; a subscription is not billed by them.'

// UsagePage.tsx
export const usage = 'Usage'
export const addingItUp = 'Adding it up…'
export const tryAgain = 'Try again'
export const saveAsCsv = 'Save as CSV'

// UsagePictures.tsx
export const thereIsMoreThanFits = 'There is more than fits here: the oldest days are left out below, and in the file.'
export const mostUsedProjects = 'Most used projects'
export const noTurnEndedInThese = 'No turn ended in these days. What Claude uses from now on is added up here.'
export const newSession = 'New session'

// UsageTable.tsx
export const tableTitle = (title: string) => `Table: ${title}`
export const costLess = 'cost less'
export const usedLess = 'used less'
export const showMore = (hidden: string, hiddenAre: string) => `Show ${hidden} more, which ${hiddenAre}`
export const name = 'Name'
export const cost = 'Cost'
export const turns = 'Turns'
export const time = 'Time'
export const inside = 'In'
export const out = 'Out'
export const tokensReadFromTheCache = 'Tokens read from the cache'
export const cacheIn = 'Cache in'
export const tokensWrittenToTheCache = 'Tokens written to the cache'
export const cacheOut = 'Cache out'

// UsageTotals.tsx
export const inDaysAtApiPrices = (count: number) =>
  count === 365
    ? 'in a year, at API prices'
    : plural(count, { one: 'in # day, at API prices', other: 'in # days, at API prices' })
export const tokens = 'tokens'
export const turnsEnded = (count: number) => plural(count, { one: 'turn', other: 'turns' })
export const tokensAndCached = (cached: number) => `tokens, ${cached}\u00A0% read from the cache`
export const claudeWorked = 'Claude worked'

// YearMap.tsx
export const lastYear = 'Last year'
export const usedInTheLastYear = (sum: string) => `Used in the last year: ${sum}`
export const turnsOnDays = (count: number, inDays: number) =>
  `${plural(count, { one: '# turn', other: '# turns' })} on ${plural(inDays, { one: '# day', other: '# days' })}`
export const less = 'Less'
export const more = 'More'
export const mon = 'Mon'
export const tue = 'Tue'
export const wed = 'Wed'
export const thu = 'Thu'
export const fri = 'Fri'
export const sat = 'Sat'
export const sun = 'Sun'

// YearOfUsage.tsx
export const hideTheTable = 'Hide the table'
export const showAsATable = 'Show as a table'
export const daysOfTheLastYear = 'Days of the last year'

// amountText.ts
export const usedTokens = (used: string) => `${used} tokens`
export const turnsOf = (count: number) => plural(count, { one: '# turn', other: '# turns' })

// day.ts
export const jan = 'Jan'
export const feb = 'Feb'
export const mar = 'Mar'
export const apr = 'Apr'
export const may = 'May'
export const jun = 'Jun'
export const jul = 'Jul'
export const aug = 'Aug'
export const sep = 'Sep'
export const oct = 'Oct'
export const nov = 'Nov'
export const dec = 'Dec'

// measures.ts
export const costPerDay = 'Cost per day'
export const tokensMeasure = 'Tokens'
export const tokensPerDay = 'Tokens per day'
export const timePerDay = 'Time per day'

// modelStacks.ts
export const notKnown = 'Not known'
export const others = 'Others'

// usageGroups.ts
export const deleted = 'Deleted'
