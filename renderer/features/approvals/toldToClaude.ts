/** What Claude is told for a person who adds nothing of their own: for it, not for the page, and in no other language. */
export const doesNotWant = 'The user does not want this. Ask what to do instead.'
export const wouldRatherNotAnswer = 'The user would rather not answer. Use your judgement or ask differently.'
export const keepPlanning = 'Keep planning: the plan is not right yet.'
