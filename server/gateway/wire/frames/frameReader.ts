import { HomeportError } from '#shared/errors.ts'
import { ClientFrame } from '#shared/protocol/frames.ts'
import { decodeTerminalFrame } from '#shared/terminal/frames.ts'
import { parseUntrustedJson } from '../../kernel/requests/untrustedJson.ts'

export type FrameId = string | number

/** A client's frame, read; or why it is none, with its id where one could be read. */
export type ReadFrame =
  | {
      readonly kind: 'frame'
      readonly type: string
      readonly id: FrameId | undefined
      /** Its fields beside `type`, `id`, `seq` and `timestamp`, those of `data` laid over them; not yet validated. */
      readonly params: Readonly<Record<string, unknown>>
    }
  /** A binary frame: what somebody types into a terminal. */
  | { readonly kind: 'terminal_input'; readonly id: undefined; readonly handle: number; readonly bytes: Uint8Array }
  | { readonly kind: 'malformed'; readonly id: FrameId | undefined; readonly error: HomeportError }

/** Never throws. */
export function readFrame(bytes: Buffer, isBinary: boolean): ReadFrame {
  if (isBinary) {
    return readBinary(bytes)
  }
  let value: unknown
  try {
    value = parseUntrustedJson(bytes)
  } catch (error) {
    return { kind: 'malformed', id: undefined, error: asMalformed(error) }
  }
  const parsed = ClientFrame.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const field = issue?.path.join('.') || 'frame'
    return malformed(readableId(value), `${field}: ${issue?.message ?? 'is not a frame'}`)
  }
  const { type, id, timestamp: _sent, seq: _no, session_id, content, data, ...fields } = parsed.data
  const given = Object.fromEntries(
    Object.entries({ session_id, content }).filter(([, own]) => own !== undefined && own !== null),
  )
  return { kind: 'frame', type, id: id ?? undefined, params: { ...given, ...fields, ...data } }
}

function readBinary(bytes: Buffer): ReadFrame {
  const frame = decodeTerminalFrame(bytes)
  return frame?.kind === 'input'
    ? { kind: 'terminal_input', id: undefined, handle: frame.handle, bytes: frame.bytes }
    : malformed(undefined, 'A binary frame is the byte 2, four bytes with the handle of a terminal, and what is typed.')
}

/** The id of what is no frame otherwise, so that even that gets its reply. */
function readableId(value: unknown): FrameId | undefined {
  const parsed = ClientFrame.shape.id.safeParse(
    typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined,
  )
  return parsed.success ? (parsed.data ?? undefined) : undefined
}

function malformed(id: FrameId | undefined, message: string): ReadFrame {
  return { kind: 'malformed', id, error: new HomeportError('WS_002', message) }
}

function asMalformed(error: unknown): HomeportError {
  return error instanceof HomeportError ? error : new HomeportError('WS_002', 'The frame could not be read.')
}
