import * as z from 'zod'
import { SessionId } from '../ids.ts'
import { Overview, Subscribed } from '../session/snapshots.ts'
import { User } from './auth.ts'
import { defineOperation } from './operation.ts'

/** Bumped when a frame (frames.md) changes its meaning. */
export const PROTOCOL_VERSION = 1

export const connectionOperations = {
  'connection.auth': defineOperation({
    summary:
      'Sign this socket in: first frame, within 5 s, unless a cookie did. `proof`: the signature that a browser’s cookie needs. Again with a fresh access token: the socket lasts as long as that.',
    params: z.union([
      z.strictObject({ token: z.string().min(1).max(4000) }),
      z.strictObject({ proof: z.string().min(1).max(400) }),
    ]),
    result: z.object({
      user: User,
      connection_id: z.string(),
      protocol_version: z.number().int(),
      /** Of the server; absent from those before 0.1. A page that sees it change is older than its server. */
      version: z.string().optional(),
      capabilities: z.array(z.string()),
      /**
       * What this connection may ask for: the scopes of its credential, and `local` where it is the owner's browser at
       * this machine. Absent from servers before 0.1. A page offers nothing that needs another one.
       */
      scopes: z.array(z.string()).optional(),
    }),
    scope: 'public',
    owner: 'connection',
    ws: { type: 'auth', reply: 'auth_success' },
  }),
  'connection.subscribe': defineOperation({
    summary: 'Follow one session: verdict, then what is missing, then the text so far of open blocks, then live.',
    params: z.strictObject({ session_id: SessionId, after_seq: z.number().int().nonnegative().optional() }),
    result: Subscribed,
    scope: 'read',
    owner: 'connection',
    ws: { type: 'subscribe', reply: 'subscribed' },
  }),
  'connection.unsubscribe': defineOperation({
    summary: 'Stop following one session. No-op when it was not followed.',
    params: z.strictObject({ session_id: SessionId }),
    result: z.object({ session_id: SessionId }),
    scope: 'read',
    owner: 'connection',
    ws: { type: 'unsubscribe', reply: 'unsubscribed' },
  }),
  'connection.subscribe_all': defineOperation({
    summary: 'Follow the headers and approvals of all sessions visible to the user.',
    params: z.strictObject({}),
    result: Overview,
    scope: 'read',
    owner: 'connection',
    ws: { type: 'subscribe_all', reply: 'subscribed' },
  }),
  'connection.ping': defineOperation({
    summary: 'A round trip.',
    params: z.strictObject({}),
    result: z.object({}),
    scope: 'read',
    owner: 'connection',
    ws: { type: 'ping', reply: 'pong' },
  }),
} as const
