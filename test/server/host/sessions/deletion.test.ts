import { describe, expect, test } from 'vitest'
import { ApprovalId } from '#shared/ids.ts'
import { Deletion, RESTORABLE_MS } from '#server/host/sessions/deletion/deletion.ts'
import { overview } from '#server/host/sessions/streams/streams.ts'
import type { Session } from '#server/host/sessions/session.ts'
import { me, SessionWorld, somebodyElse } from '#test/support/host/sessionWorld.ts'
import { until } from '#test/support/until.ts'

describe('a session that is deleted', () => {
  test('leaves every list at once, takes nothing more, and is gone with all that was said after ten seconds', async () => {
    const { world, deletion, session } = await deleted()
    const { id } = session.state
    expect(world.registry.list({ limit: 10 }, me).sessions).toEqual([])
    expect(overview(world.store, world.registry, me)).toMatchObject({ sessions: [], approvals: [], counts: {} })
    expect(() => world.registry.find(id, me)).toThrow(expect.objectContaining({ code: 'SESSION_002' }))
    expect(world.types(id)).not.toEqual([])

    world.time.pass(RESTORABLE_MS)
    await until(() => world.store.header(id) === null, { what: 'the end of the session' })
    expect(world.types(id)).toEqual([])
    expect(() => deletion.restore(id, me)).toThrow(expect.objectContaining({ code: 'SESSION_002' }))
    expect(world.problems).toEqual([])
  })

  test('ends the Claude Code that works in it, and tells every device', async () => {
    const world = new SessionWorld()
    const session = await world.working()
    const deletion = deletionIn(world)
    const done = deletion.delete(session.state.id, me)
    expect(await done).toMatchObject({ id: session.state.id, deletes_at: '2026-01-01T00:00:10.000Z' })
    expect(session.state).toMatchObject({ status: 'SUSPENDED', deletes_at: '2026-01-01T00:00:10.000Z' })
    expect(world.published.some(({ type, payload }) => type === 'session_updated' && isDeleted(payload))).toBe(true)
  })

  test('comes back as it was, with what waits for an answer, when its person takes it back in time', async () => {
    const { world, deletion, session } = await deleted()
    const { id } = session.state
    world.time.pass(RESTORABLE_MS - 1)
    expect(deletion.restore(id, me)).toMatchObject({ id, deletes_at: null, status: 'SUSPENDED' })
    world.time.pass(RESTORABLE_MS)
    expect(overview(world.store, world.registry, me)).toMatchObject({
      sessions: [{ id }],
      approvals: [{ session_id: id, approval: { approval_id: 'a1' } }],
    })
    expect(() => deletion.restore(id, me)).toThrow(expect.objectContaining({ code: 'SESSION_003' }))
  })

  test('is nobody else’s to delete or to bring back', async () => {
    const { world, deletion, session } = await deleted()
    expect(() => deletion.restore(session.state.id, somebodyElse)).toThrow(
      expect.objectContaining({ code: 'SESSION_002' }),
    )
    const other = await world.idle()
    await expect(deletion.delete(other.state.id, somebodyElse)).rejects.toMatchObject({ code: 'SESSION_002' })
    expect(other.state.deletes_at).toBeNull()
  })

  test('goes also when the host was stopped in between, and nothing of it is started again', async () => {
    const { world: before, session } = await deleted()
    const world = new SessionWorld(before)
    await world.recover()
    const deletion = deletionIn(world)
    deletion.resume()
    expect(world.launcher.agents).toEqual([])
    world.time.pass(RESTORABLE_MS)
    await until(() => world.store.header(session.state.id) === null, { what: 'the end of the session' })
  })

  test('waits for the next host when this one stops', async () => {
    const { world, deletion, session } = await deleted()
    deletion.stop()
    world.time.pass(RESTORABLE_MS)
    await Promise.resolve()
    expect(world.store.header(session.state.id)).not.toBeNull()
  })
})

describe('what is pinned', () => {
  test('is on the home screen however old it is, unless it was archived', async () => {
    const world = new SessionWorld()
    const session = await world.idle()
    session.patch({ pinned: true })
    expect(world.store.pinned(me.user_id).map(({ id }) => id)).toEqual([session.state.id])
    session.patch({ archived: true })
    expect(world.store.pinned(me.user_id)).toEqual([])
  })
})

function deletionIn(world: SessionWorld): Deletion {
  const { registry, store, tokens, time } = world
  return new Deletion({
    registry,
    store,
    tokens,
    clock: time,
    timers: time,
    log: { info: () => {}, error: (sentence) => world.problems.push(sentence) },
  })
}

/** One that waits for an answer. */
async function deleted(): Promise<{ world: SessionWorld; deletion: Deletion; session: Session }> {
  const world = new SessionWorld()
  const session = await world.working()
  world.launcher.agent.ask({ approval_id: ApprovalId.parse('a1') })
  const deletion = deletionIn(world)
  const done = deletion.delete(session.state.id, me)
  await done
  return { world, deletion, session }
}

function isDeleted(payload: Buffer): boolean {
  return payload.toString().includes('"deletes_at":"2026-')
}
