import * as z from 'zod'
import { TerminalId } from '#shared/ids.ts'
import { Actor } from '#shared/operations/session.ts'
import { TerminalEnd } from '#shared/session/terminal.ts'

const id = z.number().int().nonnegative()
const terminal_id = TerminalId
const Viewer = z.object({ id: z.string().max(200), name: z.string().max(200) })
const Size = z.object({ cols: z.number().int(), rows: z.number().int() })
const SizeFacts = Size.extend({ owner: Viewer.nullable() })

/** Frames of the gateway about terminals. `terminal_input`'s body is what is typed. */
export const terminalRequests = [
  z.object({
    t: z.literal('open_terminal'),
    id,
    terminal_id,
    actor: Actor,
    viewer: Viewer,
    after_offset: z.number().int().nonnegative().optional(),
    size: Size.optional(),
  }),
  z.object({
    t: z.literal('resize_terminal'),
    id,
    terminal_id,
    actor: Actor,
    viewer: Viewer,
    size: Size,
    take_over: z.boolean(),
  }),
  z.object({ t: z.literal('close_terminal'), terminal_id, viewer_id: z.string() }),
  z.object({ t: z.literal('terminal_input'), terminal_id }),
  z.object({
    t: z.literal('ack_terminal'),
    terminal_id,
    viewer_id: z.string(),
    offset: z.number().int().nonnegative(),
  }),
] as const

/** Frames of the host about terminals. The body of an opening is the snapshot, then the tail. */
export const terminalAnswers = [
  SizeFacts.extend({
    t: z.literal('terminal_opening'),
    id,
    title: z.string(),
    scrollback: z.number().int(),
    ended: TerminalEnd.nullable(),
    offset: z.number().int().nonnegative(),
    snapshot_bytes: z.number().int().nonnegative(),
  }),
  SizeFacts.extend({ t: z.literal('terminal_size'), id }),
] as const
