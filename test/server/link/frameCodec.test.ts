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

test('a large frame that is given back is read into again, and none that somebody still holds', () => {
  const decoder = new FrameDecoder(MAX_LINK_FRAME_BYTES)
  const read = (fill: number) => {
    decoder.push(encodeFrame({ t: 'x' }, [Buffer.alloc(50_000, fill)]))
    const frame = decoder.next()
    if (frame === null) {
      throw new Error('no whole frame')
    }
    return frame
  }
  const [held, given] = [read(1), read(2)]
  decoder.reuse(given.room)
  const [next, later] = [read(3), read(4)]
  expect(next.room).toBe(given.room)
  expect(new Set([held.room, next.room, later.room]).size).toBe(3)
  expect([held, next, later].map(({ body }) => [body.length, body[0], body.at(-1)])).toEqual([
    [50_000, 1, 1],
    [50_000, 3, 3],
    [50_000, 4, 4],
  ])
})

test('a frame larger than the link carries is refused where it is made', () => {
  expect(() => encodeFrame({ t: 'x' }, [Buffer.alloc(MAX_LINK_FRAME_BYTES)])).toThrow(/larger than/)
})
