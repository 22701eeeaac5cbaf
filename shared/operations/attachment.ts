import * as z from 'zod'
import { SessionId } from '../ids.ts'
import { Attachment, MAX_ATTACHMENT_BYTES } from '../session/attachments.ts'
import { defineOperation } from './operation.ts'

/** Base64 of the largest file. */
const MAX_BASE64 = Math.ceil(MAX_ATTACHMENT_BYTES / 3) * 4

export const attachmentOperations = {
  'attachment.add': defineOperation({
    summary:
      'Store an image or a text of at most 10 MiB (a text: 1 MiB) that prompts of a session can carry. What it is is told from its content. Kept with the session.',
    params: z.strictObject({
      session_id: SessionId,
      name: z.string().min(1).max(1000),
      /** Base64. */
      data: z
        .string()
        .min(1)
        .max(MAX_BASE64)
        .regex(/^[A-Za-z0-9+/]*={0,2}$/, { error: 'That is no base64.' }),
    }),
    result: Attachment,
    scope: 'drive',
    owner: 'host',
    http: {
      method: 'POST',
      path: '/api/session/:session_id/attachments',
      status: 201,
      max_bytes: MAX_BASE64 + 16 * 1024,
    },
    audit: 'attachment.add',
  }),
  'attachment.read': defineOperation({
    summary: 'An attachment of a session, with its content in base64.',
    params: z.strictObject({ session_id: SessionId, sha256: z.string().min(1).max(64) }),
    result: Attachment.extend({ data: z.string() }),
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: '/api/session/:session_id/attachments/:sha256' },
  }),
} as const
