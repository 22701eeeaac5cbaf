import * as z from 'zod'

/** Opaque ids as they are written on the wire. Branded, so that one kind never passes for another. */
const opaque = () => z.string().min(1).max(128)

/**
 * A session's id: a UUID chosen by the host, and at the same time Claude Code's own session id. Opaque to clients:
 * one that names no session is unknown (SESSION_002), whatever it looks like.
 */
export const SessionId = opaque().brand<'SessionId'>()
export type SessionId = z.infer<typeof SessionId>

/** A prompt's id: a UUID chosen by the host; Claude Code's transcript carries the same one. */
export const MessageId = opaque().brand<'MessageId'>()
export type MessageId = z.infer<typeof MessageId>

/** An approval's id: Claude's tool-use id, prefixed by the sub-agent's id where one asked. */
export const ApprovalId = opaque().max(300).brand<'ApprovalId'>()
export type ApprovalId = z.infer<typeof ApprovalId>

export const UserId = opaque().brand<'UserId'>()
export type UserId = z.infer<typeof UserId>

/** ISO 8601 in UTC, milliseconds included. */
export const Timestamp = z.iso.datetime()

/** A terminal's id: a UUID chosen by the host. */
export const TerminalId = opaque().brand<'TerminalId'>()
export type TerminalId = z.infer<typeof TerminalId>
