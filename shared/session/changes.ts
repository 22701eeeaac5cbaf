import * as z from 'zod'
import { SessionId } from '../ids.ts'

/** Paths of one push: beyond that only how many there are is said, and a viewer reads anew. */
export const MAX_PUSHED_PATHS = 200

/** What happened to a file. */
export const ChangeKind = z.enum(['added', 'modified', 'deleted'])
export type ChangeKind = z.infer<typeof ChangeKind>

/**
 * Who changed a file. claude: a tool of a session in this folder, or what it started. person: somebody, by Homeport's own
 * routes. outside: another program.
 */
export const ChangedBy = z.object({
  who: z.enum(['claude', 'person', 'outside']),
  /** The session whose Claude it was. */
  session_id: SessionId.optional(),
  /** The tool, such as `Bash`; `background`: a task that ran beside the turns. */
  tool: z.string().optional(),
})
export type ChangedBy = z.infer<typeof ChangedBy>

/** A file of the folder that has changed, its path from there with slashes. */
export const FileNews = z.object({ path: z.string(), kind: ChangeKind, by: ChangedBy })
export type FileNews = z.infer<typeof FileNews>
