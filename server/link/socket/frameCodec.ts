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
  const head = Buffer.from(JSON.stringify(header))
  const total = body.reduce((sum, part) => sum + part.length, LENGTH_BYTES + head.length)
  if (total > MAX_LINK_FRAME_BYTES) {
    throw new BrokenFrameError(`a frame of ${total} bytes is larger than the link carries`)
  }
  const prefix = Buffer.allocUnsafe(PREFIX_BYTES)
  prefix.writeUInt32BE(total, 0)
  prefix.writeUInt32BE(head.length, LENGTH_BYTES)
  return Buffer.concat([prefix, head, ...body])
}

/** Cuts a byte stream back into frames. Holds at most one unfinished frame. */
export class FrameDecoder {
  #chunks: Buffer[] = []
  #size = 0
  #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  /** For frames that begin after this call. */
  setLimit(limit: number): void {
    this.#limit = limit
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#size += chunk.length
  }

  /**
   * The next whole frame, or null until more bytes come.
   * @throws BrokenFrameError on lengths out of bounds and on a header that is no JSON.
   */
  next(): LinkFrame | null {
    if (this.#size < PREFIX_BYTES) {
      return null
    }
    const prefix = this.#front(PREFIX_BYTES)
    const total = prefix.readUInt32BE(0)
    const headLength = prefix.readUInt32BE(LENGTH_BYTES)
    if (total > this.#limit || headLength > total - LENGTH_BYTES) {
      throw new BrokenFrameError('frame lengths out of bounds')
    }
    if (this.#size < LENGTH_BYTES + total) {
      return null
    }
    const frame = this.#front(LENGTH_BYTES + total)
    this.#drop(LENGTH_BYTES + total)
    const bodyStart = PREFIX_BYTES + headLength
    return {
      header: parseHeader(frame.subarray(PREFIX_BYTES, bodyStart)),
      body: frame.subarray(bodyStart, LENGTH_BYTES + total),
    }
  }

  /** At least `length` bytes in one buffer. Joins chunks only when a frame spans them, so bytes are copied once. */
  #front(length: number): Buffer {
    const [first] = this.#chunks
    if (first !== undefined && first.length >= length) {
      return first
    }
    const joined = Buffer.concat(this.#chunks)
    this.#chunks = [joined]
    return joined
  }

  #drop(length: number): void {
    const [first] = this.#chunks
    if (first === undefined) {
      return
    }
    this.#size -= length
    if (first.length === length) {
      this.#chunks.shift()
    } else {
      this.#chunks[0] = first.subarray(length)
    }
  }
}

function parseHeader(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch (cause) {
    throw new BrokenFrameError('the frame header is no JSON', { cause })
  }
}
