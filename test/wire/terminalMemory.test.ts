import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startFlood } from '#test/support/gateway/floodWorld.ts'

/** A full piece, as a host reads it from a terminal. */
const PIECE = 64 * 1024

test('the memory of every piece that one viewer was sent is given back, and each byte is what was printed', async () => {
  const flood = await startFlood()
  const viewer = await flood.view()
  for (let piece = 1; piece <= 50; piece += 1) {
    flood.print(piece % 5 === 0 ? 20_001 : PIECE)
    await viewer.until(() => viewer.offset >= flood.counted.head - 3 * PIECE)
  }
  await viewer.until(() => viewer.offset === flood.counted.head)
  expect(viewer).toMatchObject({ wrong: [], attached: 1 })
  await expect.poll(() => flood.counted.givenBack).toBe(50)
})

test('no byte is another one while viewers come, stop reading, are shown the screen anew, and go in the midst', async () => {
  const flood = await startFlood()
  const steady = await flood.view()
  const printMore = async (pieces: number, meanwhile: (piece: number) => void = () => {}) => {
    for (let piece = 0; piece < pieces; piece += 1) {
      flood.print(piece % 3 === 0 ? 17_003 : PIECE)
      meanwhile(piece)
      await setImmediate()
      await steady.until(() => steady.offset >= flood.counted.head - 5 * PIECE)
    }
    await steady.until(() => steady.offset === flood.counted.head)
  }
  await printMore(30)
  const slow = await flood.view()
  const leaving = await flood.view()
  const half = await flood.view()
  await printMore(90, (piece) => {
    const does = { 5: () => slow.pause(), 20: () => leaving.terminate(), 25: () => half.closeHalf() }[piece]
    does?.()
  })
  const late = await flood.view()
  await printMore(20)
  slow.resume()
  await slow.until(() => slow.attached > 1)
  await printMore(20)
  // The steady one is alone again, and stops reading with megabytes on their way to it.
  slow.terminate()
  late.terminate()
  steady.pause()
  for (let piece = 0; piece < 120; piece += 1) {
    flood.print(PIECE)
    await setImmediate()
  }
  const before = steady.attached
  steady.resume()
  await steady.until(() => steady.attached > before)
  await printMore(20)
  expect([steady, slow, leaving, half, late].map(({ wrong }) => wrong)).toEqual([[], [], [], [], []])
  expect(slow.received).toBeGreaterThan(0)
  expect(flood.counted.givenBack).toBeGreaterThan(30)
})
