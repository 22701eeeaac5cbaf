import * as z from 'zod'
import { SessionId, Timestamp } from '../ids.ts'
import { GitRevision } from './git.ts'
import { defineOperation } from './operation.ts'

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^\P{Cc}*$/u, { error: 'This is one line, without control characters.' })

const count = z.number().int().nonnegative()
const CommitId = z.string().regex(/^[0-9a-f]{40,64}$/)

/** When and how the changes of a project are committed by themselves. Of one person and one repository, with its worktrees. */
export const AutoCommitRules = z.strictObject({
  enabled: z.boolean().default(false),
  /** After so many seconds without a change; null: not by time. */
  quiet_seconds: z.number().int().min(5).max(3_600).nullable().default(60),
  /** As soon as so many files have changed; null: not by number. */
  files: z.number().int().min(1).max(1_000).nullable().default(null),
  /** When a turn of Claude’s has ended. */
  turn_ended: z.boolean().default(true),
  /** side: beside every branch, under `refs/homeport/auto`. branch: onto the one that is checked out. */
  target: z.enum(['side', 'branch']).default('side'),
  /** Onto the branch alone: it is pushed as `git.push` does it. */
  push: z.boolean().default(false),
  /** The programs that the repository may run for a push, as git.remotes listed them. */
  runs_id: z.string().max(64).optional(),
  /** As in .gitignore, from the top of the repository. */
  ignore: z.array(line(200)).max(100).default([]),
  /** Findings of the detector of secrets that are none, by their ids. */
  allow: z
    .array(z.string().regex(/^[0-9a-f]{24}$/))
    .max(500)
    .default([]),
})
export type AutoCommitRules = z.infer<typeof AutoCommitRules>

/** What looks like a secret. The text itself is not told. */
export const SecretFinding = z.object({
  line: count,
  /** For people: `a GitHub token`. */
  kind: z.string(),
  /** Stands for this very text in this project: a person allows it by this. */
  finding_id: z.string(),
})
export type SecretFinding = z.infer<typeof SecretFinding>

export const SkippedFile = z.object({
  /** From the top of the repository. */
  path: z.string(),
  /**
   * writing: somebody still writes it · secret: it holds what looks like one · staged: a person has staged it · too_large,
   * special: it is never taken · line_endings: Git would change them for good, and core.safecrlf forbids that · refused: Git does
   * not take it, as where a filter fails.
   */
  why: z.enum(['writing', 'secret', 'staged', 'too_large', 'special', 'line_endings', 'refused']),
  secrets: z.array(SecretFinding),
})
export type SkippedFile = z.infer<typeof SkippedFile>

export const AutoCommitProblem = z.object({
  reason: z.enum([
    'under_way',
    'conflicts',
    'busy',
    'no_commit',
    'detached',
    'protected',
    'too_many',
    'no_name',
    'programs',
    'push',
    'failed',
  ]),
  /** For people: what happened, what was kept, what to do. */
  message: z.string(),
})
export type AutoCommitProblem = z.infer<typeof AutoCommitProblem>

export const AutoCommitted = z.object({
  commits: z.array(z.object({ commit: CommitId, subject: z.string(), files: count })),
  skipped: z.array(SkippedFile),
  /** Why nothing was committed or pushed; null: nothing is in the way. */
  problem: AutoCommitProblem.nullable(),
})
export type AutoCommitted = z.infer<typeof AutoCommitted>

export const Milestone = z.enum(['turn_done', 'tests_pass'])
export type Milestone = z.infer<typeof Milestone>

/** What was committed by itself, to be looked at and restored. */
export const AutoCommitPoint = z.object({
  commit: CommitId,
  at: Timestamp,
  subject: z.string(),
  /** side: beside every branch. branch: on the one that is checked out. */
  where: z.enum(['side', 'branch']),
  milestones: z.array(Milestone),
  session_id: z.string().nullable(),
})
export type AutoCommitPoint = z.infer<typeof AutoCommitPoint>

const session_id = SessionId
const at = '/api/session/:session_id/git/auto'

export const autoCommitOperations = {
  'auto_commit.get': defineOperation({
    summary:
      'Whether and when the changes of a session’s repository are committed by themselves, and how that went last.',
    params: z.strictObject({ session_id }),
    result: z.object({
      /** The topmost folder of the repository: all of it counts. */
      project: z.string(),
      rules: AutoCommitRules,
      last: AutoCommitted.extend({ at: Timestamp }).nullable(),
      /**
       * pushing, waiting: it is under way, or tried again at a time. stopped: a person has to look. unpushed: it was to be pushed, as before
       * Homeport was started again, and waits for the next commit or a person.
       */
      push: z.object({
        state: z.enum(['idle', 'pushing', 'waiting', 'stopped', 'unpushed']),
        message: z.string().nullable(),
      }),
    }),
    scope: 'read',
    command_line: true,
    owner: 'host',
    http: { method: 'GET', path: at },
  }),
  'auto_commit.set': defineOperation({
    summary:
      'Say when the changes of a session’s repository are committed by themselves, for all sessions of the person there. Off unless it is said.',
    params: z.strictObject({ session_id, rules: AutoCommitRules }),
    result: z.object({ rules: AutoCommitRules }),
    scope: 'drive',
    command_line: true,
    owner: 'host',
    http: { method: 'PUT', path: at },
    audit: 'auto_commit.set',
  }),
  'auto_commit.now': defineOperation({
    summary:
      'Commit what changed now, as the rules of the project say, whether they are on or not. Nothing half-written, no secrets, and nothing while a merge or rebase is under way: `problem` says why.',
    params: z.strictObject({ session_id }),
    result: AutoCommitted,
    scope: 'drive',
    command_line: true,
    owner: 'host',
    http: { method: 'POST', path: `${at}/now` },
    audit: 'auto_commit.now',
  }),
  'auto_commit.points': defineOperation({
    summary: 'What was committed by itself in a session’s repository, the newest first, with what was reached there.',
    params: z.strictObject({ session_id, limit: z.coerce.number().int().min(1).max(500).default(100) }),
    result: z.object({ points: z.array(AutoCommitPoint) }),
    scope: 'read',
    command_line: true,
    owner: 'host',
    http: { method: 'GET', path: `${at}/points` },
  }),
  'auto_commit.restore': defineOperation({
    summary:
      'Make a branch at such a point. The folder stays as it is: a session in a worktree of that branch (session.create) has the files.',
    params: z.strictObject({ session_id, commit: CommitId, branch: GitRevision }),
    result: z.object({ branch: z.string() }),
    scope: 'drive',
    command_line: true,
    owner: 'host',
    http: { method: 'POST', path: `${at}/restore`, status: 201 },
    audit: 'auto_commit.restore',
  }),
} as const
