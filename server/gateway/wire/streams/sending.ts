import type { Writable } from 'node:stream'

/** What all sockets of a listener have in common when they send. */
export interface Sending {
  /** A text as one whole WebSocket frame: made once, however many sockets send it next. Nobody may change either. */
  frameOf(payload: Buffer): Buffer
  /** What is written to the transport until the end of this turn of the event loop leaves together, as one system call. */
  hold(transport: Pick<Writable, 'cork' | 'uncork'>): void
}

export function createSending(): Sending {
  let last: { readonly payload: Buffer; readonly frame: Buffer } | null = null
  let held = new Set<Pick<Writable, 'cork' | 'uncork'>>()
  const letGo = (): void => {
    const all = held
    held = new Set()
    last = null
    all.forEach((transport) => transport.uncork())
  }
  return {
    frameOf: (payload) => {
      if (last?.payload !== payload) {
        last = { payload, frame: textFrame(payload) }
      }
      return last.frame
    },
    hold: (transport) => {
      if (held.size === 0) {
        process.nextTick(letGo)
      }
      if (!held.has(transport)) {
        held.add(transport)
        transport.cork()
      }
    },
  }
}

/** RFC 6455, 5.2: a last frame, of text; from a server, which masks nothing. */
const LAST_OF_TEXT = 0x81
/** Lengths up to here stand in the header's second byte; this one says that two bytes follow, the next that eight do. */
const TWO_BYTES = 126
const EIGHT_BYTES = 127
const MAX_IN_TWO_BYTES = 0xffff

function textFrame(payload: Buffer): Buffer {
  const header = headerOf(payload.length)
  return Buffer.concat([header, payload], header.length + payload.length)
}

function headerOf(length: number): Buffer {
  if (length < TWO_BYTES) {
    return Buffer.of(LAST_OF_TEXT, length)
  }
  if (length <= MAX_IN_TWO_BYTES) {
    return Buffer.of(LAST_OF_TEXT, TWO_BYTES, length >> 8, length & 0xff)
  }
  const header = Buffer.alloc(10)
  header.writeUInt8(LAST_OF_TEXT, 0)
  header.writeUInt8(EIGHT_BYTES, 1)
  header.writeBigUInt64BE(BigInt(length), 2)
  return header
}
