import * as z from 'zod'
import { Timestamp } from '../ids.ts'
import { defineOperation } from './operation.ts'

/** Where a person is notified beside their browsers. */
export const NotificationAddressKind = z.enum(['ntfy', 'webhook', 'email'])
export type NotificationAddressKind = z.infer<typeof NotificationAddressKind>

const AddressId = z.string().min(1).max(64)

export const NotificationAddress = z.object({
  id: AddressId,
  kind: NotificationAddressKind,
  /** A URL, or an e-mail address. */
  target: z.string(),
  /** Whether one is kept for it; it is never told. */
  has_secret: z.boolean(),
  /** Whether anything is sent there: to an e-mail address only once its person has entered the code that was sent to it. */
  confirmed: z.boolean(),
  since: Timestamp,
  /** The last message: when, and what became of it. null: there was none yet. */
  last: z.object({ at: Timestamp, outcome: z.string(), accepted: z.boolean() }).nullable(),
})
export type NotificationAddress = z.infer<typeof NotificationAddress>

/** So many for each person. */
export const MAX_NOTIFICATION_ADDRESSES = 5

export const notificationAddressOperations = {
  'notifications.addresses': defineOperation({
    summary: 'Where the caller is notified beside their browsers: by ntfy, a webhook or e-mail.',
    params: z.strictObject({}),
    result: z.object({
      addresses: z.array(NotificationAddress),
      /** Whether the owner named a server that sends e-mail. */
      can_mail: z.boolean(),
    }),
    scope: 'read',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/notifications/addresses' },
  }),
  'notifications.add_address': defineOperation({
    summary:
      'Notify the caller there too, of the same things, in the same words and within the same limits as their browsers. An https address of the internet, or one in a network that the owner allowed by the setting `notifications.private_hosts`. An e-mail address is sent a code, and nothing else before that is entered.',
    params: z.strictObject({
      kind: NotificationAddressKind,
      target: z.string().trim().min(3).max(500),
      /** ntfy: its access token. webhook: what bodies are signed with (HMAC, SHA-256). Kept in the vault. */
      secret: z
        .string()
        .regex(/^[\x21-\x7e]{1,200}$/)
        .optional(),
    }),
    result: NotificationAddress,
    scope: 'drive',
    owner: 'gateway',
    http: { method: 'POST', path: '/api/notifications/addresses', status: 201 },
    audit: 'notifications.add_address',
  }),
  'notifications.send_code': defineOperation({
    summary:
      'Send another code to an e-mail address that is not confirmed yet; the one before ends. At most five a day go to one address.',
    params: z.strictObject({ address_id: AddressId }),
    result: z.object({
      accepted: z.boolean(),
      /** What the mail server answered, as a sentence. */
      outcome: z.string(),
    }),
    scope: 'drive',
    owner: 'gateway',
    http: { method: 'POST', path: '/api/notifications/addresses/:address_id/code' },
    audit: 'notifications.send_code',
  }),
  'notifications.confirm_address': defineOperation({
    summary:
      'Confirm an e-mail address of the caller with the code that was sent there: notifications go to it from now on. A code is good for 15 minutes and five tries.',
    params: z.strictObject({
      address_id: AddressId,
      /** Eight digits, in groups or not. */
      code: z
        .string()
        .max(20)
        .regex(/^\s*\d{4}[\s-]?\d{4}\s*$/),
    }),
    result: NotificationAddress,
    scope: 'drive',
    owner: 'gateway',
    http: { method: 'POST', path: '/api/notifications/addresses/:address_id/confirm' },
    audit: 'notifications.confirm_address',
  }),
  'notifications.remove_address': defineOperation({
    summary: 'Notify the caller there no more; its secret is deleted.',
    params: z.strictObject({ address_id: AddressId }),
    result: z.object({ success: z.literal(true) }),
    scope: 'read',
    owner: 'gateway',
    http: { method: 'DELETE', path: '/api/notifications/addresses/:address_id' },
    audit: 'notifications.remove_address',
  }),
  'notifications.test_address': defineOperation({
    summary: 'Send a test message there, once, and say what was answered.',
    params: z.strictObject({ address_id: AddressId }),
    result: z.object({
      accepted: z.boolean(),
      /** What was answered, as a sentence. */
      outcome: z.string(),
      took_ms: z.number().nonnegative(),
    }),
    scope: 'drive',
    owner: 'gateway',
    http: { method: 'POST', path: '/api/notifications/addresses/:address_id/test' },
    audit: 'notifications.test_address',
  }),
  'notifications.has_mail_password': defineOperation({
    summary:
      'Whether the vault holds a password of the mail server; it is never told. `problem`: why the vault cannot say.',
    params: z.strictObject({}),
    result: z.object({ kept: z.boolean(), problem: z.string().optional() }),
    scope: 'local',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/notifications/mail-password' },
  }),
  'notifications.mail_password': defineOperation({
    summary: 'Keep the password of the mail server in the vault, or delete it (null).',
    params: z.strictObject({ password: z.string().min(1).max(500).nullable() }),
    result: z.object({ success: z.literal(true) }),
    scope: 'local',
    owner: 'gateway',
    http: { method: 'PUT', path: '/api/notifications/mail-password' },
    audit: 'notifications.mail_password',
  }),
} as const
