import * as z from 'zod'
import { SessionId } from '../ids.ts'
import { Session } from '../session/session.ts'
import { defineOperation } from './operation.ts'

const count = z.number().int().nonnegative()

/** What is done in a new checkout before Claude Code starts there. */
export const ProjectSetup = z.strictObject({
  /** Files and folders that Git ignores, from the top of the repository: copied where they are. */
  copy: z
    .array(
      z
        .string()
        .trim()
        .min(1)
        .max(500)
        .regex(/^\P{Cc}*$/u, { error: 'A path has no control characters.' }),
    )
    .max(50),
  /** A line for the system's shell; empty: none. */
  command: z
    .string()
    .trim()
    .max(4_000)
    .regex(/^\P{Cc}*$/u, { error: 'This is one line, without control characters.' }),
})
export type ProjectSetup = z.infer<typeof ProjectSetup>

/** Work that would be lost with the folder. */
export const UnsavedWork = z.object({
  kind: z.enum(['uncommitted', 'unpushed', 'stash', 'detached', 'under_way', 'unknown']),
  count,
  /** For people: `3 files that are not committed`. */
  text: z.string(),
})
export type UnsavedWork = z.infer<typeof UnsavedWork>

const project = z.string().min(1).max(4096)

export const worktreeOperations = {
  'worktree.offer': defineOperation({
    summary:
      'What a session in a new worktree of a folder would begin with: a branch, proposed from the first prompt, where it begins, and the set-up of the project. Runs nothing that the repository brings.',
    params: z.strictObject({ project_path: project, prompt: z.string().max(2_000).default('') }),
    result: z.object({
      /** Why there can be none, for people; null: there can. */
      problem: z.string().nullable(),
      branch: z.string(),
      /** The branch that is checked out in the folder, or its commit. */
      base: z.string(),
      branches: z.array(z.string()),
      /** Files that changed and are not committed: a worktree does not have them. */
      uncommitted: count,
      setup: ProjectSetup.extend({ fingerprint: z.string() }).nullable(),
    }),
    scope: 'drive',
    command_line: true,
    owner: 'host',
    http: { method: 'GET', path: '/api/worktree/offer' },
  }),
  'worktree.setup': defineOperation({
    summary: 'The set-up of a project, whose folder or address is named; null where nothing is to be done.',
    params: z.strictObject({ project }),
    result: z.object({ setup: ProjectSetup.extend({ fingerprint: z.string() }).nullable() }),
    scope: 'drive',
    command_line: true,
    owner: 'host',
    http: { method: 'GET', path: '/api/worktree/setup' },
  }),
  'worktree.save_setup': defineOperation({
    summary:
      'Say what is done in new checkouts of a project: ignored files that are copied, a command. It runs only where a new session names its fingerprint.',
    params: z.strictObject({ project, ...ProjectSetup.shape }),
    result: z.object({ fingerprint: z.string() }),
    scope: 'drive',
    command_line: true,
    owner: 'host',
    http: { method: 'PUT', path: '/api/worktree/setup' },
    audit: 'worktree.save_setup',
  }),
  'worktree.state': defineOperation({
    summary: 'What becomes of a session’s own checkout: work in it that is nowhere else, and whether it can be merged.',
    params: z.strictObject({ session_id: SessionId }),
    result: z.object({
      unsaved: z.array(UnsavedWork),
      /** Commits of the branch that its base does not have; null: not known, or it has none. */
      ahead: count.nullable(),
      /** Why it cannot be merged, for people; null: it can. */
      merge_problem: z.string().nullable(),
      /** The branch that it would be merged into; null: none. */
      merge_into: z.string().nullable(),
    }),
    scope: 'read',
    command_line: true,
    owner: 'host',
    http: { method: 'GET', path: '/api/session/:session_id/worktree' },
  }),
  'worktree.end': defineOperation({
    summary:
      'End a session, and merge, keep or remove its own checkout. SESSION_003 with `details.unsaved` where the folder has work that is nowhere else: nothing is removed then. With `save_work` that is committed to a ref of the repository first.',
    params: z.strictObject({
      session_id: SessionId,
      /** merge: into the branch it began at; then it is removed. keep: it stays until somebody removes it. */
      how: z.enum(['merge', 'keep', 'remove']),
      /** Of a worktree: what is not committed is kept under `refs/homeport/removed/`. */
      save_work: z.boolean().default(false),
    }),
    result: z.object({
      session: Session,
      /** The commit that the branch was merged as; null: nothing was merged. */
      merged: z.string().nullable(),
      /** Where what was not committed is kept; null: there was nothing. */
      saved: z.string().nullable(),
    }),
    scope: 'drive',
    command_line: true,
    owner: 'host',
    http: { method: 'POST', path: '/api/session/:session_id/worktree/end' },
    audit: 'worktree.end',
  }),
} as const
