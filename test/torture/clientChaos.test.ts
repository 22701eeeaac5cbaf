import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { DurableEvent } from '#shared/session/events.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'
import type { Viewer } from '#test/support/server/viewer.ts'
import { asStored } from '#test/support/host/storedEvents.ts'

const DROPS = 100
const SEED = 20_261_121

let server: TestServer

beforeAll(async () => {
  server = await startServer()
})

afterAll(() => server.close())

/** Mulberry32: the same seed gives the same chances, so that a failure can be looked at again. */
function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Cuts the line after a random number of frames and comes back with what was known. */
async function dropAndReturn(viewer: Viewer, { id, frames }: { id: string; frames: number }): Promise<Viewer> {
  const enough = viewer.frames.length + frames
  await viewer.until(
    () => viewer.frames.length >= enough || viewer.session(id).events.some(({ type }) => type === 'turn_completed'),
    'frames',
  )
  viewer.drop()
  const next = await server.program.watch()
  next.adopt(id, viewer.session(id))
  await next.follow(id)
  return next
}

test(`a viewer that loses its line ${DROPS} times in one turn assembles the same conversation as one that does not`, async () => {
  const folder = server.folder('chaos')
  const session = await server.program.createSession(folder, { permission_mode: 'acceptEdits' })
  const steady = await server.program.watch()
  let chaotic = await server.program.watch()
  onTestFinished(async () => {
    await steady.close()
    await chaotic.close()
  })
  await steady.follow(session.id)
  await chaotic.follow(session.id)
  const writes = Array.from(
    { length: 12 },
    (_, index) =>
      `@think Step ${index} ${'is on my mind '.repeat(3)}\n@tokens 25\n` +
      `@tool Write {"file_path": "${folder}/file${index}.txt", "content": "${index}"}`,
  )
  await steady.say(session.id, `@slow 4\n${writes.join('\n')}\n@tokens 60`)

  const chance = chances(SEED)
  for (let drop = 0; drop < DROPS; drop += 1) {
    chaotic = await dropAndReturn(chaotic, { id: session.id, frames: Math.floor(chance() * 14) })
  }

  await steady.event(session.id, 'turn_completed')
  await chaotic.event(session.id, 'turn_completed')
  await chaotic.until(() => chaotic.session(session.id).headSeq === steady.session(session.id).headSeq, 'the end')
  expect(chaotic.session(session.id).events.map(asStored)).toEqual(steady.session(session.id).events.map(asStored))
  expect(chaotic.session(session.id).timeline.items).toEqual(steady.session(session.id).timeline.items)
  const { events } = await server.program.call<{ events: DurableEvent[] }>('GET', `/api/session/${session.id}/events`)
  expect(chaotic.session(session.id).events.map(asStored)).toEqual(events.map(asStored))
})
