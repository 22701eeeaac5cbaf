import { readFileSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { HostWorld, member, owner } from '#test/support/host/hostWorld.ts'
import { Transcript } from '#test/support/host/transcripts.ts'

vi.setConfig({ testTimeout: 90_000 })

const id = '7f4b6599-2d6f-42e6-9650-e7d24e36e1cd'

function projectsOf(world: HostWorld): string {
  return path.join(path.dirname(world.paths.dataDir), '.claude', 'projects')
}

/** Words that were said a moment ago are found within one look at the transcripts: all messages that hold them. */
async function found(world: HostWorld, q: string, messages = 2) {
  const ask = () => world.call('history.list', { q }, owner)
  await expect.poll(async () => (await ask()).found.matches, { timeout: 30_000 }).toBe(messages)
  return (await ask()).conversations
}

test('what the real Claude Code writes is found while it grows, with the ids that its session has', async () => {
  const world = await HostWorld.start()
  await world.call('claude_token.set', { token: 'sk-ant-api03-of-the-tests' }, owner)
  const session = await world.create(owner)
  expect((await world.call('history.list', {}, owner)).conversations).toEqual([])
  await world.turn(session.id, 'Where is the lighthouse?', owner)
  const [one] = await found(world, 'lighthouse')
  expect(one).toMatchObject({
    conversation_id: session.id,
    source: 'homeport',
    session: { session_id: session.id, name: 'Where is the lighthouse?' },
    turns: 1,
    matches: 2,
    cost_usd: (await world.call('session.get', { session_id: session.id }, owner)).cost_usd,
  })
  await world.turn(session.id, 'And the buoy?', owner)
  await found(world, 'buoy')

  const told = await world.call('history.read', { conversation_id: session.id, q: 'buoy' }, owner)
  const events = await world.events(session.id, owner)
  const idsIn = (list: typeof events) =>
    list.flatMap((event) =>
      event.type === 'user_message'
        ? [event.data.message_id]
        : event.type === 'claude_response'
          ? [event.data.block_id]
          : [],
    )
  expect(idsIn(told.events)).toEqual(idsIn(events))
  expect(told.matches).toEqual(idsIn(events).slice(-2))
  expect(told.branches).toEqual([])
  // One program at a time writes to it, and no index is left behind half made.
  const again = await world.restarted()
  expect((await found(again, 'lighthouse'))[0]?.matches).toBe(2)
})

test('a conversation of a terminal goes on in a session that knows it; asked again, in the same one', async () => {
  const world = await HostWorld.start()
  await world.call('claude_token.set', { token: 'sk-ant-api03-of-the-tests' }, owner)
  const session = await world.create(owner)
  await world.turn(session.id, 'the first word is harbour', owner)
  await found(world, 'harbour')
  // As if it had been had in a terminal: another host, which knows nothing of it.
  const elsewhere = await world.withoutSessions()
  const [terminal] = await found(elsewhere, 'harbour')
  expect(terminal).toMatchObject({ conversation_id: session.id, session: null, source: 'program' })

  await elsewhere.call('claude_token.set', { token: 'sk-ant-api03-of-the-tests' }, owner)
  const resumed = await elsewhere.call('history.resume', { conversation_id: session.id }, owner)
  expect(resumed).toMatchObject({ name: 'the first word is harbour', workspace_path: session.workspace_path })
  const events = await elsewhere.events(resumed.id, owner)
  expect(events.map(({ content }) => content)).toEqual(
    expect.arrayContaining(['the first word is harbour', 'Resumed from History.']),
  )
  await elsewhere.turn(resumed.id, 'go on', owner)
  expect(elsewhere.api.requests.findLast(({ prompt }) => prompt === 'go on')?.prompts_before).toBe(1)
  expect((await elsewhere.call('history.resume', { conversation_id: session.id }, owner)).id).toBe(resumed.id)
  expect((await elsewhere.call('session.list', {}, owner)).sessions).toHaveLength(1)

  // One that was ended stays so; the conversation goes on in another.
  await elsewhere.call('session.terminate', { session_id: resumed.id }, owner)
  const next = await elsewhere.call('history.resume', { conversation_id: session.id }, owner)
  expect(next.id).not.toBe(resumed.id)
  await elsewhere.turn(next.id, 'and on', owner)
  // What the copy was too early for may be told first, as a turn of its own.
  const before = () => elsewhere.api.requests.findLast(({ prompt }) => prompt === 'and on')?.prompts_before
  await expect.poll(before, { timeout: 30_000 }).toBe(2)
})

test('members see their own alone, also when their session is deleted or was cleared', async () => {
  const world = await HostWorld.start()
  new Transcript(projectsOf(world), { id }).prompt('the captain’s secret')
  await world.call('claude_token.set', { token: 'sk-ant-api03-of-the-tests' }, member)
  const session = await world.create(member)
  await world.turn(session.id, 'the cabin boy’s secret', member)
  await world.turn(session.id, '/clear', member)
  await world.turn(session.id, 'a second secret', member)
  await world.turn(session.id, '/clear', member)
  await world.turn(session.id, 'a third secret', member)
  const seen = async (actor: typeof owner) =>
    (await world.call('history.list', { q: 'secret' }, actor)).found.conversations
  await expect.poll(() => seen(member), { timeout: 30_000 }).toBe(3)
  expect(await seen(owner)).toBe(1)
  await world.call('session.delete', { session_id: session.id }, member)
  expect([await seen(member), await seen(owner)]).toEqual([3, 1])
  const refused = { code: 'SESSION_002' }
  await expect(world.call('history.read', { conversation_id: id }, member)).rejects.toMatchObject(refused)
  await expect(world.call('history.resume', { conversation_id: id }, member)).rejects.toMatchObject(refused)
  await expect(world.call('history.read', { conversation_id: session.id }, owner)).rejects.toMatchObject(refused)
  await expect(world.call('history.resume', { conversation_id: session.id }, owner)).rejects.toMatchObject(refused)
})

test('a session goes on with a conversation that Claude Code has removed: it is put back from its copy', async () => {
  const world = await HostWorld.start()
  await world.call('claude_token.set', { token: 'sk-ant-api03-of-the-tests' }, owner)
  const session = await world.create(owner)
  await world.turn(session.id, 'the first word is harbour', owner)
  await found(world, 'harbour')
  await world.call('session.control', { session_id: session.id, action: 'suspend' }, owner)
  const again = await world.restarted()
  const folder = path.join(projectsOf(again), readdirSync(projectsOf(again))[0] ?? '')
  const file = path.join(folder, `${session.id}.jsonl`)
  const past = new Date(Date.now() - 31 * 86_400_000)
  utimesSync(file, past, past)
  const copies = () => again.call('transcript_copies.read', {}, owner)
  expect((await again.call('cleanup.run', {}, owner)).jobs).toEqual(
    expect.arrayContaining([expect.objectContaining({ job: 'transcript_copies', problem: null })]),
  )
  expect(await copies()).toMatchObject({ is_on: true, copies: 1, only_copies: 0, last: { copied: 1 } })
  rmSync(file)
  expect(await copies()).toMatchObject({ only_copies: 1 })
  await expect.poll(async () => (await found(again, 'harbour'))[0]?.only_copy, { timeout: 30_000 }).toBe(true)

  await again.turn(session.id, 'go on', owner)
  expect(again.api.requests.findLast(({ prompt }) => prompt === 'go on')?.prompts_before).toBe(1)

  rmSync(file)
  const refused = { code: 'SESSION_002' }
  const asked = { conversation_id: session.id }
  await expect(again.call('transcript_copies.put_back', asked, member)).rejects.toMatchObject(refused)
  expect(await again.call('transcript_copies.put_back', asked, owner)).toEqual({ put_back: true })
  expect(readFileSync(file, 'utf8')).toContain('harbour')
  expect(await again.call('transcript_copies.put_back', asked, owner)).toEqual({ put_back: false })
  expect(await again.call('transcript_copies.clear', {}, owner)).toEqual({ removed: 1 })
  expect(await copies()).toMatchObject({ copies: 0, oldest_at: null })
})

test('the thread ends with the host', async () => {
  const world = await HostWorld.start()
  await world.call('history.list', {}, owner)
  await world.stop()
  expect(readdirSync(world.paths.dataDir).filter((name) => /^history\.db-(?:wal|shm)$/.test(name))).toEqual([])
})
