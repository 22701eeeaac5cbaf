import { MAX_FRAME_BYTES } from '../protocol/frames.ts'

/**
 * A binary frame of `/ws` (frames.md, "Binary frames"): byte 0 its kind, bytes 1–4 the terminal's handle, of output bytes
 * 5–12 the offset of the first byte in the terminal's stream; then the bytes. Numbers are big endian.
 */
export type TerminalFrame =
  | { readonly kind: 'output'; readonly handle: number; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly kind: 'input'; readonly handle: number; readonly bytes: Uint8Array }

const OUTPUT = 1
const INPUT = 2
const INPUT_HEADER_BYTES = 5
const OUTPUT_HEADER_BYTES = 13
const MAX_HANDLE = 0xff_ff_ff_ff

/** What fits into any frame: with its header it is no larger than a text frame may be. */
export const MAX_TERMINAL_BYTES = MAX_FRAME_BYTES - OUTPUT_HEADER_BYTES

/** @throws RangeError when a number or the bytes do not fit: whoever sends cuts before. */
export function encodeTerminalFrame(frame: TerminalFrame): Uint8Array<ArrayBuffer> {
  const isOutput = frame.kind === 'output'
  assertFits(frame.handle, MAX_HANDLE)
  assertFits(isOutput ? frame.offset : 0, Number.MAX_SAFE_INTEGER)
  const headerBytes = isOutput ? OUTPUT_HEADER_BYTES : INPUT_HEADER_BYTES
  assertFits(headerBytes + frame.bytes.length, MAX_FRAME_BYTES)
  const encoded = new Uint8Array(headerBytes + frame.bytes.length)
  const view = new DataView(encoded.buffer)
  if (isOutput) {
    writeOutputHeader(view, frame)
  } else {
    view.setUint8(0, INPUT)
    view.setUint32(1, frame.handle)
  }
  encoded.set(frame.bytes, headerBytes)
  return encoded
}

/**
 * The frame of an output without a copy: its header is written over what lies before the bytes in their memory.
 * @throws RangeError when there is no room, or a number does not fit.
 */
export function encodeOutputBefore(
  bytes: Uint8Array,
  place: { readonly handle: number; readonly offset: number },
): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, length } = bytes
  assertFits(place.handle, MAX_HANDLE)
  assertFits(place.offset, Number.MAX_SAFE_INTEGER)
  if (!(buffer instanceof ArrayBuffer)) {
    throw new RangeError('a frame lies in memory that is not shared')
  }
  const start = byteOffset - OUTPUT_HEADER_BYTES
  writeOutputHeader(new DataView(buffer, start, OUTPUT_HEADER_BYTES), place)
  return new Uint8Array(buffer, start, OUTPUT_HEADER_BYTES + length)
}

function writeOutputHeader(view: DataView, place: { readonly handle: number; readonly offset: number }): void {
  view.setUint8(0, OUTPUT)
  view.setUint32(1, place.handle)
  view.setBigUint64(INPUT_HEADER_BYTES, BigInt(place.offset))
}

/**
 * Never throws; null: it is no such frame. The bytes are a view of what was given. Offsets beyond 2^53 are refused: no
 * terminal prints that much, and a number would lie about them.
 */
export function decodeTerminalFrame(encoded: Uint8Array): TerminalFrame | null {
  const kind = encoded[0]
  const headerBytes = kind === OUTPUT ? OUTPUT_HEADER_BYTES : INPUT_HEADER_BYTES
  const isKnown = kind === OUTPUT || kind === INPUT
  if (!isKnown || encoded.length < headerBytes || encoded.length > MAX_FRAME_BYTES) {
    return null
  }
  const view = new DataView(encoded.buffer, encoded.byteOffset, encoded.byteLength)
  const handle = view.getUint32(1)
  const bytes = encoded.subarray(headerBytes)
  if (kind === INPUT) {
    return { kind: 'input', handle, bytes }
  }
  const offset = Number(view.getBigUint64(INPUT_HEADER_BYTES))
  return Number.isSafeInteger(offset) ? { kind: 'output', handle, offset, bytes } : null
}

function assertFits(value: number, max: number): void {
  if (!Number.isInteger(value) || value < 0 || value > max) {
    throw new RangeError(`${value} does not fit into a terminal frame (0 to ${max})`)
  }
}
