import * as z from 'zod'
import { Timestamp } from '../ids.ts'
import { defineOperation } from './operation.ts'

/** What a phone does until it is connected, in this order. */
export const testSteps = ['name', 'address', 'connect', 'tls', 'homeport', 'socket', 'round_trip'] as const

const TestStep = z.object({
  step: z.enum(testSteps),
  /** hint: it goes on, but its owner should know · skipped: not tried, since one before it failed. */
  state: z.enum(['ok', 'hint', 'failed', 'skipped']),
  /** Whole sentences: what was found, or what went wrong. Empty when skipped. */
  text: z.string(),
  /** What to do about it; null: nothing. */
  advice: z.string().nullable(),
})
export type TestStep = z.infer<typeof TestStep>

/**
 * From where an address can be reached: this machine alone · the cable or Wi-Fi it hangs on · its own network · the
 * devices of one Tailscale · customers of one provider (carrier-grade NAT) · everywhere.
 */
const Reach = z.enum(['loopback', 'link_local', 'private', 'tailscale', 'cgnat', 'public'])
export type Reach = z.infer<typeof Reach>

const TestedAddress = z.object({
  host: z.string(),
  /** What the host led to; null: to nothing. */
  address: z.string().nullable(),
  reach: Reach.nullable(),
  /** unknown: it cannot be judged from this machine. */
  outcome: z.enum(['works', 'fails', 'unknown']),
  /** All seven, in order. */
  steps: z.array(TestStep),
})
export type TestedAddress = z.infer<typeof TestedAddress>

const TestHint = z.object({
  text: z.string(),
  /** To be typed at a terminal of this machine, in this order. */
  commands: z.array(z.string()),
})
export type TestHint = z.infer<typeof TestHint>

export const RemoteTest = z.object({
  /** The address that is told (in the QR code) works, as far as this machine can tell. */
  ok: z.boolean(),
  /** The outcome in one or two sentences. */
  verdict: z.string(),
  /** The one that is told comes first. */
  addresses: z.array(TestedAddress),
  hints: z.array(TestHint),
  tested_at: Timestamp,
})
export type RemoteTest = z.infer<typeof RemoteTest>

export const remoteTestOperations = {
  'remote.test': defineOperation({
    summary:
      'Connect to every remote address as a phone would, step by step, with the reason of the first failure. Takes 15 seconds at most, needs no credential and shows none.',
    params: z.strictObject({}),
    result: RemoteTest,
    scope: 'local',
    owner: 'gateway',
    http: { method: 'POST', path: '/api/remote/test' },
  }),
} as const
