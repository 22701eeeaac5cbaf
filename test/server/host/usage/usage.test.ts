import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { SessionId, UserId } from '#shared/ids.ts'
import { operations } from '#shared/operations/table.ts'
import type { InputOf, ParamsOf } from '#shared/operations/table.ts'
import type { Actor } from '#shared/operations/session.ts'
import { usageHandlers } from '#server/host/usage/usageHandlers.ts'
import { migrations } from '#server/host/store/migrations.ts'
import { createPeople } from '#server/host/store/people.ts'
import { createSessionStore } from '#server/host/store/sessionStore.ts'
import { UsageRows } from '#server/host/store/rows/usageRows.ts'
import { openDatabase } from '#server/platform/files/database.ts'
import { FakeTime } from '#test/fakes/fakeTime.ts'
import { newSession } from '#test/support/host/storedSession.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const olga: Actor = { user_id: UserId.parse('olga'), username: 'Olga', role: 'owner', is_local_owner: true }
const mel: Actor = { user_id: UserId.parse('mel'), username: 'Mel', role: 'member' }
const time = { from: '2026-11-20', to: '2026-11-21' }

test('turns add up by day, model and session, and a turn of two models counts once', async () => {
  const world = open()
  world.turn('one', olga, { at: '2026-11-20T10:00:00.000Z', cost: 1 })
  world.turn('one', olga, { at: '2026-11-20T12:00:00.000Z', cost: 2 })
  world.turn('one', olga, { at: '2026-11-21T10:00:00.000Z', cost: 4, helper: 0.5 })
  world.turn('two', olga, { at: '2026-11-21T11:00:00.000Z', cost: 8 })
  const { rows, total, truncated } = await world.read({ ...time }, olga)
  expect(
    rows.map(({ day, model, session_name, turns, cost_usd }) => [day, model, session_name, turns, cost_usd]),
  ).toEqual([
    ['2026-11-21', 'opus', 'two', 1, 8],
    ['2026-11-21', 'opus', 'one', 1, 4],
    ['2026-11-21', 'haiku', 'one', 0, 0.5],
    ['2026-11-20', 'opus', 'one', 2, 3],
  ])
  expect(rows[3]).toMatchObject({ input_tokens: 20, output_tokens: 40, cache_read_input_tokens: 60, duration_ms: 3000 })
  expect(rows[3]).toMatchObject({ project: '/no-such-folder/work', username: 'Olga' })
  expect(total).toMatchObject({ turns: 4, cost_usd: 15.5, duration_ms: 6000 })
  expect(truncated).toBe(false)
})

test('a turn belongs to the day it was where the person is', async () => {
  const world = open()
  world.turn('late', olga, { at: '2026-11-20T23:30:00.000Z', cost: 1 })
  const days = async (time_zone: string) => (await world.read({ ...time, time_zone }, olga)).rows.map(({ day }) => day)
  expect(await days('UTC')).toEqual(['2026-11-20'])
  expect(await days('Europe/Berlin')).toEqual(['2026-11-21'])
})

test('nobody sees what others used but an owner who asks, and no owner sees where', async () => {
  const world = open()
  world.turn('mine', olga, { at: '2026-11-21T10:00:00.000Z', cost: 1 })
  world.turn('theirs', mel, { at: '2026-11-21T10:00:00.000Z', cost: 2 })
  expect((await world.read(time, mel)).rows.map(({ session_name }) => session_name)).toEqual(['theirs'])
  expect((await world.read(time, olga)).total.cost_usd).toBe(1)
  await expect(world.read({ ...time, user: 'all' }, mel)).rejects.toMatchObject({ code: 'AUTH_006' })
  const { rows, total } = await world.read({ ...time, user: 'all' }, olga)
  expect(rows.map(({ username, session_name, project }) => [username, session_name, project])).toEqual([
    ['Mel', null, null],
    ['Olga', 'mine', '/no-such-folder/work'],
  ])
  expect(total.cost_usd).toBe(3)
})

test('the last thirty days are told when nothing is asked; too many, or none, are refused', async () => {
  const world = open()
  expect(await world.read({}, olga)).toMatchObject({ from: '2025-12-03', to: '2026-01-01', rows: [] })
  const wrong = { code: 'WS_002' }
  await expect(world.read({ from: '2026-02-01', to: '2026-01-01' }, olga)).rejects.toMatchObject(wrong)
  await expect(world.read({ from: '2024-01-01', to: '2026-01-01' }, olga)).rejects.toMatchObject(wrong)
  await expect(world.read({ time_zone: 'Nowhere' }, olga)).rejects.toMatchObject(wrong)
})

test('the days of a year are told whole, each once, and those of others to an owner only', async () => {
  const world = open()
  world.turn('one', olga, { at: '2026-11-20T10:00:00.000Z', cost: 1, helper: 0.5 })
  world.turn('two', olga, { at: '2026-11-20T23:30:00.000Z', cost: 2 })
  world.turn('theirs', mel, { at: '2026-11-21T10:00:00.000Z', cost: 4 })
  const told = async (input: InputOf<'usage.days'>, actor: Actor) =>
    (await world.days(input, actor)).days.map(({ day, turns, cost_usd }) => [day, turns, cost_usd])
  expect(await told(time, olga)).toEqual([['2026-11-20', 2, 3.5]])
  expect(await told({ ...time, user: 'all' }, olga)).toEqual([
    ['2026-11-20', 2, 3.5],
    ['2026-11-21', 1, 4],
  ])
  expect(await told({ ...time, time_zone: 'Europe/Berlin' }, olga)).toEqual([
    ['2026-11-20', 1, 1.5],
    ['2026-11-21', 1, 2],
  ])
  await expect(world.days({ ...time, user: 'all' }, mel)).rejects.toMatchObject({ code: 'AUTH_006' })
  await expect(world.days({ from: '2024-01-01', to: '2026-01-01' }, olga)).rejects.toMatchObject({ code: 'WS_002' })
  expect(await world.days({}, olga)).toMatchObject({ from: '2025-01-02', to: '2026-01-01', days: [] })
})

test('what was used before it was counted is counted from the events', async () => {
  const file = path.join(temporaryFolder(), 'sessions.db')
  const world = open(file)
  world.turn('old', olga, { at: '2026-11-20T10:00:00.123Z', cost: 1, model: 'sonnet' })
  world.turn('old', olga, { at: '2026-11-21T10:00:00.000Z', cost: 2, model: 'sonnet' })
  const counted = await world.read(time, olga)
  world.close()
  const before = path.join(temporaryFolder(), 'before.db')
  copyAsOfBefore('CREATE TABLE turn_usage', { from: file, to: before })
  expect(await open(before).read(time, olga)).toEqual(counted)
})

/** Makes a database of the schema before a step, with what it could hold of another one. */
function copyAsOfBefore(step: string, { from, to }: { readonly from: string; readonly to: string }): void {
  const at = migrations.findIndex(({ sql }) => sql.includes(step))
  const old = openDatabase(to, migrations.slice(0, at))
  old.pragma('foreign_keys = OFF')
  old.prepare('ATTACH ? AS now').run(from)
  const columnsOf = (schema: string, table: string) =>
    old.prepare<[string, string], string>('SELECT name FROM pragma_table_info(?, ?)').pluck().all(table, schema)
  const tables = old.prepare<[], string>("SELECT name FROM main.sqlite_schema WHERE type = 'table'").pluck().all()
  for (const table of tables) {
    const kept = columnsOf('now', table)
    const columns = columnsOf('main', table).filter((name) => kept.includes(name))
    if (columns.length > 0) {
      old.exec(`INSERT INTO main.${table} (${columns.join()}) SELECT ${columns.join()} FROM now.${table}`)
    }
  }
  old.close()
}

test('what a session used still counts when the session is deleted; only its name is gone', async () => {
  const world = open()
  world.turn('mine', olga, { at: '2026-11-20T10:00:00.000Z', cost: 1, model: 'sonnet' })
  const counted = await world.read(time, olga)
  world.remove('mine')
  const { rows, total } = await world.read(time, olga)
  expect(total).toEqual(counted.total)
  expect(rows).toMatchObject([{ session_name: null, cost_usd: 1 }])
})

interface Turn {
  readonly at: string
  readonly cost: number
  /** What a sub-agent with another model cost. */
  readonly helper?: number
  readonly model?: string
}

function open(file = path.join(temporaryFolder(), 'sessions.db')) {
  const database = openDatabase(file, migrations)
  onTestFinished(() => void database.close())
  const store = createSessionStore(database)
  const people = createPeople(database)
  people.note(olga)
  people.note(mel)
  const handlers = usageHandlers({ usage: new UsageRows(database), people, clock: new FakeTime() })
  return {
    close: () => database.close(),
    turn: (name: string, { user_id }: Actor, { at, cost, helper, model = 'opus' }: Turn) => {
      const id = SessionId.parse(name)
      const before = store.header(id)?.session
      const session = before ?? newSession(id, user_id, { name, model })
      if (before === undefined) {
        store.insert(session)
      }
      const usage = { input_tokens: 10, output_tokens: 20, cache_creation_input_tokens: 0, cache_read_input_tokens: 30 }
      const shares = [
        { model, usage, cost_usd: cost },
        { model: 'haiku', usage, cost_usd: helper },
      ]
      const models = helper === undefined ? {} : { models: shares }
      const data = {
        turn_id: at,
        is_error: false,
        reason: 'completed',
        duration_ms: 1500,
        usage,
        cost_usd: cost,
        files_changed: [],
        ...models,
      }
      const seq = session.head_seq + 1
      const event = { type: 'turn_completed', session_id: id, seq, data, timestamp: at }
      store.append({
        session: { ...session, head_seq: seq },
        events: [{ seq, type: event.type, payload: Buffer.from(JSON.stringify(event)) }],
      })
    },
    remove: (name: string) => {
      const session = newSession(SessionId.parse(name), olga.user_id)
      store.append({ session: { ...session, head_seq: 1, deletes_at: session.created_at }, events: [] })
      store.remove(session.id)
    },
    read: async (input: InputOf<'usage.read'>, actor: Actor) => {
      const params: ParamsOf<'usage.read'> = operations['usage.read'].params.parse(input)
      return handlers['usage.read'](params, actor)
    },
    days: async (input: InputOf<'usage.days'>, actor: Actor) =>
      handlers['usage.days'](operations['usage.days'].params.parse(input), actor),
  }
}
