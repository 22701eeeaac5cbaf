import * as z from 'zod'
import { SessionId, Timestamp } from '../ids.ts'
import { GitPath, GitRevision } from './git.ts'
import { defineOperation } from './operation.ts'

const session_id = SessionId
const at = '/api/session/:session_id/git'
const Numbers = z.array(z.number().int().positive()).max(100_000)

/** Which lines of a diff: by their numbers on the side where they are. All of a hunk are a hunk. */
const ChosenLines = z.strictObject({ removed: Numbers, added: Numbers })

/** Whole files, or lines of one: then `diff_id` says of which diff they are. */
const chosen = {
  session_id,
  paths: z.array(GitPath).min(1).max(10_000),
  diff_id: z.string().min(1).max(200).optional(),
  lines: ChosenLines.optional(),
}
const whole = z
  .strictObject(chosen)
  .refine(
    ({ lines, diff_id, paths }) => (lines === undefined) === (diff_id === undefined) && !(lines && paths.length > 1),
    {
      message: 'Lines are chosen of one file, together with the diff_id of what was shown.',
    },
  )

/** What was thrown away, and how to have it again. */
export const Discarded = z.object({ discard_id: z.string(), paths: z.array(GitPath), at: Timestamp })
export type Discarded = z.infer<typeof Discarded>

const BranchName = GitRevision

export const gitChangeOperations = {
  'git.stage': defineOperation({
    summary:
      'Put files, or lines of one, into the index as the folder has them. FILE_004: it changed since it was shown. Runs no hooks.',
    params: whole,
    result: z.object({ success: z.literal(true) }),
    scope: 'drive',
    command_line: true,
    owner: 'host',
    http: { method: 'POST', path: `${at}/stage` },
    audit: 'git.stage',
  }),
  'git.unstage': defineOperation({
    summary: 'Make the index have files, or lines of one, as the last commit has them. The folder stays as it is.',
    params: whole,
    result: z.object({ success: z.literal(true) }),
    scope: 'drive',
    command_line: true,
    owner: 'host',
    http: { method: 'POST', path: `${at}/unstage` },
    audit: 'git.unstage',
  }),
  'git.discard': defineOperation({
    summary:
      'Make the folder have files, or lines of one, as the index has them; what Git does not know goes. What was there is kept, and git.undo_discard brings it back.',
    params: whole,
    result: Discarded,
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: `${at}/discard` },
    audit: 'git.discard',
  }),
  'git.undo_discard': defineOperation({
    summary: 'Bring back what was discarded. Files that changed since are left, and named.',
    params: z.strictObject({ session_id, discard_id: z.string().regex(/^[0-9a-f-]{1,64}$/) }),
    result: z.object({ restored: z.array(GitPath), left: z.array(GitPath) }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: `${at}/discarded/:discard_id/undo` },
    audit: 'git.undo_discard',
  }),
  'git.discarded': defineOperation({
    summary: 'What was discarded in the repository and can be brought back, the newest first.',
    params: z.strictObject({ session_id }),
    result: z.object({ discarded: z.array(Discarded) }),
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: `${at}/discarded` },
  }),
  'git.draft_message': defineOperation({
    summary: 'A message for the next commit, made on this machine from what is staged, or from all that changed.',
    params: z.strictObject({ session_id }),
    result: z.object({ message: z.string() }),
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: `${at}/message` },
  }),
  'git.commit': defineOperation({
    summary:
      'Commit what is staged, or with `all` everything that changed in the folder, as the repository is configured: its hooks run, and it is signed where that is set.',
    params: z.strictObject({
      session_id,
      message: z.string().trim().min(1).max(100_000),
      /** Stages all of the folder before. */
      all: z.boolean().default(false),
      /** In the place of the last commit. */
      amend: z.boolean().default(false),
      /** Adds `Signed-off-by` with the committer’s name. */
      sign_off: z.boolean().default(false),
    }),
    result: z.object({
      commit: z.string(),
      branch: z.string().nullable(),
      subject: z.string(),
      files: z.number().int(),
    }),
    scope: 'drive',
    owner: 'host',
    command_line: true,
    http: { method: 'POST', path: '/api/session/:session_id/commit', status: 201 },
    audit: 'git.commit',
  }),
  'git.create_branch': defineOperation({
    summary: 'Make a branch and, unless told otherwise, switch to it. What changed comes along.',
    params: z.strictObject({
      session_id,
      name: BranchName,
      from: GitRevision.optional(),
      switch: z.boolean().default(true),
    }),
    result: z.object({ branch: z.string() }),
    scope: 'drive',
    command_line: true,
    owner: 'host',
    http: { method: 'POST', path: `${at}/branches`, status: 201 },
    audit: 'git.create_branch',
  }),
  'git.switch': defineOperation({
    summary:
      'Switch to a branch. SESSION_003 where changes are in the way: with `stash` they are put aside first, by Git’s own stash.',
    params: z.strictObject({ session_id, name: BranchName, stash: z.boolean().default(false) }),
    result: z.object({ branch: z.string(), stashed: z.boolean() }),
    scope: 'drive',
    command_line: true,
    owner: 'host',
    http: { method: 'POST', path: `${at}/switch` },
    audit: 'git.switch',
  }),
  'git.delete_branch': defineOperation({
    summary: 'Delete a branch. SESSION_003 where commits are on it alone, unless `force` says that they may go.',
    params: z.strictObject({ session_id, name: BranchName, force: z.boolean().default(false) }),
    result: z.object({ commit: z.string() }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: `${at}/branches/delete` },
    audit: 'git.delete_branch',
  }),
} as const
