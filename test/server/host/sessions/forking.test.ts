import { describe, expect, test, vi } from 'vitest'
import { MessageId } from '#shared/ids.ts'
import type { Session } from '#server/host/sessions/session.ts'
import { Forking } from '#server/host/sessions/forking/forking.ts'
import { SessionEnvironment } from '#server/host/setup/environment/sessionEnvironment.ts'
import { MemoryVault } from '#server/platform/vault/memoryVault.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import { storeAttachment } from '#server/host/attachments/storeAttachment.ts'
import { me, SessionWorld, somebodyElse } from '#test/support/host/sessionWorld.ts'

/** A session with two turns behind it. */
async function talked() {
  const world = new SessionWorld()
  const session = await world.idle()
  const first = turn(world, session, ['Where is the harbour?', 'In the north.'])
  const second = turn(world, session, ['And the mast?', 'On the ship.'])
  return { world, session, first, second }
}

function turn(world: SessionWorld, session: Session, [prompt, answer]: readonly [string, string]): MessageId {
  const { agent } = world.launcher
  const { message_id } = world.send(session, prompt)
  agent.startTurn(message_id)
  agent.emit({ kind: 'block', block_id: `block of ${message_id}`, block_kind: 'text', text: answer })
  agent.endTurn({ turn_id: `turn of ${message_id}` })
  return message_id
}

/** What was said in a session, as its log has it. */
function said(world: SessionWorld, { state: { id } }: Pick<Session, 'state'>): string[] {
  return world
    .events(id)
    .flatMap((event) =>
      event.type === 'user_message' || event.type === 'claude_response' ? [event.content ?? ''] : [],
    )
}

describe('a fork', () => {
  test('behind a turn knows what was said up to there, and the session that it is from stays as it was', async () => {
    const { world, session, first, second } = await talked()
    const before = world.events(session.state.id)
    const fork = await world.forking.fork({ session_id: session.state.id, after_turn_id: `turn of ${first}` }, me)

    expect(said(world, { state: fork })).toEqual(['Where is the harbour?', 'In the north.'])
    expect(world.launcher.forkedBefore).toEqual([second])
    expect(world.events(session.state.id)).toEqual(before)
    expect(fork).toMatchObject({
      name: `${session.state.name} (fork)`,
      workspace_path: session.state.workspace_path,
      model: session.state.model,
      forked_from: { session_id: session.state.id, name: session.state.name },
    })
    expect(world.events(fork.id).map(({ seq }) => seq)).toEqual(world.events(fork.id).map((_, index) => index + 1))
  })

  test('that cannot be written leaves no variable of its own behind', async () => {
    const { world, session } = await talked()
    const kept = new Map<string, string>()
    const vault = new MemoryVault()
    const noted: Vault = {
      kind: 'file',
      get: (name) => vault.get(name),
      set: async (name, value) => void kept.set(name, value),
      delete: async (name) => void kept.delete(name),
      problem: async () => null,
    }
    const { id } = session.state
    await vault.set(`session_variable.${id}.KEY`, 'value')
    session.patch({ environment: ['KEY'] })
    const { registry, store, launcher, trust, time: clock } = world
    const full = {
      readEvents: store.readEvents.bind(store),
      seqOf: store.seqOf.bind(store),
      firstPrompt: store.firstPrompt.bind(store),
      lastTurn: store.lastTurn.bind(store),
      forkPoint: store.forkPoint.bind(store),
      insertFork: () => {
        throw new Error('full')
      },
    }
    const ids = { uuid: () => '00000000-0000-4000-8000-00000000000f' }
    const variables = new SessionEnvironment(noted)
    const forking = new Forking({ registry, store: full, launcher, trust, variables, clock, ids })
    await expect(forking.fork({ session_id: id }, me)).rejects.toThrow('full')
    expect(kept).toEqual(new Map())
  })

  test('before a message knows nothing of it, but has what it carried along', async () => {
    const world = new SessionWorld()
    const session = await world.idle()
    turn(world, session, ['Where is the harbour?', 'In the north.'])
    const { id } = session.state
    const file = storeAttachment(world.store, { session_id: id, name: 'a.txt', data: 'aGVsbG8=' })
    const { message_id } = session.send({
      content: 'Read it',
      when: 'queue',
      author: 'Mia',
      attachments: [file.sha256],
    })
    world.launcher.agent.endTurn({ turn_id: 'of the file' })

    const fork = await world.forking.fork({ session_id: id, before_message_id: message_id }, me)
    expect(said(world, { state: fork })).toEqual(['Where is the harbour?', 'In the north.'])
    expect(world.launcher.forkedBefore).toEqual([message_id])
    expect(world.store.attachment(fork.id, file.sha256)?.content.toString()).toBe('hello')
  })

  test('is started with Claude Code’s own fork, also when it is started again before it was told anything', async () => {
    const { world, session } = await talked()
    const { id } = await world.forking.fork({ session_id: session.state.id }, me)
    await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(2))
    const how = {
      session_id: id,
      start: 'fork',
      fork: { conversation_id: 'its-conversation', resume_at: 'its-last-line' },
    }
    expect(world.launcher.agent.launch).toMatchObject(how)

    const fork = world.registry.find(id, me)
    world.launcher.agent.ready()
    await fork.pause()
    fork.resume()
    await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(3))
    expect(world.launcher.agent.launch).toMatchObject(how)

    world.launcher.agent.ready()
    turn(world, fork, ['And now?', 'Now we sail.'])
    await fork.pause()
    fork.resume()
    await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(4))
    expect(world.launcher.agent.launch).toMatchObject({ session_id: id, start: 'resume' })
  })

  test('has used nothing yet: what was used is counted where it ran', async () => {
    const { world, session } = await talked()
    const fork = await world.forking.fork({ session_id: session.state.id }, me)
    expect(session.state.cost_usd).toBe(1)
    expect(fork).toMatchObject({ cost_usd: 0, files_changed: 0, message_count: 2, turn_count: 2, unread: false })
    expect(fork.usage.output_tokens).toBe(0)
  })

  test('is denied and told what the session that it is from was made with', async () => {
    const { world, session } = await talked()
    const setup = { system_prompt: 'Be brief.', denied_tools: ['Bash(mkdir *)'], allowed_tools: ['Bash(touch *)'] }
    session.patch({ setup })
    const fork = await world.forking.fork({ session_id: session.state.id }, me)
    expect(fork.setup).toEqual(setup)
    await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(2))
    expect(world.launcher.agent.launch.setup).toEqual(setup)
  })

  test('goes on when the session that it is from is deleted', async () => {
    const { world, session } = await talked()
    const { id } = await world.forking.fork({ session_id: session.state.id }, me)
    session.patch({ deletes_at: world.time.timestamp() })
    await session.pause()
    world.store.remove(session.state.id)
    const fork = world.registry.find(id, me)
    expect(said(world, fork)).toHaveLength(4)
    await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(2))
    world.launcher.agent.ready()
    turn(world, fork, ['And now?', 'Now we sail.'])
    expect(said(world, fork).at(-1)).toBe('Now we sail.')
  })

  test('of a session that has ended is a way to go on', async () => {
    const { world, session } = await talked()
    await session.terminate()
    const fork = await world.forking.fork({ session_id: session.state.id }, me)
    expect(fork.status).toBe('STARTING')
    expect(said(world, { state: fork })).toHaveLength(4)
  })

  test('does not take up what still goes on: no open question, no running work, no turn that is not over', async () => {
    const { world, session, second } = await talked()
    const { agent } = world.launcher
    const running = world.send(session, 'Go on')
    agent.startTurn(running.message_id)
    agent.emit({ kind: 'background_task', task: { task_id: 't', description: 'serve', state: 'running' } })
    const fork = await world.forking.fork({ session_id: session.state.id }, me)
    expect(said(world, { state: fork }).at(-1)).toBe('On the ship.')
    expect(world.launcher.forkedBefore).toEqual([running.message_id])
    expect(fork).toMatchObject({ background_tasks: [], pending_approvals: 0, turn_started_at: null })
    expect(world.types(fork.id)).not.toContain('background_task')
    expect(second).toBeDefined()
  })

  test('of a fork is told from the first one by its name', async () => {
    const { world, session } = await talked()
    const once = await world.forking.fork({ session_id: session.state.id, name: 'harbour (fork)' }, me)
    const twice = await world.forking.fork({ session_id: once.id }, me)
    const thrice = await world.forking.fork({ session_id: twice.id }, me)
    expect([once.name, twice.name, thrice.name]).toEqual(['harbour (fork)', 'harbour (fork 2)', 'harbour (fork 3)'])
  })

  test('shows the latest part of a conversation that is too long to be copied, and says so', async () => {
    const { world, session } = await talked()
    for (let index = 0; index < 20; index += 1) {
      turn(world, session, [`question ${index}`, 'long '.repeat(200_000)])
    }
    const fork = await world.forking.fork({ session_id: session.state.id }, me)
    const events = world.events(fork.id)
    expect(JSON.stringify(events).length).toBeLessThan(17 * 1024 * 1024)
    expect(events[0]).toMatchObject({ seq: 1, type: 'user_message' })
    expect(said(world, { state: fork })).toContain('question 19')
    expect(said(world, { state: fork })).not.toContain('question 0')
    const notice = events.find((event) => event.type === 'notice' && event.data.code === 'forked')
    expect(notice?.content).toContain('Only the latest part')
  })
})

describe('nothing is forked', () => {
  test('at a point that the session does not have, or that Claude Code does not know', async () => {
    const { world, session, second } = await talked()
    const session_id = session.state.id
    const nowhere = world.forking.fork({ session_id, before_message_id: MessageId.parse('none') }, me)
    await expect(nowhere).rejects.toMatchObject({
      code: 'SESSION_002',
      message: expect.stringContaining('no such message'),
    })
    const never = world.forking.fork({ session_id, after_turn_id: 'none' }, me)
    await expect(never).rejects.toMatchObject({ code: 'SESSION_002', message: expect.stringContaining('no such turn') })
    for (const kind of ['unknown', 'summed_up', 'gone'] as const) {
      world.launcher.forkPlace = { kind }
      const refused = world.forking.fork({ session_id, before_message_id: second }, me)
      await expect(refused).rejects.toMatchObject({
        code: 'SESSION_003',
        message: expect.stringContaining('Nothing was changed'),
      })
    }
    expect(world.registry.list({ limit: 10 }, me).sessions).toHaveLength(1)
  })

  test('before a turn is over', async () => {
    const world = new SessionWorld()
    const session = await world.working()
    await expect(world.forking.fork({ session_id: session.state.id }, me)).rejects.toMatchObject({
      code: 'SESSION_003',
    })
  })

  test('by somebody else', async () => {
    const { world, session } = await talked()
    const asked = world.forking.fork({ session_id: session.state.id }, somebodyElse)
    await expect(asked).rejects.toMatchObject({ code: 'SESSION_002' })
  })

  test('from a session that is deleted meanwhile', async () => {
    const { world, session } = await talked()
    const asked = world.forking.fork({ session_id: session.state.id }, me)
    session.patch({ deletes_at: world.time.timestamp() })
    await expect(asked).rejects.toMatchObject({ code: 'SESSION_002' })
    expect(world.registry.list({ limit: 10 }, me).sessions).toEqual([])
  })
})

test('a fork before the first message begins anew, with nothing but that message to be changed', async () => {
  const { world, session, first } = await talked()
  world.launcher.forkPlace = { kind: 'beginning' }
  const fork = await world.forking.fork({ session_id: session.state.id, before_message_id: first }, me)
  expect(said(world, { state: fork })).toEqual([])
  await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(2))
  expect(world.launcher.agent.launch).toMatchObject({ session_id: fork.id, start: 'new' })
})

test('a fork whose conversation Claude Code has lost before its first message says so, as any other', async () => {
  const { world, session } = await talked()
  const { id } = await world.forking.fork({ session_id: session.state.id }, me)
  await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(2))
  const fork = world.registry.find(id, me)
  await fork.pause()
  world.launcher.isLost = true
  fork.resume()
  await vi.waitFor(() => expect(fork.state.status_reason).toBe('conversation_gone'))
})
