import * as z from 'zod'
import { SessionId } from '../ids.ts'
import { ClaudeToken, TokenValidation } from './claude.ts'
import { defineOperation } from './operation.ts'

/** Stands before the sessions in the table: their routes would take `token` for the id of one. */
export const sessionTokenOperations = {
  'session_token.set': defineOperation({
    summary: 'Give a session a Claude token of its own, also while it runs; it is wiped when the session ends.',
    params: z.strictObject({ session_id: SessionId, token: ClaudeToken }),
    result: z.object({ success: z.literal(true), validation: TokenValidation }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'PUT', path: '/api/session/token' },
    audit: 'session_token.set',
  }),
  'session_token.delete': defineOperation({
    summary: 'Wipe the token that a session was given; it signs in like its user’s other sessions again.',
    params: z.strictObject({ session_id: SessionId }),
    result: z.object({ success: z.literal(true) }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'DELETE', path: '/api/session/token' },
    audit: 'session_token.delete',
  }),
} as const
