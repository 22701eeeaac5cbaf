import { describe, expect, test } from 'vitest'
import { DraftChanged } from '#shared/session/events.ts'
import { MAX_PROMPT_LENGTH } from '#shared/operations/turn.ts'
import { HostWorld, member, owner } from '#test/support/host/hostWorld.ts'

const by = (writer: string, content: string, after_version: number) => ({ writer, content, after_version })

describe('a draft', () => {
  test('that one device saves, another reads, also after the host was stopped', async () => {
    const world = await HostWorld.start()
    const { id: session_id } = await world.create(owner)
    expect(await world.call('draft.read', { session_id }, owner)).toEqual({ content: '', version: 0, writer: null })
    await world.call('draft.save', { session_id, ...by('laptop', 'half a', 0) }, owner)
    await world.call('draft.save', by('laptop', 'of a new one', 0), owner)
    const again = await world.restarted()
    const kept = { content: 'half a', version: 1, writer: 'laptop' }
    expect(await again.call('draft.read', { session_id }, owner)).toEqual(kept)
    expect(await again.call('draft.read', {}, owner)).toMatchObject({ content: 'of a new one' })
  })

  test('is not saved over one that its writer has not seen, and the answer holds that one', async () => {
    const world = await HostWorld.start()
    await world.call('draft.save', by('laptop', 'mine', 0), owner)
    const refused = await world.call('draft.save', by('phone', 'other', 0), owner)
    expect(refused).toEqual({ saved: false, draft: { content: 'mine', version: 1, writer: 'laptop' } })
    const taken = await world.call('draft.save', by('phone', '', 1), owner)
    expect(taken).toEqual({ saved: true, draft: { content: '', version: 2, writer: 'phone' } })
  })

  test('is told of to those who follow the session, without its text', async () => {
    const world = await HostWorld.start()
    const { id: session_id } = await world.create(owner)
    const heard = world.hear(session_id, owner)
    await world.call('draft.save', { session_id, ...by('laptop', 'half a', 0) }, owner)
    const news = heard.find(({ type }) => type === 'draft_changed')
    expect(DraftChanged.parse(JSON.parse(String(news?.payload)))).toMatchObject({ session_id, data: { version: 1 } })
    expect(String(news?.payload)).not.toContain('half a')
  })

  test('is its person’s alone, and has a bound', async () => {
    const world = await HostWorld.start()
    const { id: session_id } = await world.create(owner)
    await world.call('draft.save', by('laptop', 'secret', 0), owner)
    expect(await world.call('draft.read', {}, member)).toMatchObject({ content: '' })
    await expect(world.call('draft.read', { session_id }, member)).rejects.toMatchObject({ code: 'SESSION_002' })
    await expect(world.call('draft.save', { session_id, ...by('x', 'x', 0) }, member)).rejects.toMatchObject({
      code: 'SESSION_002',
    })
    const long = by('laptop', 'x'.repeat(MAX_PROMPT_LENGTH + 1), 1)
    expect(() => world.call('draft.save', long, owner)).toThrow(/Too big/)
  })

  test('goes when its session is deleted for good', async () => {
    const world = await HostWorld.start()
    const { id: session_id } = await world.create(owner)
    await world.call('draft.save', { session_id, ...by('laptop', 'half a', 0) }, owner)
    await world.call('session.terminate', { session_id }, owner)
    await world.call('session.delete', { session_id }, owner)
    await expect(world.call('draft.read', { session_id }, owner)).rejects.toMatchObject({ code: 'SESSION_002' })
  })

  test('of a commit message is another one than the message’s, also in what is told of it', async () => {
    const world = await HostWorld.start()
    const { id: session_id } = await world.create(owner)
    const heard = world.hear(session_id, owner)
    await world.call('draft.save', { session_id, ...by('laptop', 'a message', 0) }, owner)
    await world.call('draft.save', { session_id, place: 'commit', ...by('laptop', 'pool: bound it', 0) }, owner)
    const read = (place?: string) => world.call('draft.read', { session_id, ...(place && { place }) }, owner)
    expect(await read()).toMatchObject({ content: 'a message', version: 1 })
    expect(await read('commit')).toMatchObject({ content: 'pool: bound it', version: 1 })
    expect(await read('review')).toMatchObject({ content: '', version: 0 })
    const told = heard.flatMap(({ type, payload }) =>
      type === 'draft_changed' ? [DraftChanged.parse(JSON.parse(String(payload))).data.place] : [],
    )
    expect(told).toEqual([undefined, 'commit'])
  })

  test('has a hundred places in a session: beyond that the emptied go first, then what was written longest ago; the message stays', async () => {
    const world = await HostWorld.start()
    const { id: session_id } = await world.create(owner)
    const save = (place: string, content: string, after = 0) =>
      world.call('draft.save', { session_id, place, ...by('laptop', content, after) }, owner)
    await world.call('draft.save', { session_id, ...by('laptop', 'a message', 0) }, owner)
    for (let at = 0; at < 100; at += 1) {
      await save(`queue.${at}`, `text ${at}`)
    }
    await save('queue.7', '', 1)
    const read = (place?: string) => world.call('draft.read', { session_id, ...(place && { place }) }, owner)
    await save('review', 'one more')
    expect(await read('queue.7')).toMatchObject({ version: 0 })
    expect(await read('queue.0')).toMatchObject({ content: 'text 0' })
    await save('queue.0', 'goes on', 1)
    await save('commit', 'and one more')
    expect(await read('queue.0')).toMatchObject({ content: 'goes on', version: 2 })
    expect(await read('queue.1')).toMatchObject({ version: 0 })
    expect(await read('queue.2')).toMatchObject({ content: 'text 2' })
    expect(await read()).toMatchObject({ content: 'a message' })
  })

  test('is in no place with a name that is none', async () => {
    const world = await HostWorld.start()
    for (const place of ['', 'Commit', 'a.b.c', `a.${'x'.repeat(65)}`, '../x', 'a b', 'a/b']) {
      expect(() => world.call('draft.save', { place, ...by('x', 'x', 0) }, owner)).toThrow(/place|Invalid/i)
    }
  })
})
