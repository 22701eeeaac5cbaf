import * as z from 'zod'
import { ReceivedErrorData } from '#shared/errors.ts'
import { UserId } from '#shared/ids.ts'
import { StreamAddress } from '#shared/protocol/stream.ts'
import { Overview, Subscribed } from '#shared/session/snapshots.ts'
import { Actor } from '#shared/operations/session.ts'
import { HandOver } from '../handOver.ts'
import { terminalAnswers, terminalRequests } from './terminalFrames.ts'

/** Bumped when a frame below changes its meaning: a gateway and a host of different numbers do not talk. */
export const LINK_VERSION = 1

const id = z.number().int().nonnegative()
const lengths = z.array(z.number().int().nonnegative())

/** The first frame of a gateway. */
export const Hello = z.object({
  t: z.literal('hello'),
  link_version: z.number().int(),
  secret: z.string(),
  capabilities: z.array(z.string()),
})
export type Hello = z.infer<typeof Hello>

/** Frames of the gateway. `call`'s body holds the parameters as JSON. */
export const GatewayFrame = z.discriminatedUnion('t', [
  /** `request_id`: of the request behind the call, for the host's log. */
  z.object({ t: z.literal('call'), id, name: z.string(), actor: Actor, request_id: z.string().max(100).optional() }),
  z.object({
    t: z.literal('open_stream'),
    id,
    ...StreamAddress.shape,
    after_seq: z.number().int().nonnegative().optional(),
    actor: Actor,
  }),
  z.object({ t: z.literal('close_stream'), ...StreamAddress.shape }),
  z.object({ t: z.literal('overview'), id, actor: Actor }),
  z.object({ t: z.literal('shut_down'), id, hand_over: HandOver.optional() }),
  ...terminalRequests,
])
export type GatewayFrame = z.infer<typeof GatewayFrame>

/** The host's answer to `hello`; after `refused` it closes. */
export const Greeting = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('welcome'),
    link_version: z.number().int(),
    host_version: z.string(),
    host_pid: z.number().int(),
    boot_id: z.string(),
    capabilities: z.array(z.string()),
  }),
  z.object({
    t: z.literal('refused'),
    reason: z.enum(['secret', 'link_version']),
    link_version: z.number().int(),
    host_version: z.string(),
  }),
])
export type Greeting = z.infer<typeof Greeting>

/**
 * Frames of the host. Bodies: `reply` the result as JSON · `event` the event's frame as JSON · `opening` the
 * durable frames, then the open blocks, one after the other with the lengths given.
 */
export const HostFrame = z.discriminatedUnion('t', [
  z.object({ t: z.literal('reply'), id }),
  z.object({ t: z.literal('failure'), id, error: ReceivedErrorData }),
  z.object({
    t: z.literal('event'),
    ...StreamAddress.shape,
    user_id: UserId,
    type: z.string(),
    seq: z.number().int().positive().nullable(),
    offset: z.number().int().nonnegative().optional(),
  }),
  z.object({
    t: z.literal('opening'),
    id,
    subscribed: Subscribed.omit({ snapshot: true }),
    first_seq: z.number().int().nonnegative(),
    events: lengths,
    open_blocks: lengths,
  }),
  z.object({ t: z.literal('overview'), id, overview: Overview }),
  ...terminalAnswers,
])
export type HostFrame = z.infer<typeof HostFrame>

/** Runs a request so that the log lines about it carry its id. */
export type InRequest = (requestId: string | undefined, run: () => void) => void

/** The link logs through whatever its process logs with. Constant sentences, facts as fields. */
export interface LinkLog {
  warn(sentence: string, facts: Readonly<Record<string, unknown>>): void
  error(sentence: string, facts: Readonly<Record<string, unknown>>): void
}
