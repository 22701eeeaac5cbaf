import * as z from 'zod'
import { Timestamp, UserId } from '../ids.ts'
import { TokenScope } from './auth.ts'
import { SecurityNotice } from '../protocol/frames.ts'
import { defineOperation } from './operation.ts'

/** A browser or program that is signed in, or a personal access token. */
const Device = z.object({
  id: z.string(),
  kind: z.enum(['sign_in', 'personal_token']),
  /** From what it says of itself (`Safari on iPhone`), or the token's own name. */
  name: z.string(),
  user: z.object({ id: UserId, username: z.string() }),
  /** Where it was used from last: a network address; null when it is not kept. */
  address: z.string().nullable(),
  created_at: Timestamp,
  last_used_at: Timestamp.nullable(),
  expires_at: Timestamp.nullable(),
  /** What a personal access token may do; null for sign-ins, which may what their user may. */
  scopes: z.array(TokenScope).nullable(),
  /** It is the one that asks. */
  current: z.boolean(),
})
export type Device = z.infer<typeof Device>

export const deviceOperations = {
  'device.list': defineOperation({
    summary: 'Signed-in browsers and programs, and personal access tokens: one’s own, for an owner everybody’s.',
    params: z.strictObject({}),
    result: z.object({
      devices: z.array(Device),
      /** What happened lately that its owner should know, newest first. */
      notices: z.array(SecurityNotice),
    }),
    scope: 'read',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/devices' },
  }),
  'device.revoke': defineOperation({
    summary:
      'Sign a browser or program out, or end a token: those that `device.list` shows; its sockets close at once. A personal access token needs `manage` for it.',
    params: z.strictObject({ id: z.string().min(1).max(200) }),
    result: z.object({ success: z.literal(true) }),
    scope: 'read',
    owner: 'gateway',
    http: { method: 'DELETE', path: '/api/devices/:id' },
    audit: 'device.revoke',
  }),
} as const
