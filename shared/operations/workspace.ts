import * as z from 'zod'
import { SessionId } from '../ids.ts'
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
  'file.complete': defineOperation({
    summary:
      'Files of the folder of a session, or of a folder on this machine, whose path is like `q`, best first. What Git ignores is left out; links are not followed.',
    params: z
      .strictObject({
        session_id: SessionId.optional(),
        path: z.string().min(1).max(4096).optional(),
        q: z.string().max(200).default(''),
      })
      .refine((value) => (value.session_id === undefined) !== (value.path === undefined), {
        message: 'Name exactly one of session_id and path.',
      }),
    result: z.object({
      /** `path`: from the folder, with slashes on every system. */
      files: z.array(z.object({ path: z.string() })),
      /** More matched than are listed, or there are more files than were looked at. */
      truncated: z.boolean(),
    }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'GET', path: '/api/files/complete' },
  }),
} as const
