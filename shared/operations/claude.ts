import * as z from 'zod'
import { SessionLogin } from '../session/session.ts'
import { ClaudeModel } from '../session/claudeModel.ts'
import { defineOperation } from './operation.ts'

export const ClaudeToken = z.string().trim().min(1).max(2000)
const token = ClaudeToken

/** Which Claude Code this machine has, and with what it would sign in. Never holds a token. */
export const ClaudeStatus = z.object({
  found: z.boolean(),
  path: z.string().nullable(),
  version: z.string().nullable(),
  source: z.enum(['setting', 'path', 'known_folder', 'package']).nullable(),
  /** With what a new session of this person signs in (shared/session/session.ts, `SessionLogin`). */
  login: SessionLogin.exclude(['session_token']).or(z.literal('none')),
  /** What is wrong and what to do, for people; null when all is well. */
  problem: z.string().nullable(),
  vault: z.enum(['keychain', 'file', 'memory']),
  /** Why the vault cannot be used, and how to choose another; null when it can. */
  vault_problem: z.string().nullable(),
  /** Why Claude Code goes without what your login shell exports, and what that means; null when it does not. */
  shell_problem: z.string().nullable(),
  /** The server was started with `--demo`: answers come from the built-in stand-in. */
  demo: z.boolean(),
})
export type ClaudeStatus = z.infer<typeof ClaudeStatus>

export const TokenValidation = z.object({
  valid: z.boolean(),
  organization: z.string().nullable().optional(),
  rate_limit: z.number().nullable().optional(),
  error_message: z.string().optional(),
})
export type TokenValidation = z.infer<typeof TokenValidation>

export const claudeOperations = {
  'claude.status': defineOperation({
    summary: 'Which Claude Code is used and whether it is signed in.',
    params: z.strictObject({}),
    result: ClaudeStatus,
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: '/api/claude/status' },
  }),
  'claude.read_shell': defineOperation({
    summary:
      'Ask the login shell of the machine’s owner again what it exports. Claude Code and terminals that start from then on have it.',
    params: z.strictObject({}),
    result: z.object({
      /** How many variables it exports. */
      variables: z.number().int().nonnegative(),
      /** The names of those that are new, gone or different. */
      changed: z.array(z.string()),
      /** Why it could not be read, and what that means; null when it could. */
      problem: z.string().nullable(),
    }),
    scope: 'manage',
    owner: 'host',
    http: { method: 'POST', path: '/api/claude/environment' },
  }),
  'claude.models': defineOperation({
    summary:
      'The models that Claude Code offers the caller, and the effort each takes, as the process that started last reported them; none before the first.',
    params: z.strictObject({}),
    result: z.object({ models: z.array(ClaudeModel) }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'GET', path: '/api/claude/models' },
  }),
  'claude_token.validate': defineOperation({
    summary: 'Try a Claude token against the API, storing nothing. An invalid one answers with status 400.',
    params: z.strictObject({ token }),
    result: TokenValidation,
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/claude/token/validate' },
  }),
  'claude_token.set': defineOperation({
    summary:
      'Validate a Claude token of yours and keep it in the vault; sessions of yours use it from their next turn on.',
    params: z.strictObject({ token }),
    result: z.object({ success: z.literal(true), validation: TokenValidation }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'PUT', path: '/api/claude/token' },
    audit: 'claude_token.set',
  }),
  'claude_token.delete': defineOperation({
    summary: 'Remove your Claude token from the vault; sessions of yours that run are started again without it.',
    params: z.strictObject({}),
    result: z.object({ success: z.literal(true) }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'DELETE', path: '/api/claude/token' },
    audit: 'claude_token.delete',
  }),
} as const
