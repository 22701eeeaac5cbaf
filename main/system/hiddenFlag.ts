/** The flag of a start that shows no window. */
export const HIDDEN_FLAG = '--hidden'
