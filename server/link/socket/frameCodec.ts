import { counted } from '#shared/text/plural.ts'
import { FrameRooms } from './frameRooms.ts'

/** Larger than any snapshot the host makes; a length beyond it is garbage, not a frame. */
export const MAX_LINK_FRAME_BYTES = 64 * 1024 * 1024

/** A peer that has not proved itself may not make us hold more than this. */
export const MAX_HELLO_BYTES = 16 * 1024

const LENGTH_BYTES = 4
const PREFIX_BYTES = 2 * LENGTH_BYTES

/** One message of the link: a small JSON header, and bytes that are passed on unread. */
export interface LinkFrame {
  readonly header: unknown
  readonly body: Buffer
  /** Where it lies, to be given to `reuse`. */
  readonly room: Buffer
}

/** The peer sent what is no frame. The connection cannot be trusted any further. */
export class BrokenFrameError extends Error {
  override readonly name = 'BrokenFrameError'
}

/**
 * `u32 total | u32 header length | header | body`, big endian; `total` counts what follows it.
 * @throws BrokenFrameError when the frame would be larger than a peer accepts.
 */
export function encodeFrame(header: object, body: readonly Buffer[] = []): Buffer {
  return Buffer.concat([encodeHead(header, body), ...body])
}

/**
 * As `encodeFrame`, without what follows the header: whoever sends it sends the body next, uncopied.
 * @throws BrokenFrameError as `encodeFrame`.
 */
export function encodeHead(header: object, body: readonly Buffer[]): Buffer {
  const head = Buffer.from(JSON.stringify(header))
  const total = body.reduce((sum, part) => sum + part.length, LENGTH_BYTES + head.length)
  if (total > MAX_LINK_FRAME_BYTES) {
    throw new BrokenFrameError(
      `a frame of ${counted(total, { one: '# byte', other: '# bytes' })} is larger than the link carries`,
    )
  }
  const prefix = Buffer.allocUnsafe(PREFIX_BYTES)
  prefix.writeUInt32BE(total, 0)
  prefix.writeUInt32BE(head.length, LENGTH_BYTES)
  return Buffer.concat([prefix, head])
}

/**
 * Cuts a byte stream back into frames. Holds at most one unfinished frame, and what was pushed last until `next` gives null:
 * then its memory is the caller's again. Frames have memory of their own, unless they are given to `reuse`; nothing is copied
 * twice.
 */
export class FrameDecoder {
  /** What was pushed and is not cut yet. */
  #chunk: Buffer = NOTHING
  #unfinished: Unfinished | null = null
  readonly #rooms = new FrameRooms()
  #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  /** For frames that begin after this call. */
  setLimit(limit: number): void {
    this.#limit = limit
  }

  push(chunk: Buffer): void {
    this.#chunk = this.#chunk.length === 0 ? chunk : Buffer.concat([this.#chunk, chunk])
  }

  /**
   * The next whole frame, or null until more bytes come.
   * @throws BrokenFrameError on lengths out of bounds and on a header that is no JSON.
   */
  next(): LinkFrame | null {
    const open = this.#unfinished ?? this.#begin()
    if (open === null) {
      return null
    }
    const count = this.#chunk.copy(open.frame, open.filled)
    open.filled += count
    this.#chunk = this.#chunk.subarray(count)
    if (open.filled < open.frame.length) {
      this.#unfinished = open
      return null
    }
    this.#unfinished = null
    const { frame, room } = open
    const bodyStart = PREFIX_BYTES + frame.readUInt32BE(LENGTH_BYTES)
    return { header: parseHeader(frame.subarray(PREFIX_BYTES, bodyStart)), body: frame.subarray(bodyStart), room }
  }

  /** Nobody reads a frame that lies there any more. */
  reuse(room: Buffer): void {
    this.#rooms.give(room)
  }

  #begin(): Unfinished | null {
    if (this.#chunk.length < PREFIX_BYTES) {
      this.#chunk = Buffer.from(this.#chunk)
      return null
    }
    const total = this.#chunk.readUInt32BE(0)
    const headLength = this.#chunk.readUInt32BE(LENGTH_BYTES)
    if (total > this.#limit || headLength > total - LENGTH_BYTES) {
      throw new BrokenFrameError('frame lengths out of bounds')
    }
    const size = LENGTH_BYTES + total
    const room = size > LARGE_BYTES ? this.#rooms.take(size) : Buffer.allocUnsafe(size)
    return { room, frame: room.subarray(0, size), filled: 0 }
  }
}

/** Smaller ones cost little wherever they lie. */
export const LARGE_BYTES = 16 * 1024

interface Unfinished {
  readonly room: Buffer
  readonly frame: Buffer
  filled: number
}

const NOTHING = Buffer.alloc(0)

function parseHeader(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch (cause) {
    throw new BrokenFrameError('the frame header is no JSON', { cause })
  }
}
