import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { MAX_FRAME_BYTES } from '#shared/protocol/frames.ts'
import {
  MAX_TERMINAL_BYTES,
  type TerminalFrame,
  decodeTerminalFrame,
  encodeTerminalFrame,
} from '#shared/terminal/frames.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)

describe('a frame looks as the protocol says', () => {
  test.each<[string, TerminalFrame, Uint8Array]>([
    ['what is typed', { kind: 'input', handle: 1, bytes: bytes(0x6c, 0x73) }, bytes(2, 0, 0, 0, 1, 0x6c, 0x73)],
    ['nothing typed', { kind: 'input', handle: 0, bytes: bytes() }, bytes(2, 0, 0, 0, 0)],
    [
      'what is printed',
      { kind: 'output', handle: 0x01_02_03_04, offset: 0x05_06_07, bytes: bytes(0xff, 0) },
      bytes(1, 1, 2, 3, 4, 0, 0, 0, 0, 0, 5, 6, 7, 0xff, 0),
    ],
    [
      'the largest numbers',
      { kind: 'output', handle: 0xff_ff_ff_ff, offset: Number.MAX_SAFE_INTEGER, bytes: bytes() },
      bytes(1, 0xff, 0xff, 0xff, 0xff, 0, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
    ],
  ])('%s', (_name, frame, encoded) => {
    expect(encodeTerminalFrame(frame)).toEqual(encoded)
    expect(decodeTerminalFrame(encoded)).toEqual(frame)
  })
})

test.each<[string, Uint8Array]>([
  ['nothing', bytes()],
  ['a kind alone', bytes(2)],
  ['an input without its whole handle', bytes(2, 0, 0, 1)],
  ['an output without its whole offset', bytes(1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0)],
  ['the kind 0', bytes(0, 0, 0, 0, 1, 0x61)],
  ['a kind to come', bytes(3, 0, 0, 0, 1, 0x61)],
  ['a text frame', new TextEncoder().encode('{"type":"ping"}')],
  ['an offset that no number holds', bytes(1, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)],
  ['an offset one too large', bytes(1, 0, 0, 0, 1, 0, 0x20, 0, 0, 0, 0, 0, 0)],
  ['more than a frame carries', Uint8Array.from({ length: MAX_FRAME_BYTES + 1 }, (_, index) => (index === 0 ? 2 : 0))],
])('%s is no frame', (_name, encoded) => {
  expect(decodeTerminalFrame(encoded)).toBeNull()
})

test('the largest frame is no larger than a text frame, and one byte more is not sent', () => {
  const full = new Uint8Array(MAX_TERMINAL_BYTES)
  const encoded = encodeTerminalFrame({ kind: 'output', handle: 1, offset: 0, bytes: full })
  expect(encoded).toHaveLength(MAX_FRAME_BYTES)
  expect(decodeTerminalFrame(encoded)?.bytes).toHaveLength(MAX_TERMINAL_BYTES)
  const more = new Uint8Array(MAX_TERMINAL_BYTES + 1)
  expect(() => encodeTerminalFrame({ kind: 'output', handle: 1, offset: 0, bytes: more })).toThrow(RangeError)
  const typed = new Uint8Array(MAX_FRAME_BYTES)
  expect(() => encodeTerminalFrame({ kind: 'input', handle: 1, bytes: typed })).toThrow(RangeError)
  expect(encodeTerminalFrame({ kind: 'input', handle: 1, bytes: typed.subarray(5) })).toHaveLength(MAX_FRAME_BYTES)
})

test.each([
  ['a handle below', { kind: 'input', handle: -1, bytes: bytes() }],
  ['a handle above', { kind: 'input', handle: 2 ** 32, bytes: bytes() }],
  ['half a handle', { kind: 'input', handle: 0.5, bytes: bytes() }],
  ['an offset below', { kind: 'output', handle: 1, offset: -1, bytes: bytes() }],
  ['an offset that is no number', { kind: 'output', handle: 1, offset: Number.NaN, bytes: bytes() }],
  ['an offset above', { kind: 'output', handle: 1, offset: 2 ** 53, bytes: bytes() }],
] as const)('%s is not sent', (_name, frame) => {
  expect(() => encodeTerminalFrame(frame)).toThrow(RangeError)
})

test('a frame inside a larger buffer is read from its own place', () => {
  const around = Buffer.concat([
    Buffer.from([9, 9, 9]),
    encodeTerminalFrame({ kind: 'input', handle: 7, bytes: bytes(1) }),
  ])
  expect(decodeTerminalFrame(around.subarray(3))).toMatchObject({ kind: 'input', handle: 7 })
})

test('whatever frame there is comes back as it was', () => {
  for (let round = 0; round < 2_000; round += 1) {
    const random = randomBytes(64)
    const common = { handle: random.readUInt32BE(0), bytes: Uint8Array.from(random.subarray(0, random[4])) }
    const offset = random.readUIntBE(5, 6)
    const frame: TerminalFrame = round % 2 === 0 ? { kind: 'input', ...common } : { kind: 'output', offset, ...common }
    expect(decodeTerminalFrame(encodeTerminalFrame(frame))).toEqual(frame)
  }
})

test('whatever bytes come, they are a frame that encodes to the same bytes, or none', () => {
  const noises = Array.from({ length: 20_000 }, (_, round) => {
    const noise = randomBytes(round % 40)
    noise.set(round % 3 === 0 ? [] : [1 + (round % 2)].slice(0, noise.length))
    return noise
  })
  const read = noises.flatMap((noise) => {
    const frame = decodeTerminalFrame(noise)
    return frame === null ? [] : [{ frame, noise }]
  })
  expect(read.length).toBeGreaterThan(5_000)
  expect(read.filter(({ frame, noise }) => Buffer.compare(encodeTerminalFrame(frame), noise) !== 0)).toEqual([])
})
