import * as z from 'zod'
import { Timestamp } from '../ids.ts'
import { defineOperation } from './operation.ts'

/** Minutes since midnight. */
const Minute = z.number().int().min(0).max(1439)

/** An IANA name, such as `Europe/Berlin`. */
const TimeZone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z0-9_+/-]+$/)

/** Of what a person is notified on all devices where they asked for it. */
export const NotificationChoices = z.object({
  /** Approvals, questions and plans. */
  needs_you: z.boolean(),
  finished: z.boolean(),
  /** Only turns that took at least this many seconds. */
  finished_after_s: z.number().int().min(0).max(86_400),
  failed: z.boolean(),
  /** What Claude wants or why it failed, and not only that it does. */
  contents: z.boolean(),
  /** Allow and Deny in the notification, where it shows all that would happen and nothing about it is dangerous. */
  answers: z.boolean(),
  /** Between these times only of failures and of what concerns sign-ins; over midnight where `to` is earlier. */
  quiet: z.object({ from: Minute, to: Minute, time_zone: TimeZone }).nullable(),
  /** Folders whose sessions are silent. */
  muted: z.array(z.string().min(1).max(4096)).max(200),
})
export type NotificationChoices = z.infer<typeof NotificationChoices>

/** 256 bits (`auth` 128) in base64url, as browsers give them (RFC 8291). */
const PublicKey = z.string().regex(/^[\w-]{87}$/)
const AuthSecret = z.string().regex(/^[\w-]{22}$/)

export const pushOperations = {
  'notifications.get': defineOperation({
    summary: 'Of what the caller is notified.',
    params: z.strictObject({}),
    result: NotificationChoices,
    scope: 'read',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/notifications' },
  }),
  'notifications.set': defineOperation({
    summary: 'Change of what the caller is notified; what is not named stays.',
    params: z
      .strictObject(NotificationChoices.partial().shape)
      .refine((changes) => Object.keys(changes).length > 0, { error: 'name at least one choice' }),
    result: NotificationChoices,
    scope: 'read',
    owner: 'gateway',
    http: { method: 'PATCH', path: '/api/notifications' },
    audit: 'notifications.set',
  }),
  'push.status': defineOperation({
    summary: 'Whether push messages go to this browser, and to how many of the caller.',
    params: z.strictObject({}),
    result: z.object({
      /** null: none go here. */
      subscription: z
        .object({
          since: Timestamp,
          /** The last one: when, and what became of it. null: there was none yet. */
          last: z.object({ at: Timestamp, outcome: z.string() }).nullable(),
        })
        .nullable(),
      /** To how many browsers and other addresses of the caller they go. */
      devices: z.number().int().nonnegative(),
    }),
    scope: 'read',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/push' },
  }),
  'push.key': defineOperation({
    summary: 'With which key browsers subscribe to push messages (VAPID): their `applicationServerKey`.',
    params: z.strictObject({}),
    result: z.object({ public_key: PublicKey }),
    scope: 'read',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/push/key' },
  }),
  'push.subscribe': defineOperation({
    summary:
      'Send push messages to this browser from now on, by its own push service: an https address that is not of this network. Only for browsers that are signed in.',
    params: z.strictObject({
      endpoint: z.string().max(1000),
      p256dh: PublicKey,
      auth: AuthSecret,
      /** Its notifications can have buttons, and are on a phone that unlocks for them. */
      can_answer: z.boolean().default(false),
    }),
    result: z.object({ success: z.literal(true) }),
    scope: 'read',
    owner: 'gateway',
    http: { method: 'PUT', path: '/api/push/subscription' },
    audit: 'push.subscribe',
  }),
  'push.unsubscribe': defineOperation({
    summary: 'Send no more push messages to this browser.',
    params: z.strictObject({}),
    result: z.object({ success: z.literal(true) }),
    scope: 'read',
    owner: 'gateway',
    http: { method: 'DELETE', path: '/api/push/subscription' },
    audit: 'push.unsubscribe',
  }),
  'push.test': defineOperation({
    summary: 'Send a test message to this browser, and say what its push service answered.',
    params: z.strictObject({}),
    result: z.object({
      /** The message carries it, so that the page knows it when it arrives. */
      test: z.string(),
      accepted: z.boolean(),
      /** What the push service answered, as a sentence. */
      outcome: z.string(),
      took_ms: z.number().nonnegative(),
    }),
    scope: 'read',
    owner: 'gateway',
    http: { method: 'POST', path: '/api/push/test' },
  }),
  'push.test_devices': defineOperation({
    summary:
      'Send a test message to every browser of the caller, and wait up to 15 seconds until each says by itself that it shows it.',
    params: z.strictObject({}),
    result: z.object({
      devices: z
        .array(
          z.object({
            /** What it was named when it was paired; null: it has no name. */
            name: z.string().nullable(),
            since: Timestamp,
            /** By its push service. */
            accepted: z.boolean(),
            /** What the push service answered, as a sentence. */
            outcome: z.string(),
            /** From the sending until the browser said so, in ms; null: it said nothing. */
            arrived_ms: z.number().nonnegative().nullable(),
          }),
        )
        .max(50),
    }),
    scope: 'read',
    owner: 'gateway',
    http: { method: 'POST', path: '/api/push/test-devices' },
  }),
  'push.arrived': defineOperation({
    summary: 'Say that the test message is shown here. Only the browser that it was sent to can.',
    params: z.strictObject({ test: z.string().min(1).max(64) }),
    result: z.object({ success: z.boolean() }),
    scope: 'read',
    owner: 'gateway',
    http: { method: 'POST', path: '/api/push/arrived' },
  }),
  'push.looking': defineOperation({
    summary:
      'Say that a person looks at a page of theirs right now, or no more. It counts for 30 seconds, said by a frame no longer than its socket: what they see there is not pushed.',
    params: z.strictObject({ page: z.string().min(1).max(40), looking: z.boolean() }),
    result: z.object({ success: z.literal(true) }),
    scope: 'read',
    owner: 'gateway',
    http: { method: 'POST', path: '/api/push/looking' },
    ws: { type: 'looking', reply: 'looking' },
  }),
  'push.rotate': defineOperation({
    summary:
      'Make a new key for push messages (VAPID). Every browser subscribes anew when its page is opened next; until then it gets none.',
    params: z.strictObject({}),
    result: z.object({ public_key: PublicKey }),
    scope: 'manage',
    owner: 'gateway',
    http: { method: 'POST', path: '/api/push/rotate' },
    audit: 'push.rotate',
  }),
} as const
