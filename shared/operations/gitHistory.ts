import * as z from 'zod'
import { SessionId, Timestamp } from '../ids.ts'
import { GitPath, GitUnderWay } from './git.ts'
import { defineOperation } from './operation.ts'

const session_id = SessionId
const at = '/api/session/:session_id/git'
const CommitId = z.string().regex(/^[0-9a-f]{40,64}$/)

/** empty: it changes nothing any more. conflicts: it waits until those are resolved, or it is aborted. */
const Applied = z.object({
  outcome: z.enum(['done', 'conflicts', 'empty']),
  head: z.string().nullable(),
  conflicts: z.array(GitPath),
  /** So many more files are in conflict outside of the session’s folder. */
  outside: z.number().int().nonnegative().optional(),
})
export type Applied = z.infer<typeof Applied>

export const GitStash = z.object({
  /** The commit that holds it. */
  stash_id: CommitId,
  message: z.string(),
  at: Timestamp,
})
export type GitStash = z.infer<typeof GitStash>

const post = (path: string) => ({ method: 'POST', path: `${at}/${path}` }) as const

export const gitHistoryOperations = {
  'git.revert': defineOperation({
    summary: 'Commit the opposite of a commit, of a merge against its first parent. As configured: hooks run.',
    params: z.strictObject({ session_id, commit: CommitId }),
    result: Applied,
    scope: 'drive',
    owner: 'host',
    http: post('revert'),
    audit: 'git.revert',
  }),
  'git.cherry_pick': defineOperation({
    summary: 'Commit what another commit changed onto the branch, of a merge against its first parent.',
    params: z.strictObject({ session_id, commit: CommitId }),
    result: Applied,
    scope: 'drive',
    owner: 'host',
    http: post('cherry_pick'),
    audit: 'git.cherry_pick',
  }),
  'git.abort': defineOperation({
    summary:
      'Give up the merge, rebase, cherry-pick or revert that is under way, or what came back from a stash in conflict (`conflicts`): all is as it was before it.',
    params: z.strictObject({ session_id }),
    result: z.object({ aborted: z.enum([...GitUnderWay.options, 'conflicts']) }),
    scope: 'drive',
    owner: 'host',
    command_line: true,
    http: post('abort'),
    audit: 'git.abort',
  }),
  'git.continue': defineOperation({
    summary:
      'Go on with what is under way, its conflicts resolved in all of the repository: what changed in those files is staged first, and where nothing is under way that is all.',
    params: z.strictObject({ session_id }),
    result: Applied,
    scope: 'drive',
    owner: 'host',
    command_line: true,
    http: post('continue'),
    audit: 'git.continue',
  }),
  'git.stashes': defineOperation({
    summary: 'What was put aside with git stash, the newest first.',
    params: z.strictObject({ session_id }),
    result: z.object({ stashes: z.array(GitStash), more: z.number().int().nonnegative() }),
    scope: 'read',
    command_line: true,
    owner: 'host',
    http: { method: 'GET', path: `${at}/stashes` },
  }),
  'git.stash': defineOperation({
    summary: 'Put all changes aside, with files that Git does not know. null: there were none.',
    params: z.strictObject({ session_id, message: z.string().trim().max(500).default('') }),
    result: z.object({ stash_id: CommitId.nullable() }),
    scope: 'drive',
    command_line: true,
    owner: 'host',
    http: post('stashes'),
    audit: 'git.stash',
  }),
  'git.stash_apply': defineOperation({
    summary: 'Bring back what was put aside; with `drop` it leaves the list where nothing is in conflict.',
    params: z.strictObject({ session_id, stash_id: CommitId, drop: z.boolean().default(false) }),
    result: z.object({
      outcome: z.enum(['done', 'conflicts']),
      conflicts: z.array(GitPath),
      /** So many more files are in conflict outside of the session’s folder. */
      outside: z.number().int().nonnegative(),
      dropped: z.boolean(),
    }),
    scope: 'drive',
    command_line: true,
    owner: 'host',
    http: post('stashes/:stash_id/apply'),
    audit: 'git.stash_apply',
  }),
  'git.stash_drop': defineOperation({
    summary: 'Take it off the list. It is kept for 30 days, and git.stash_restore puts it there again.',
    params: z.strictObject({ session_id, stash_id: CommitId }),
    result: z.object({ stash_id: CommitId }),
    scope: 'drive',
    owner: 'host',
    http: post('stashes/:stash_id/drop'),
    audit: 'git.stash_drop',
  }),
  'git.stash_restore': defineOperation({
    summary: 'Put what was dropped onto the list again.',
    params: z.strictObject({ session_id, stash_id: CommitId }),
    result: z.object({ stash_id: CommitId }),
    scope: 'drive',
    owner: 'host',
    http: post('stashes/:stash_id/restore'),
    audit: 'git.stash_restore',
  }),
} as const
