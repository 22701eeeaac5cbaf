import * as z from 'zod'

/** So many sources are kept of one block of text. */
export const MAX_CITATIONS = 50

/** A source that Claude names for what it says: a page of the web, or a document, which has no address. */
export const Citation = z.object({
  url: z.string().max(2048),
  title: z.string().max(300),
  /** The words of the source; empty where none are given. */
  quote: z.string().max(500),
})
export type Citation = z.infer<typeof Citation>
