import { expect, test } from 'vitest'
import { encodeFrame, FrameDecoder, MAX_LINK_FRAME_BYTES } from '#server/link/socket/frameCodec.ts'

test('frames survive any cutting of the stream', () => {
  const frames = [
    { header: { t: 'a', text: 'ünï' }, body: Buffer.from('body') },
    { header: { t: 'b' }, body: Buffer.alloc(0) },
    { header: { t: 'c' }, body: Buffer.alloc(300_000, 7) },
  ]
  const stream = Buffer.concat(frames.map(({ header, body }) => encodeFrame(header, [body])))
  for (const size of [1, 7, 8, 4096, stream.length]) {
    const decoder = new FrameDecoder(MAX_LINK_FRAME_BYTES)
    const decoded = []
    for (let at = 0; at < stream.length; at += size) {
      decoder.push(stream.subarray(at, at + size))
      for (let frame = decoder.next(); frame !== null; frame = decoder.next()) {
        decoded.push({ header: frame.header, body: Buffer.from(frame.body) })
      }
    }
    expect(decoded).toEqual(frames)
  }
})

test('a frame larger than the link carries is refused where it is made', () => {
  expect(() => encodeFrame({ t: 'x' }, [Buffer.alloc(MAX_LINK_FRAME_BYTES)])).toThrow(/larger than/)
})
