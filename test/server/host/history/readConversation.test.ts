import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import type { Person } from '#shared/session/maySee.ts'
import { HistoryWorld, mel, olga, otto, talk } from '#test/support/host/historyWorld.ts'
import { Transcript } from '#test/support/host/transcripts.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

test('sub-agents belong to their conversation: their words are found in it, and their steps stand in their call', () => {
  const world = new HistoryWorld()
  const transcript = talk(world, 'one')
  transcript.call('Agent', { description: 'Look at the sails', prompt: 'look' }, { id: 'call-1' })
  transcript.result('call-1', 'They are fine.')
  const folder = path.join(path.dirname(transcript.file), 'one', 'subagents')
  mkdirSync(folder, { recursive: true })
  const agent = new Transcript(temporaryFolder(), { id: 'agent-a1' })
  agent.prompt('look')
  agent.answer('The halyard is frayed.')
  renameSync(agent.file, path.join(folder, 'agent-a1.jsonl'))
  writeFileSync(path.join(folder, 'agent-a1.meta.json'), '{"toolUseId":"call-1"}')
  world.read()
  expect(world.found('halyard')).toEqual(['one 1'])
  expect(world.open('one').events).toContainEqual(
    expect.objectContaining({
      content: 'The halyard is frayed.',
      data: expect.objectContaining({ parent_tool_use_id: 'call-1' }),
    }),
  )
  expect(world.list().conversations).toHaveLength(1)
})

test('a conversation of a session is its person’s alone; those of the machine are for the person whose machine it is', () => {
  const world = new HistoryWorld()
  talk(world, 'machine')
  talk(world, 'mels')
  talk(world, 'ottos')
  world.owners.set('mels', 'mel').set('ottos', 'otto')
  world.read()
  const seen = (who: Person) => {
    const all = world.list({}, who)
    const ids = all.conversations.map(({ conversation_id }) => conversation_id)
    const searched = world.list({ q: 'lighthouse' }, who)
    return {
      ids,
      counts: [all.total, searched.conversations.length, searched.found.conversations],
      opened: opened(who),
    }
  }
  const opened = (who: Person) => ['machine', 'mels', 'ottos'].filter((id) => isOpenTo(world, id, who))
  expect([seen(olga), seen(mel), seen(otto)]).toEqual([only('machine'), only('mels'), only('ottos')])
  expect(() => world.open('nobody')).toThrow(/no such conversation/)
})

test('branches are told, and the way that a resume goes on with is the one that was written to last', () => {
  const world = new HistoryWorld()
  const transcript = new Transcript(world.projects, { id: 'one' })
  transcript.prompt('Which flag?')
  const fork = transcript.answer('The blue one.')
  transcript.prompt('Paint it')
  const left = transcript.answer('Painted blue.')
  transcript.prompt('Rather red', { after: fork })
  transcript.answer('Painted red.')
  world.read()
  expect(world.texts('one')).toEqual(['Which flag?', 'The blue one.', 'Rather red', 'Painted red.'])
  expect(world.open('one').branches).toMatchObject([{ text: 'Paint it', leaf: left }])
  expect(world.texts('one', { leaf: left })).toEqual(['Which flag?', 'The blue one.', 'Paint it', 'Painted blue.'])
  expect(() => world.open('one', { leaf: 'nowhere' })).toThrow(/no such branch/)
})

test('calls that ran at the same time are no branches, and a circle of parents ends', () => {
  const world = new HistoryWorld()
  const transcript = new Transcript(world.projects, { id: 'one' })
  transcript.prompt('Look twice')
  const one = transcript.call('Read', { file_path: 'a' }, { id: 'ta', message: 'm' })
  const two = transcript.call('Read', { file_path: 'b' }, { id: 'tb', message: 'm' })
  transcript.result('tb', 'b', { after: two })
  transcript.result('ta', 'a', { after: one })
  transcript.answer('Both seen.')
  transcript.raw({
    type: 'user',
    uuid: 'x',
    parentUuid: 'y',
    timestamp: '2026-11-20T09:00:00Z',
    message: { content: 'round' },
  })
  transcript.raw({
    type: 'user',
    uuid: 'y',
    parentUuid: 'x',
    timestamp: '2026-11-20T09:00:00Z',
    message: { content: 'and round' },
  })
  transcript.answer('The end.')
  world.read()
  const { events, branches } = world.open('one')
  expect(events.filter(({ type }) => type === 'tool_use' || type === 'tool_result')).toHaveLength(4)
  expect(branches.length).toBeLessThan(3)
})

test('a long conversation is read in pages that fit together and begin with a message', () => {
  const world = new HistoryWorld()
  const transcript = new Transcript(world.projects, { id: 'one' })
  for (let turn = 0; turn < 50; turn += 1) {
    transcript.prompt(`ask ${turn}`)
    transcript.answer(`say ${turn}`)
  }
  world.read()
  const texts: string[] = []
  const seqs: number[] = []
  let before_seq: number | null = null
  do {
    const page = world.open('one', { limit: 21, ...(before_seq === null ? {} : { before_seq }) })
    expect(page.events[0]?.type).toBe('user_message')
    texts.unshift(...page.events.flatMap(({ content }) => content ?? []))
    seqs.unshift(...page.events.map(({ seq }) => seq))
    before_seq = page.next_before_seq
  } while (before_seq !== null)
  expect(texts).toEqual(Array.from({ length: 50 }, (_, turn) => [`ask ${turn}`, `say ${turn}`]).flat())
  expect(seqs).toEqual([...new Set(seqs)].toSorted((left, right) => left - right))
})

function only(id: string) {
  return { ids: [id], counts: [1, 1, 1], opened: [id] }
}

function isOpenTo(world: HistoryWorld, id: string, who: Person): boolean {
  try {
    return world.open(id, {}, who).events.length > 0
  } catch (error) {
    return !(error instanceof HomeportError && error.code === 'SESSION_002')
  }
}
