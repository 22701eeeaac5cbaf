import * as z from 'zod'
import { SessionId } from '../ids.ts'
import { GitPath, GitRevision } from './git.ts'
import { defineOperation } from './operation.ts'

const session_id = SessionId
const at = '/api/session/:session_id/git'

/** As `git remote` names it. */
const RemoteName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[A-Za-z0-9_][A-Za-z0-9._/-]*$/, 'This is no name of a remote.')

/** Where pull requests are made; null: nobody knows how there. */
export const GitForge = z.enum(['github', 'gitlab', 'bitbucket', 'gitea'])
export type GitForge = z.infer<typeof GitForge>

export const GitRemote = z.object({
  name: z.string(),
  /** Without what somebody wrote into it as a password. */
  url: z.string(),
  host: z.string().nullable(),
  forge: GitForge.nullable(),
  /** The page of the repository, https alone. */
  web_url: z.string().nullable(),
  /** What its HEAD names, as far as is known here. */
  default_branch: z.string().nullable(),
})
export type GitRemote = z.infer<typeof GitRemote>

/** A program that the repository itself names, and that runs when one pulls or pushes. */
const GitProgram = z.object({
  /** A hook, as `pre-push`, or a setting, as `core.sshcommand`. */
  name: z.string(),
  /** The setting’s value, or where the hook lies; cut where it is long. */
  text: z.string(),
})
export type GitProgram = z.infer<typeof GitProgram>

/** `runs_id` of what was shown: without it nothing is asked of a remote where the repository names programs. */
const agreed = z.string().min(1).max(100).optional()

const PushTarget = z.object({
  remote: z.string(),
  branch: z.string(),
  /** It does not follow a branch there yet; a push makes it so. */
  sets_upstream: z.boolean(),
  is_protected: z.boolean(),
  /** Where a pull request for the branch is made, once it is there. */
  pull_request_url: z.string().nullable(),
})

export const gitRemoteOperations = {
  'git.remotes': defineOperation({
    summary:
      'Remotes of the repository, where a push would go, and which programs the repository names that would run. Asks no remote, runs nothing.',
    params: z.strictObject({ session_id }),
    result: z.object({
      remotes: z.array(GitRemote),
      /** null: no branch is checked out, or there is no remote. */
      push: PushTarget.nullable(),
      programs: z.array(GitProgram),
      /** Of these very programs; null: there are none. */
      runs_id: z.string().nullable(),
      /** What is under way with a remote, such as `push`. */
      under_way: z.string().nullable(),
    }),
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: `${at}/remotes` },
    command_line: true,
  }),
  'git.fetch': defineOperation({
    summary:
      'Ask a remote for what is new. `git_changed` events tell how far it is. SESSION_003 says why it failed (`reason`): signed_out, unreachable, runs, cancelled.',
    params: z.strictObject({ session_id, remote: RemoteName.optional(), runs_id: agreed }),
    result: z.object({
      remote: z.string(),
      /** Branches and tags that are others now. */
      updated: z.number().int().nonnegative(),
    }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: `${at}/fetch` },
    command_line: true,
    audit: 'git.fetch',
  }),
  'git.pull': defineOperation({
    summary:
      'Bring what the remote has into the branch, merging or rebasing as the repository is configured, or as `how` says. SESSION_003 with the reason `diverged` where nothing is configured and both sides have commits.',
    params: z.strictObject({
      session_id,
      how: z.enum(['configured', 'merge', 'rebase', 'fast_forward']).default('configured'),
      runs_id: agreed,
    }),
    result: z.object({
      outcome: z.enum(['updated', 'up_to_date', 'conflicts']),
      head: z.string().nullable(),
      conflicts: z.array(GitPath),
      /** So many more files are in conflict outside of the session’s folder. */
      outside: z.number().int().nonnegative().optional(),
    }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: `${at}/pull` },
    command_line: true,
    audit: 'git.pull',
  }),
  'git.push': defineOperation({
    summary:
      'Push the branch, or with `to` its commits onto a branch of another name. SESSION_003 says why it failed (`reason`): protected, behind, refused, signed_out, unreachable, runs, cancelled.',
    params: z.strictObject({
      session_id,
      remote: RemoteName.optional(),
      to: GitRevision.refine((name) => !/^\+|@\{/.test(name), { error: 'This is no name of a branch.' }).optional(),
      /** In place of what is there, if that is what was last seen of it. Never onto a protected branch. */
      force: z.boolean().default(false),
      runs_id: agreed,
    }),
    result: z.object({
      remote: z.string(),
      branch: z.string(),
      outcome: z.enum(['pushed', 'created', 'up_to_date']),
      commit: z.string(),
      /** Where a pull request for it is made; https, and the remote’s own host. */
      pull_request_url: z.string().nullable(),
    }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: `${at}/push` },
    command_line: true,
    audit: 'git.push',
  }),
  'git.cancel': defineOperation({
    summary: 'Stop the fetch, pull or push that is under way in the folder of a session.',
    params: z.strictObject({ session_id }),
    result: z.object({ cancelled: z.boolean() }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: `${at}/cancel` },
    audit: 'git.cancel',
  }),
} as const
