import { expect, test } from 'vitest'
import { hitsIn } from '#server/host/handlers/conversation/searchEvents.ts'
import { SessionLog } from '#test/fakes/sessionEvents.ts'
import { HostWorld, member, owner } from '#test/support/host/hostWorld.ts'

function search(words: string): readonly string[] {
  const log = new SessionLog()
  log.prompt('Where is the Frame read?', 'm1')
  log.thinking('In the wire, I think.', 5)
  log.call('grep', ['Grep', { pattern: 'frame\\.read' }])
  log.result('grep', 'nothing of a whale')
  log.text('In `wire.ts`: it reads FRAMES.', 'b1')
  log.turnEnd({ is_error: true, error: 'The account has no credit left.' })
  const events = log.events.map((event) => ({
    seq: event.seq,
    type: event.type,
    payload: Buffer.from(JSON.stringify(event)),
  }))
  return hitsIn(events, words).map(({ item_id }) => item_id)
}

test.each([
  ['frame', ['b1', 'grep', 'm1']],
  ['WIRE', ['b1', 'b2']],
  ['frame\\.read', ['grep']],
  ['no credit', ['turn 6']],
  ['whale', []],
  ['.*', []],
])('words of a conversation are found in what stands there, newest first, in capitals or not: %s', (words, items) => {
  expect(search(words)).toEqual(items)
})

test('a conversation is searched to its beginning, piece by piece, by those who may see it', async () => {
  const world = await HostWorld.start()
  await world.call('claude_token.set', { token: 'sk-ant-api03-the-owners-own' }, owner)
  const { id } = await world.create(owner)
  await world.turn(id, 'Tell me of the Lighthouse', owner)
  await world.until(id, owner, ({ outcome }) => outcome === 'finished')
  const all = await world.call('session.search', { session_id: id, q: 'lighthouse' }, owner)
  expect(all.next_before_seq).toBeNull()
  const first = all.hits.at(-1)?.seq ?? 0
  expect(first).toBeGreaterThan(0)
  expect(
    await world.call('session.search', { session_id: id, q: 'lighthouse', before_seq: first }, owner),
  ).toMatchObject({
    hits: [],
  })
  await expect(world.call('session.search', { session_id: id, q: 'lighthouse' }, member)).rejects.toMatchObject({
    code: 'SESSION_002',
  })
  expect(() => world.call('session.search', { session_id: id, q: ' \t ' }, owner)).toThrow(/nothing to search for/)
})
