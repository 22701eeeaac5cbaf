import * as z from 'zod'
import { BrowserKey, Role, User } from './auth.ts'
import { defineOperation } from './operation.ts'

/** What people call a device: one line without hidden characters. */
export const DeviceName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u, { error: 'must be one line without hidden characters' })

const PairingId = z.strictObject({ pairing_id: z.string().min(1).max(100) })

/** 256 random bits, as the QR code carries them. */
const Secret = z.string().min(1).max(200)

/**
 * waiting: no device has used the code · claimed: one has, and waits · confirmed: it may enter · refused: it may not, or
 * the code was withdrawn · expired: it took too long.
 */
const PairingState = z.enum(['waiting', 'claimed', 'confirmed', 'refused', 'expired'])

const PairingStatus = z.object({
  state: PairingState,
  /** What the device is called; null until one has used the code. */
  device_name: z.string().nullable(),
  /** The three words that the device shows, too; null until then. */
  code: z.string().nullable(),
  /** The most that the device will be able to do. */
  role: Role,
  /** Seconds until it is over by itself. */
  expires_in: z.number().int().nonnegative(),
  /** Another device tried the code after the first one: somebody else may have seen it. */
  tried_again: z.boolean(),
})
export type PairingStatus = z.infer<typeof PairingStatus>

export const pairingOperations = {
  'pairing.create': defineOperation({
    summary:
      'Begin to pair a device of one’s own: an address with a one-time secret, good for five minutes at the remote listener. An owner asks at the machine itself, others wherever they signed in with GitHub.',
    params: z.strictObject({
      /** The most that the device may do; never more than its person. */
      role: Role.optional(),
      /** What the device is called; as it calls itself when absent. */
      name: DeviceName.optional(),
    }),
    result: z.object({ pairing_id: z.string(), url: z.string(), expires_in: z.number().int().positive() }),
    scope: 'read',
    command_line: true,
    owner: 'gateway',
    http: { method: 'POST', path: '/api/pairing' },
    audit: 'pairing.create',
  }),
  'pairing.status': defineOperation({
    summary: 'How far a pairing is: the device that used the code, and the words that it shows.',
    params: PairingId,
    result: PairingStatus,
    scope: 'read',
    command_line: true,
    owner: 'gateway',
    http: { method: 'GET', path: '/api/pairing/:pairing_id' },
  }),
  'pairing.confirm': defineOperation({
    summary: 'Let the device in, whose words these are. Other words end the pairing.',
    params: PairingId.extend({ code: z.string().min(1).max(100) }),
    result: z.object({ success: z.literal(true), device_name: z.string() }),
    scope: 'read',
    command_line: true,
    owner: 'gateway',
    http: { method: 'POST', path: '/api/pairing/:pairing_id/confirm' },
    audit: 'pairing.confirm',
  }),
  'pairing.cancel': defineOperation({
    summary: 'Withdraw the code, or refuse the device that used it.',
    params: PairingId,
    result: z.object({ success: z.literal(true) }),
    scope: 'read',
    command_line: true,
    owner: 'gateway',
    http: { method: 'DELETE', path: '/api/pairing/:pairing_id' },
    audit: 'pairing.cancel',
  }),
  'auth.pair': defineOperation({
    summary:
      'Use a pairing code up, on the device that is to enter: the words to compare, and whose certificate it should see.',
    params: z.strictObject({ secret: Secret, device_name: DeviceName, browser_key: BrowserKey.optional() }),
    result: z.object({
      claim_id: z.string(),
      /** Three words, which the workstation shows as well. */
      code: z.string(),
      /** SHA-256 of the certificate that the remote listener shows. */
      fingerprint: z.string(),
      /** What the workstation calls itself. */
      machine: z.string(),
      /** As the device is called from now on. */
      device_name: z.string(),
      role: Role,
      expires_in: z.number().int().positive(),
      /** Seconds to wait between two polls. */
      interval: z.number().int().positive(),
    }),
    scope: 'public',
    owner: 'gateway',
    http: { method: 'POST', path: '/auth/pair', status: 202 },
    audit: 'auth.pair',
  }),
  'auth.pair_poll': defineOperation({
    summary: 'Ask whether the person at the workstation has let this device in; once they have, the session cookie.',
    params: z.strictObject({ claim_id: Secret }),
    result: z.discriminatedUnion('status', [
      z.object({ status: z.literal('pending'), interval: z.number().int().positive() }),
      z.object({ status: z.literal('complete'), user: User }),
    ]),
    scope: 'public',
    owner: 'gateway',
    http: { method: 'POST', path: '/auth/pair/:claim_id/poll' },
    audit: 'auth.sign_in',
  }),
} as const
