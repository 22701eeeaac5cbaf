import { describe, expect, test } from 'vitest'
import { ApprovalId, SessionId } from '#shared/ids.ts'
import { statusCounts } from '#shared/session/snapshots.ts'
import { overview } from '#server/host/sessions/streams/streams.ts'
import { me, SessionWorld, somebodyElse } from '#test/support/sessionWorld.ts'
import { newSession } from '#test/support/storedSession.ts'

/** Stores sessions that rest, each with later activity than everything before it. */
function addResting(world: SessionWorld, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const id = SessionId.parse(`aaaaaaaa-0000-4000-8000-${String(index).padStart(12, '0')}`)
    const last_activity = new Date(Date.UTC(2040, 0, 1, 0, 0, index)).toISOString()
    world.store.insert(newSession(id, me.user_id, { status: 'SUSPENDED', last_activity }))
  }
}

describe('the overview of all sessions', () => {
  test('holds what works and what waits for a person, behind any number of later sessions', async () => {
    const world = new SessionWorld()
    const asking = await world.working()
    world.launcher.agent.ask({ approval_id: ApprovalId.parse('a1') })
    const working = await world.working()
    addResting(world, 300)
    const { sessions, approvals } = overview(world.store, world.registry, me)
    expect(sessions).toHaveLength(202)
    expect(sessions.map(({ id }) => id)).toEqual(expect.arrayContaining([asking.state.id, working.state.id]))
    expect(approvals).toMatchObject([{ session_id: asking.state.id, approval: { approval_id: 'a1' } }])
    expect(overview(world.store, world.registry, somebodyElse)).toMatchObject({ sessions: [], approvals: [] })
  })

  test('holds a session that works although somebody archived it', async () => {
    const world = new SessionWorld()
    const session = await world.working()
    session.patch({ archived: true })
    expect(overview(world.store, world.registry, me).sessions.map(({ id }) => id)).toEqual([session.state.id])
  })

  test('counts every session, and says where the older ones begin', async () => {
    const world = new SessionWorld()
    await world.working()
    addResting(world, 250)
    const all = overview(world.store, world.registry, me)
    expect(statusCounts(all)).toEqual({ WORKING: 1, SUSPENDED: 250 })
    const older = world.registry.list({ limit: 100, cursor: all.next_cursor ?? undefined }, me)
    const known = new Set(all.sessions.map(({ id }) => id))
    expect(older.next_cursor).toBeNull()
    expect(older.sessions.filter(({ id }) => !known.has(id))).toHaveLength(50)
  })

  test('begins nowhere else when it holds all there is', async () => {
    const world = new SessionWorld()
    await world.idle()
    expect(overview(world.store, world.registry, me).next_cursor).toBeNull()
  })
})
