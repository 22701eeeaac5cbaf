import * as z from 'zod'
import { defineOperation } from './operation.ts'

const Folder = z.object({
  name: z.string(),
  path: z.string(),
  /** Holds a `.git`. */
  is_git: z.boolean(),
})
export type Folder = z.infer<typeof Folder>

export const workspaceOperations = {
  'folder.list': defineOperation({
    summary:
      'Folders on this machine for the picker: those in `path` (the home folder when absent), or those below it whose path matches `q`.',
    params: z.strictObject({ path: z.string().max(4096).optional(), q: z.string().max(200).optional() }),
    result: z.object({
      path: z.string(),
      parent: z.string().nullable(),
      folders: z.array(Folder),
      /** More matched than are listed, or the search stopped at its bound. */
      truncated: z.boolean(),
    }),
    scope: 'drive',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/folders' },
  }),
} as const
