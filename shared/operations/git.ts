import * as z from 'zod'
import { SessionId, Timestamp } from '../ids.ts'
import { defineOperation } from './operation.ts'

/** From the session's folder, with slashes. One that is no UTF-8 is written as Git quotes it: `"caf\351.txt"`. */
export const GitPath = z
  .string()
  .min(1)
  .max(4096)
  .refine((path) => !path.includes('\0'), { message: 'A path holds no zero.' })

/** A branch, tag or commit, as people name them. Never an option: what begins with `-` is refused. */
export const GitRevision = z
  .string()
  .min(1)
  .max(250)
  .regex(/^[^-\s~^:?*[\\][^\s~^:?*[\\]*$/, 'This is no name of a branch or commit.')

const Id = z.string().regex(/^[0-9a-f]{40,64}$/)
const count = z.number().int().nonnegative()

/** What happened to a file between two sides. */
export const GitChange = z.enum(['added', 'modified', 'deleted', 'renamed', 'type_changed'])
export type GitChange = z.infer<typeof GitChange>

/** Lines that came and went; null: no text, or not counted. */
const Lines = z.object({ additions: count, deletions: count }).nullable()

/** A file that differs between the last commit, the index and the folder. */
export const GitFile = z.object({
  path: GitPath,
  /** What it was called before, where it was renamed. */
  from: GitPath.nullable(),
  /** Between the last commit and the index; null: the same. */
  staged: GitChange.nullable(),
  /** Between the index and the folder; null: the same. `untracked`: Git does not know the file yet. */
  unstaged: z.enum([...GitChange.options, 'untracked']).nullable(),
  /** Both sides of a merge changed it, and nobody has chosen yet. */
  is_conflict: z.boolean(),
  is_submodule: z.boolean(),
  staged_lines: Lines,
  unstaged_lines: Lines,
})
export type GitFile = z.infer<typeof GitFile>

/** What is under way in a repository: until it is over, no branch is switched. */
export const GitUnderWay = z.enum(['merge', 'rebase', 'cherry_pick', 'revert', 'bisect'])
export type GitUnderWay = z.infer<typeof GitUnderWay>

export const GitRepository = z.object({
  /** null: no branch, but a commit, is checked out. */
  branch: z.string().nullable(),
  /** null: nothing is committed yet. */
  head: Id.nullable(),
  /** What the branch is pushed to, as `origin/main`. `ahead`, `behind`: commits that only one of them has. */
  upstream: z.string().nullable(),
  ahead: count,
  behind: count,
  under_way: GitUnderWay.nullable(),
  /** Of the program. */
  git_version: z.string(),
})

export const GitStatus = z.object({
  /** null: there is none here, or none that may be read; `problem` says why, for people. */
  repository: GitRepository.nullable(),
  problem: z.string().nullable(),
  files: z.array(GitFile),
  /** So many more than are listed. */
  more: count,
  /** Files of the same repository that changed outside of the session’s folder: a commit takes those that are staged. */
  outside: count,
  /** Those of them that are in conflict, from the topmost folder of the repository: nothing goes on before they are resolved. */
  conflicts_outside: z.array(GitPath),
})
export type GitStatus = z.infer<typeof GitStatus>

/** Between which sides. working: index and folder. staged: last commit and index. against: `revision` and folder. commit: `revision` and its first parent. */
export const GitSides = z.enum(['working', 'staged', 'against', 'commit'])
export type GitSides = z.infer<typeof GitSides>

export const GitDiffLine = z.object({
  /** gap: lines that are left out, and the name of what follows. */
  kind: z.enum(['same', 'added', 'removed', 'gap']),
  text: z.string(),
  /** Its number on either side; null: it is not there. */
  old: count.nullable(),
  new: count.nullable(),
})
export type GitDiffLine = z.infer<typeof GitDiffLine>

export const GitDiff = z.object({
  /** Of these very contents: whoever stages lines says which diff they mean. */
  diff_id: z.string(),
  kind: z.enum(['text', 'binary', 'too_large', 'submodule', 'same']),
  lines: z.array(GitDiffLine),
  /** Permission bits where those changed, such as `100644 → 100755`. */
  mode: z.string().nullable(),
})
export type GitDiff = z.infer<typeof GitDiff>

const session_id = SessionId
const at = '/api/session/:session_id/git'

export const GitBranch = z.object({
  name: z.string(),
  is_remote: z.boolean(),
  is_current: z.boolean(),
  upstream: z.string().nullable(),
  ahead: count,
  behind: count,
  /** Where it is checked out in another worktree. */
  is_elsewhere: z.boolean(),
  commit: Id,
  subject: z.string(),
  committed_at: Timestamp,
})
export type GitBranch = z.infer<typeof GitBranch>

export const GitCommit = z.object({
  commit: Id,
  parents: z.array(Id),
  author: z.string(),
  authored_at: Timestamp,
  subject: z.string(),
  /** Branches and tags that point at it. */
  names: z.array(z.string()),
})
export type GitCommit = z.infer<typeof GitCommit>

const Compared = z.object({
  path: GitPath,
  from: GitPath.nullable(),
  change: GitChange,
  lines: Lines,
})

export const gitOperations = {
  'git.status': defineOperation({
    summary:
      'What differs between the last commit, the index and the folder of a session, and which branch it is. Runs nothing that the repository brings.',
    params: z.strictObject({ session_id }),
    result: GitStatus,
    scope: 'read',
    owner: 'host',
    command_line: true,
    http: { method: 'GET', path: `${at}/status` },
  }),
  'git.diff': defineOperation({
    summary: 'How one file differs between two sides, line by line.',
    params: z.strictObject({
      session_id,
      sides: GitSides,
      path: GitPath,
      /** What it was called before. */
      from: GitPath.optional(),
      /** Of `against` and `commit`. */
      revision: GitRevision.optional(),
      /** Unchanged lines around each change. */
      context: z.coerce.number().int().min(0).max(100_000).default(3),
    }),
    result: GitDiff,
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: `${at}/diff` },
  }),
  'git.compare': defineOperation({
    summary: 'The files that differ between a branch, where the own one left it, and the folder of a session.',
    params: z.strictObject({ session_id, revision: GitRevision }),
    result: z.object({ files: z.array(Compared), more: count }),
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: `${at}/compare` },
  }),
  'git.content': defineOperation({
    summary:
      'A file as the last commit, the index or a revision has it, or the first parent of one, or where the own branch left one, in base64. FILE_001 above 8 MiB.',
    params: z.strictObject({
      session_id,
      path: GitPath,
      side: z.enum(['head', 'index', 'revision', 'parent', 'base']),
      revision: GitRevision.optional(),
    }),
    result: z.object({ data: z.string() }),
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: `${at}/content` },
  }),
  'git.branches': defineOperation({
    summary: 'Branches of the repository, those here and those of remotes, the newest first.',
    params: z.strictObject({ session_id, q: z.string().max(200).default('') }),
    result: z.object({ branches: z.array(GitBranch), more: count }),
    scope: 'read',
    command_line: true,
    owner: 'host',
    http: { method: 'GET', path: `${at}/branches` },
  }),
  'git.log': defineOperation({
    summary: 'Commits from the newest on, with their parents.',
    params: z.strictObject({
      session_id,
      revision: GitRevision.optional(),
      /** Of all branches, here and of remotes. */
      all: z.stringbool().or(z.boolean()).default(false),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
    }),
    result: z.object({ commits: z.array(GitCommit), has_more: z.boolean() }),
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: `${at}/log` },
    command_line: true,
  }),
  'git.show': defineOperation({
    summary: 'One commit: its whole message, and the files that it changed against its first parent.',
    params: z.strictObject({ session_id, commit: Id }),
    result: GitCommit.extend({ message: z.string(), files: z.array(Compared), more: count }),
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: `${at}/show` },
  }),
} as const
