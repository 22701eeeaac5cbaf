/** What a line of a transcript is in the conversation. Its number is kept in the index: never change one. */
export const lineKind = {
  /** A link of the chain that nobody sees: what Claude Code adds for Claude, what the system says. */
  link: 0,
  /** A person's message. */
  prompt: 1,
  /** A block of Claude's: text, thinking, a call. */
  answer: 2,
  /** What a tool gave back. */
  result: 3,
  /** Here the conversation was summed up; what Claude knows begins behind it. */
  boundary: 4,
  /** The summary, or something else that Claude Code wrote as the person. */
  note: 5,
} as const

export type LineKind = (typeof lineKind)[keyof typeof lineKind]
