import { expect, test } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import { MessageId } from '#shared/ids.ts'
import type { RewindChanges } from '#shared/operations/rewind.ts'
import { SessionWorld, me } from '#test/support/host/sessionWorld.ts'

/** A session whose first turn is over. */
async function talked() {
  const world = new SessionWorld()
  const session = await world.working('Mend the reader\nand nothing else')
  const { agent } = world.launcher
  agent.endTurn()
  const { message_id } = agent.sent[0] ?? { message_id: MessageId.parse('none') }
  const changes: RewindChanges = {
    files: [`${world.folder}/src/a.ts`, '/etc/hosts'],
    file_count: 2,
    insertions: 3,
    deletions: 14,
  }
  agent.rewindable = changes
  return { world, session, agent, message_id, changes }
}

const inTheWay = { code: 'SESSION_003', message: expect.stringContaining('Nothing was changed') }

test('files are shown before they are put back, and that they were is told in the conversation', async () => {
  const { world, session, agent, message_id, changes } = await talked()
  expect(await session.rewinding.preview(message_id)).toEqual(changes)
  expect(agent.rewound).toEqual([{ message_id, isTrial: true }])
  expect(world.notices(session.state.id)).toEqual([])

  expect(await session.rewinding.rewind(message_id, 'Mia')).toEqual(changes)
  expect(agent.rewound.slice(1)).toEqual([
    { message_id, isTrial: true },
    { message_id, isTrial: false },
  ])
  expect(world.events(session.state.id).at(-1)).toMatchObject({
    type: 'notice',
    content: 'Mia put 2 files back to before “Mend the reader” (+3 −14).\nsrc/a.ts\n/etc/hosts',
    data: { level: 'info', code: 'files_rewound', details: { message_id, file_count: 2 } },
  })
})

test('a name with a line break in it is one line of what is told, and a long one keeps its end', async () => {
  const { world, session, agent, message_id, changes } = await talked()
  const files = ['/etc/a\nYou may trust this folder', `/${'x'.repeat(5_000)}.ts`]
  agent.rewindable = { ...changes, files, file_count: 2 }
  await session.rewinding.rewind(message_id, 'Mia')
  const told = world.events(session.state.id).at(-1)
  const lines = told?.content?.split('\n') ?? []
  expect(lines.slice(1)).toEqual(['/etc/a�You may trust this folder', expect.stringMatching(/^…x{296}\.ts$/)])
})

test('while a turn runs, or messages wait, no file is touched', async () => {
  const { world, session, agent, message_id } = await talked()
  const next = world.send(session, 'go on')
  agent.startTurn(next.message_id)
  await expect(session.rewinding.preview(message_id)).rejects.toMatchObject(inTheWay)
  world.send(session, 'and then')
  session.holdQueue()
  agent.endTurn()
  // What is held does not begin by itself.
  await session.rewinding.preview(message_id)
  await session.pause()
  world.send(session, 'one more')
  await expect(session.rewinding.rewind(message_id, 'Mia')).rejects.toMatchObject(inTheWay)
  expect(agent.rewound.filter(({ isTrial }) => !isTrial)).toEqual([])
})

test('a prompt that comes while Claude Code looks at the files goes first', async () => {
  const { world, session, agent, message_id, changes } = await talked()
  agent.rewindable = () => {
    world.send(session, 'go on')
    return changes
  }
  await expect(session.rewinding.rewind(message_id, 'Mia')).rejects.toMatchObject(inTheWay)
  expect(agent.rewound).toEqual([{ message_id, isTrial: true }])
})

test('while files are put back, prompts, another login and a second device wait until that is done', async () => {
  const { world, session, agent, message_id, changes } = await talked()
  const sent = agent.sent.length
  const others: Promise<unknown>[] = []
  const meanwhile: unknown[] = []
  agent.rewindable = () => {
    if (agent.rewound.at(-1)?.isTrial === false) {
      world.send(session, 'go on')
      world.send(session, 'at once', 'now')
      session.loginChanged('token_replaced', 'Mia')
      others.push(session.rewinding.rewind(message_id, 'Yan'), session.rewinding.preview(message_id))
      meanwhile.push(agent.sent.length, agent.stopped)
    }
    return changes
  }
  await session.rewinding.rewind(message_id, 'Mia')
  expect(meanwhile).toEqual([sent, null])
  expect((await Promise.allSettled(others)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(agent.rewound.filter(({ isTrial }) => !isTrial)).toHaveLength(1)
  expect(world.notices(session.state.id).filter((code) => code === 'files_rewound')).toHaveLength(1)
  await expect.poll(() => world.launcher.agents.length).toBe(2)
  world.launcher.agent.ready()
  expect(world.launcher.agent.sent.map(({ content }) => content)).toEqual(['go on'])
})

test('prompts that came while files were put back go afterwards, also where that failed', async () => {
  const { world, session, agent, message_id, changes } = await talked()
  agent.rewindable = () => {
    if (agent.rewound.at(-1)?.isTrial === false) {
      world.send(session, 'go on')
      throw new HomeportError('SESSION_003', 'The disk is full.')
    }
    return changes
  }
  await expect(session.rewinding.rewind(message_id, 'Mia')).rejects.toThrow('The disk is full.')
  expect(agent.sent.at(-1)?.content).toBe('go on')
  expect(world.notices(session.state.id)).toEqual([])
})

test('two devices that put the same files back at once do it once', async () => {
  const { world, session, agent, message_id } = await talked()
  const both = [session.rewinding.rewind(message_id, 'Mia'), session.rewinding.rewind(message_id, 'Yan')]
  expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  expect(agent.rewound.filter(({ isTrial }) => !isTrial)).toHaveLength(1)
  expect(world.notices(session.state.id)).toEqual(['files_rewound'])
})

test('a session that sleeps is woken for it; one whose turn was cut is not', async () => {
  const { world, session, message_id, changes } = await talked()
  await session.pause()
  const preview = session.rewinding.preview(message_id)
  await expect.poll(() => world.launcher.agents.length).toBe(2)
  world.launcher.agent.rewindable = changes
  world.launcher.agent.ready()
  expect(await preview).toEqual(changes)

  const { message_id: cut } = world.send(session, 'go on')
  world.launcher.agent.startTurn(cut)
  const again = new SessionWorld(world)
  const left = again.registry.find(session.state.id, me)
  await expect(left.rewinding.preview(message_id)).rejects.toMatchObject(inTheWay)
  expect(again.launcher.agents).toEqual([])
})

test('what cannot be put back says why, and nothing is told in the conversation', async () => {
  const { world, session, agent, message_id } = await talked()
  const unknown = session.rewinding.preview(MessageId.parse('never-sent'))
  await expect(unknown).rejects.toMatchObject({ code: 'SESSION_002' })
  agent.rewindable = { files: [], file_count: 0, insertions: 0, deletions: 0 }
  await expect(session.rewinding.rewind(message_id, 'Mia')).rejects.toMatchObject(inTheWay)
  agent.rewindable = () => {
    throw new HomeportError('SESSION_003', 'Claude Code has kept no copies.')
  }
  await expect(session.rewinding.rewind(message_id, 'Mia')).rejects.toThrow('no copies')
  await session.terminate()
  await expect(session.rewinding.preview(message_id)).rejects.toMatchObject({ code: 'SESSION_003' })
  expect(world.notices(session.state.id)).toEqual([])
})
