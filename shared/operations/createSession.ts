import * as z from 'zod'
import { SessionSetup, VariableName } from '../session/setup.ts'
import { Effort } from '../session/effort.ts'
import { PermissionMode } from '../session/status.ts'
import { ClaudeToken } from './claude.ts'

export const SessionName = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u, { error: 'A name is one line, without control characters.' })
export const ModelName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[\w.:@[\]/-]+$/, { error: 'That is no name of a model.' })
export const fingerprint = z.string().min(1).max(128)
/** A keychain keeps no longer secret everywhere (Windows: 2,560 bytes). */
export const VariableValue = z.string().min(1).max(2000)

const gitName = z.string().min(1).max(300).optional()

/**
 * A folder of the person's own (`project_path`), with `worktree` a new worktree of its repository; a fresh one that Homeport keeps
 * (`folder_name`); or a clone there (`git_url`).
 */
export const CreateSession = z
  .strictObject({
    project_path: z.string().min(1).max(4096).optional(),
    folder_name: z
      .string()
      .trim()
      .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}$/u, {
        error: 'The name begins with a letter or digit and holds letters, digits, spaces and . _ - (100 at most).',
      })
      .optional(),
    /** https, ssh or git@host:path, without a password. */
    git_url: z.string().min(1).max(2048).optional(),
    /** Of `git_url`; the one that the other side names where left out. */
    branch: gitName,
    /** Of `git_url`: so many commits alone. */
    depth: z.number().int().min(1).max(1_000_000).optional(),
    submodules: z.boolean().optional(),
    /** `branch`: a new one, proposed where left out, or one that is there. `base`: where a new one begins; HEAD where left out. */
    worktree: z.strictObject({ base: gitName, branch: gitName }).optional(),
    /** The fingerprint of the set-up of the project as it was shown: it runs in the new folder before Claude Code. */
    checkout_setup: fingerprint.optional(),
    name: SessionName.optional(),
    model: ModelName.optional(),
    permission_mode: PermissionMode.optional(),
    /** Left out where the model is known not to take it. */
    effort: Effort.nullable().optional(),
    /** For this session only: validated, kept in memory, wiped when the session ends. */
    claude_token: ClaudeToken.optional(),
    /** What Claude Code gets at each start beside its own settings. */
    setup: SessionSetup.optional(),
    /** Variables that Claude and what it runs see. Kept in the vault, and never shown again. */
    environment: z.record(VariableName, VariableValue).optional(),
    /** Id or name of a template: what is not named here is as it says. Its starter prompt becomes the session's draft. */
    template: z.string().min(1).max(200).optional(),
    /** Of an earlier answer: trusts exactly what was shown then. */
    trust_fingerprint: fingerprint.optional(),
  })
  .refine(isOneFolder, {
    message:
      'Name exactly one of project_path, folder_name and git_url; none of them goes with claude_token or a template alone. branch, depth and submodules go with git_url, worktree goes with project_path.',
  })

interface FolderAsked {
  readonly project_path?: unknown
  readonly folder_name?: unknown
  readonly claude_token?: unknown
  readonly template?: unknown
  readonly git_url?: unknown
  readonly branch?: unknown
  readonly depth?: unknown
  readonly submodules?: unknown
  readonly worktree?: unknown
  readonly checkout_setup?: unknown
  readonly trust_fingerprint?: unknown
}

/** With a token alone the session gets a fresh folder that Homeport keeps; a template may name one. */
function isOneFolder(given: FolderAsked): boolean {
  const { project_path, git_url, worktree } = given
  const named = [project_path, given.folder_name, git_url].filter((one) => one !== undefined).length
  const isOne = named === 1 || (named === 0 && (given.claude_token ?? given.template) !== undefined)
  const isCloned = [given.branch, given.depth, given.submodules].every(
    (one) => one === undefined || git_url !== undefined,
  )
  const isMade = git_url !== undefined || worktree !== undefined
  const isSetUp = given.checkout_setup === undefined || isMade
  const isTrusted = given.trust_fingerprint === undefined || git_url === undefined
  return isOne && isCloned && isSetUp && isTrusted && (worktree === undefined || project_path !== undefined)
}
