import * as z from 'zod'
import { Timestamp } from '../ids.ts'
import { defineOperation } from './operation.ts'

/** A device that waits for a yes before its first terminal. */
export const TerminalConfirmation = z.object({
  id: z.string(),
  device_name: z.string(),
  /** The network address that it asks from; null: it is not known. */
  address: z.string().nullable(),
  username: z.string(),
  asked_at: Timestamp,
  /** Seconds until it is over by itself. */
  expires_in: z.number().int().nonnegative(),
})
export type TerminalConfirmation = z.infer<typeof TerminalConfirmation>

export const terminalConfirmationOperations = {
  'terminal.confirmations': defineOperation({
    summary:
      'Devices that wait for a yes to their first terminal, as far as the caller may answer; how the caller’s own device stands; and which devices have had terminals.',
    params: z.strictObject({}),
    result: z.object({
      /** known: it has had terminals · waiting: it asked · refused: it may not ask for an hour · unknown: it never asked. */
      own: z.enum(['known', 'waiting', 'refused', 'unknown']),
      /** Whether new devices are asked for at all. */
      asked: z.boolean(),
      waiting: z.array(TerminalConfirmation),
      /** Ids of devices, as `device.list` has them; those that the caller sees. */
      known: z.array(z.string()),
    }),
    scope: 'drive',
    command_line: true,
    owner: 'gateway',
    http: { method: 'GET', path: '/api/terminal-confirmations' },
  }),
  'terminal.confirm': defineOperation({
    summary:
      'Let a device open terminals, or refuse it: from another device of its person or of an owner that has had terminals, or at the machine itself. The first answer counts.',
    params: z.strictObject({ id: z.string().min(1).max(100), decision: z.enum(['allow', 'deny']) }),
    result: z.object({ success: z.literal(true), device_name: z.string() }),
    scope: 'drive',
    command_line: true,
    owner: 'gateway',
    http: { method: 'POST', path: '/api/terminal-confirmations/:id' },
    audit: 'terminal.confirm',
  }),
  'terminal.forget_device': defineOperation({
    summary: 'A device has to be confirmed anew before its next terminal; its sockets close at once.',
    params: z.strictObject({ id: z.string().min(1).max(200) }),
    result: z.object({ success: z.literal(true) }),
    scope: 'drive',
    command_line: true,
    owner: 'gateway',
    http: { method: 'DELETE', path: '/api/terminal-confirmations/devices/:id' },
    audit: 'terminal.forget_device',
  }),
} as const
