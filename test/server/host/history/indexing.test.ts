import { mkdirSync, renameSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { InputOf } from '#shared/operations/table.ts'
import { HistoryWorld, talk } from '#test/support/host/historyWorld.ts'
import { Transcript } from '#test/support/host/transcripts.ts'

test('a conversation is listed with what its transcript tells of it', () => {
  const world = new HistoryWorld()
  const transcript = talk(world, 'one')
  transcript.raw({ type: 'cost-state', totalCostUSD: 0.5 })
  transcript.raw({ type: 'ai-title', aiTitle: 'Lights' })
  transcript.raw({ type: 'tide-table' })
  world.read()
  const [told] = world.list().conversations
  expect(told).toMatchObject({
    conversation_id: 'one',
    title: 'Lights',
    project: '/home/me/harbour',
    git_branch: 'main',
    models: ['claude-opus-5-5'],
    turns: 1,
    messages: 4,
    tokens: 17,
    cost_usd: 0.5,
    tools: ['Edit'],
    files: ['/home/me/harbour/map.md'],
    source: 'terminal',
    unreadable_lines: 0,
  })
  expect(world.texts('one')).toEqual(['Where is the lighthouse?', 'On the cliff.', 'The map shows the lighthouse now.'])
})

test('conversations are found by words, phrase, project, date, model, tool, file and source', () => {
  const world = new HistoryWorld()
  talk(world, 'one')
  talk(world, 'two', { cwd: '/home/me/yard', word: 'crane' })
  world.read()
  const ids = (input: InputOf<'history.list'>) =>
    world.list(input).conversations.map(({ conversation_id }) => conversation_id)
  expect(ids({ q: 'lighthouse' })).toEqual(['one'])
  expect(ids({ q: '"the crane"' })).toEqual(['two'])
  expect(ids({ q: 'the crane lighthouse' })).toEqual([])
  expect(ids({ project: '/home/me/yard' })).toEqual(['two'])
  expect(ids({ from: '2026-11-20', to: '2026-11-20' })).toHaveLength(2)
  expect(ids({ from: '2026-11-21' })).toEqual([])
  expect(ids({ to: '2026-11-19' })).toEqual([])
  expect(ids({ model: 'claude-opus-5-5' })).toHaveLength(2)
  expect(ids({ model: 'claude-haiku' })).toEqual([])
  expect(ids({ tool: 'Edit', q: 'crane' })).toEqual(['two'])
  expect(ids({ tool: 'Bash' })).toEqual([])
  expect(ids({ file: 'YARD/map' })).toEqual(['two'])
  expect(ids({ source: 'terminal' })).toHaveLength(2)
  expect(ids({ source: 'homeport' })).toEqual([])
  expect(world.list({ q: 'crane' })).toMatchObject({
    found: { conversations: 1, matches: 2 },
    total: 2,
    projects: expect.arrayContaining(['/home/me/yard', '/home/me/harbour']),
    conversations: [{ matches: 2, snippet: { text: 'The map shows the crane now.', marks: [{ from: 18, to: 23 }] } }],
  })
})

test('pages follow one another without a gap, the latest first', () => {
  const world = new HistoryWorld()
  for (const id of ['a', 'b', 'c', 'd', 'e']) {
    talk(world, id)
  }
  world.read()
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const page = world.list({ limit: 2, ...(cursor === null ? {} : { cursor }) })
    ids.push(...page.conversations.map(({ conversation_id }) => conversation_id))
    cursor = page.next_cursor
  } while (cursor !== null)
  expect(ids).toEqual(['e', 'd', 'c', 'b', 'a'])
  expect(() => world.list({ cursor: 'mine' })).toThrow(/not one this server gave out/)
})

test('what grows is found, once: also what was half written, and what was read when the program was killed', () => {
  const world = new HistoryWorld()
  const transcript = talk(world, 'one')
  const half = JSON.stringify({
    type: 'user',
    uuid: 'u9',
    parentUuid: transcript.last,
    timestamp: '2026-11-20T11:00:00Z',
    message: { content: 'And the buoy?' },
  })
  transcript.text(half.slice(0, 40))
  world.read()
  expect(world.found('buoy')).toEqual([])
  transcript.text(`${half.slice(40)}\n`)
  world.read()
  world.read()
  expect(world.found('buoy')).toEqual(['one 1'])

  const long = new Transcript(world.projects, { id: 'long' })
  for (let turn = 0; turn < 600; turn += 1) {
    long.prompt(`mooring number${turn} ${'rope '.repeat(2_000)}`)
  }
  world.read(2)
  const part = world.list({ q: 'mooring' }).found.matches
  expect(part).toBeGreaterThan(0)
  expect(part).toBeLessThan(600)
  world.restart()
  world.read(1)
  expect(world.progress).toEqual({ done: 1, total: 2 })
  world.read()
  expect(world.found('mooring')).toEqual(['long 600'])
  expect(world.found('number599')).toEqual(['long 1'])
  expect(world.progress).toBeNull()
})

test('a transcript that is cut, replaced, moved or deleted is what it is now', () => {
  const world = new HistoryWorld()
  const transcript = talk(world, 'one')
  talk(world, 'two', { word: 'crane' })
  world.read()
  truncateSync(transcript.file, Math.floor(statSync(transcript.file).size / 2))
  world.read()
  expect(world.found('lighthouse')).toEqual(['one 1'])
  rmSync(transcript.file)
  new Transcript(world.projects, { id: 'one' }).prompt(`Only a whale ${'and more '.repeat(1_000)}`)
  world.read()
  expect([world.found('lighthouse'), world.found('whale')]).toEqual([[], ['one 1']])
  const yard = path.join(world.projects, '-home-me-yard')
  mkdirSync(yard)
  renameSync(transcript.file, path.join(yard, 'one.jsonl'))
  world.read()
  expect(world.found('whale')).toEqual(['one 1'])
  rmSync(path.join(yard, 'one.jsonl'))
  world.read()
  expect([world.found('whale'), world.found('crane')]).toEqual([[], ['two 2']])
  expect(world.problems).toEqual([])
})

test('a transcript that comes in the moment in which its folder is read is found with the next look', () => {
  const world = new HistoryWorld()
  talk(world, 'one')
  const folder = path.join(world.projects, '-home-me-harbour')
  const moment = Math.floor(Date.now() / 1_000)
  utimesSync(folder, moment, moment)
  world.read()
  talk(world, 'two', { word: 'crane' })
  // As a file system tells it whose times are coarse.
  utimesSync(folder, moment, moment)
  world.read()
  expect(world.found('crane')).toEqual(['two 2'])
})

/** As many looks as it takes until all folders are listed once more, though none has changed. */
function listAll(world: HistoryWorld): void {
  for (let look = 0; look < 60; look += 1) {
    world.read()
  }
}

test('what a folder holds that cannot be read for a while is not forgotten, and goes on once it can', () => {
  const world = new HistoryWorld()
  talk(world, 'one')
  const two = talk(world, 'two', { cwd: '/home/me/yard', word: 'crane' })
  world.read()
  world.transcripts.unread = ['-home-me-yard']
  talk(world, 'three', { cwd: '/home/me/dock', word: 'rope' })
  listAll(world)
  expect([world.found('crane'), world.found('rope')]).toEqual([['two 2'], ['three 2']])
  two.prompt('Is the anvil there?')
  world.transcripts.unread = []
  listAll(world)
  expect([world.found('crane'), world.found('anvil')]).toEqual([['two 2'], ['two 1']])
})

test('the transcript of a sub-agent that is empty when it is listed is read once it tells whose it is', () => {
  const world = new HistoryWorld()
  const { file } = talk(world, 'one')
  const folder = path.dirname(file)
  const agent = path.join(folder, 'agent-a1.jsonl')
  writeFileSync(agent, '')
  utimesSync(folder, 1_000_000_000, 1_000_000_000)
  world.read()
  const line = { type: 'assistant', uuid: 'a1', parentUuid: null, sessionId: 'one', isSidechain: true }
  const message = { id: 'msg_a', role: 'assistant', content: [{ type: 'text', text: 'the lantern turns' }] }
  writeFileSync(agent, `${JSON.stringify({ ...line, timestamp: '2026-11-20T08:00:00.000Z', message })}\n`)
  listAll(world)
  expect(world.found('lantern')).toEqual(['one 1'])
})

test('links are not followed, and what is no transcript is not read', () => {
  const world = new HistoryWorld()
  const elsewhere = new HistoryWorld()
  const secret = talk(elsewhere, 'secret')
  talk(world, 'one')
  const folder = path.join(world.projects, '-home-me-harbour')
  symlinkSync(secret.file, path.join(folder, 'linked.jsonl'))
  symlinkSync(path.dirname(secret.file), path.join(world.projects, '-linked-folder'))
  mkdirSync(path.join(folder, 'folder.jsonl'))
  writeFileSync(path.join(folder, 'notes.txt'), 'lighthouse')
  world.read()
  expect(world.list().conversations.map(({ conversation_id }) => conversation_id)).toEqual(['one'])
})

test('lines that are corrupt, unknown or huge stop nothing: what is left out is counted', () => {
  const world = new HistoryWorld()
  const transcript = new Transcript(world.projects, { id: 'one' })
  transcript.text('\0\0\0\n{"type":"user","mess\n[]\n')
  transcript.prompt('before')
  transcript.text(Buffer.alloc(33 * 1024 * 1024, 'x'))
  transcript.text('\n')
  transcript.answer(`a long answer ${'wave '.repeat(4 * 1024 * 1024)}`)
  transcript.prompt('behind it')
  world.read()
  expect(world.list().conversations).toMatchObject([{ unreadable_lines: 4, turns: 2 }])
  expect(world.found('behind')).toEqual(['one 1'])
})

test('an index that is damaged or of another version is made anew', () => {
  const world = new HistoryWorld()
  talk(world, 'one')
  world.read()
  const other = new HistoryWorld()
  other.restart(() => writeFileSync(other.file, 'no database'))
  talk(other, 'one')
  other.read()
  expect(other.found('lighthouse')).toEqual(['one 2'])
})
