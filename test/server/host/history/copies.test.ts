import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { operations } from '#shared/operations/table.ts'
import { Indexer } from '#server/host/history/indexer/indexer.ts'
import type { Question } from '#server/host/history/questions.ts'
import type { FromThread } from '#server/platform/threads/fromThread.ts'
import { putBack } from '#server/host/history/copies/putBack.ts'
import { HistoryWorld, olga, talk } from '#test/support/host/historyWorld.ts'
import { Transcript } from '#test/support/host/transcripts.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const PROJECT = '-home-me-harbour'

function copyOf(world: HistoryWorld, id: string): string {
  return path.join(world.copiesFolder, PROJECT, `${id}.jsonl.gz`)
}

/** A conversation with a sub-agent, as a newer Claude Code keeps it. */
function withAgent(world: HistoryWorld, id: string): Transcript {
  const transcript = new Transcript(world.projects, { id })
  transcript.prompt('Ask somebody about the lighthouse')
  transcript.call('Agent', { prompt: 'look' }, { id: 'toolu_agent' })
  transcript.result('toolu_agent', 'It is white.')
  const folder = path.join(path.dirname(transcript.file), id, 'subagents')
  mkdirSync(folder, { recursive: true })
  const line = { type: 'assistant', uuid: 'a1', parentUuid: null, sessionId: id, timestamp: '2026-11-20T08:00:00.000Z' }
  const message = { id: 'msg_a', role: 'assistant', content: [{ type: 'text', text: 'the lantern turns' }] }
  writeFileSync(path.join(folder, 'agent-one.jsonl'), `${JSON.stringify({ ...line, isSidechain: true, message })}\n`)
  writeFileSync(path.join(folder, 'agent-one.meta.json'), JSON.stringify({ toolUseId: 'toolu_agent' }))
  return transcript
}

test('a conversation that Claude Code removed is still listed, found and read, and its copy is what any gunzip reads', () => {
  const world = new HistoryWorld()
  const { file } = talk(world, 'one')
  const written = readFileSync(file)
  world.read()
  expect(world.copy()).toMatchObject({ copied: 1, removed: 0, problem: null })
  expect(world.list().conversations).toMatchObject([{ only_copy: false }])
  const before = world.texts('one')
  world.cleanUp(file)
  world.read()
  expect(world.found('lighthouse')).toEqual(['one 2'])
  expect(world.list().conversations).toMatchObject([{ conversation_id: 'one', only_copy: true }])
  expect(world.list({ q: 'lighthouse' }).conversations[0]?.snippet?.text).toContain('lighthouse')
  expect(world.texts('one')).toEqual(before)
  expect(execFileSync('gzip', ['-dc', copyOf(world, 'one')])).toEqual(written)
})

test('the index is made anew from copies alone, with what sub-agents said', () => {
  const world = new HistoryWorld()
  const { file } = withAgent(world, 'one')
  world.read()
  const before = world.texts('one')
  expect(before).toContain('the lantern turns')
  expect(world.copy().copied).toBe(2)
  world.cleanUp(file)
  world.restart(() => rmSync(world.file))
  world.read()
  expect(world.texts('one')).toEqual(before)
  expect(world.found('lighthouse')).toEqual(['one 1'])
})

test('a copy holds megabytes, and any part of it is read without the rest', () => {
  const world = new HistoryWorld()
  const transcript = new Transcript(world.projects, { id: 'long' })
  for (let turn = 0; turn < 300; turn += 1) {
    transcript.prompt(`turn ${turn} ${'rope '.repeat(3_000)}`)
  }
  const written = readFileSync(transcript.file)
  world.copy()
  const opened = world.copies.open(`${PROJECT}/long.jsonl`)
  expect(opened?.state.size).toBe(written.length)
  for (const [offset, length] of [
    [0, 10],
    [1_048_570, 20],
    [3_000_000, 1_200_000],
    [written.length - 5, 100],
    [written.length + 5, 10],
  ] as const) {
    expect(opened?.read(offset, length)).toEqual(written.subarray(offset, offset + length))
  }
  opened?.close()
  world.cleanUp(transcript.file)
  world.read()
  expect(world.list().conversations).toMatchObject([{ turns: 300 }])
})

test('only what rests is copied, and only once while it stays the same', () => {
  const world = new HistoryWorld()
  const transcript = talk(world, 'one')
  world.now = Date.now()
  expect(world.copy()).toMatchObject({ copied: 0, problem: null })
  world.now += 60 * 60_000
  expect(world.copy()).toMatchObject({ copied: 1 })
  expect(world.copy()).toMatchObject({ copied: 0 })
  transcript.answer('and at night it shines')
  // Ticks of the file system are coarse.
  utimesSync(transcript.file, new Date(), new Date(Date.now() + 5_000))
  world.now += 60 * 60_000
  expect(world.copy()).toMatchObject({ copied: 1 })
  world.cleanUp(transcript.file)
  world.read()
  expect(world.found('shines')).toEqual(['one 1'])
})

test('a transcript that was written over by a shorter one does not replace its copy; one that lost its end does', () => {
  const world = new HistoryWorld()
  const { file } = talk(world, 'one')
  const written = readFileSync(file)
  world.copy()
  const kept = () => execFileSync('gzip', ['-dc', copyOf(world, 'one')])
  writeFileSync(file, '{"type":"summary"}\n')
  utimesSync(file, new Date(), new Date(Date.now() + 5_000))
  expect(world.copy()).toMatchObject({ copied: 0, problem: null })
  expect(kept()).toEqual(written)
  const shorter = written.subarray(0, written.lastIndexOf('\n', -2) + 1)
  writeFileSync(file, shorter)
  utimesSync(file, new Date(), new Date(Date.now() + 10_000))
  expect(world.copy()).toMatchObject({ copied: 1, problem: null })
  expect(kept()).toEqual(shorter)
})

test('beyond the bound the oldest copies go, and are not made again', () => {
  const world = new HistoryWorld()
  const ids = ['old', 'middle', 'new']
  ids.forEach((id, index) => {
    const { file } = talk(world, id)
    const at = new Date(Date.now() - (20 - index * 5) * 86_400_000)
    utimesSync(file, at, at)
  })
  world.copy()
  const size = statSync(copyOf(world, 'new')).size
  expect(world.copy({ most_bytes: size * 2 + 10 })).toMatchObject({ removed: 1, copied: 0 })
  expect(world.copies.names().map(({ conversation_id }) => conversation_id)).toEqual(
    expect.arrayContaining(['new', 'middle']),
  )
  expect(world.copy({ most_bytes: size * 2 + 10 })).toMatchObject({ removed: 0, copied: 0 })
  expect(world.copy()).toMatchObject({ copied: 1 })
  expect(world.copy({ most_days: 16 })).toMatchObject({ removed: 1 })
  expect(world.copy({ most_days: 16 })).toMatchObject({ removed: 0, copied: 0 })
})

test('switched off, nothing is copied and what is there stays', () => {
  const world = new HistoryWorld()
  talk(world, 'one')
  world.copy()
  talk(world, 'two')
  expect(world.copy({ is_on: false })).toMatchObject({ copied: 0, removed: 0 })
  expect(world.copies.names()).toHaveLength(1)
})

test('on a disk that is nearly full nothing is copied, and that is said; with room again it goes on', () => {
  const world = new HistoryWorld()
  talk(world, 'one')
  world.hasRoom = false
  expect(world.copy()).toMatchObject({ copied: 0, problem: expect.stringContaining('nearly full') })
  world.hasRoom = true
  expect(world.copy()).toMatchObject({ copied: 1, problem: null })
})

test.each([
  ['cut', (file: string) => truncateSync(file, 100)],
  ['emptied', (file: string) => truncateSync(file, 0)],
  ['replaced by something else', (file: string) => writeFileSync(file, 'no gzip at all')],
  [
    'changed in the middle',
    (file: string) => {
      const bytes = readFileSync(file)
      bytes.fill(0x55, 200, 220)
      writeFileSync(file, bytes)
    },
  ],
])('a copy that was %s takes nothing else with it', (_how, damage) => {
  const world = new HistoryWorld()
  const one = talk(world, 'one')
  const two = talk(world, 'two', { word: 'crane' })
  world.copy()
  world.cleanUp(one.file)
  rmSync(two.file)
  damage(copyOf(world, 'one'))
  world.read()
  expect(world.found('crane')).toEqual(['two 2'])
  expect(world.found('lighthouse')).toEqual([])
})

test('what was put back is the same, resumable and never instead of something else', async () => {
  const world = new HistoryWorld()
  const { file } = withAgent(world, 'one')
  const kept = path.join(temporaryFolder(), 'kept')
  cpSync(world.projects, kept, { recursive: true })
  world.copy()
  world.cleanUp(file)
  const where = { copies: world.copiesFolder, projects: world.projects }
  expect(await putBack('two', where)).toBe(false)
  expect(await putBack('../one', where)).toBe(false)
  expect(await putBack('one', where)).toBe(true)
  for (const at of ['one.jsonl', 'one/subagents/agent-one.jsonl', 'one/subagents/agent-one.meta.json']) {
    expect(readFileSync(path.join(world.projects, PROJECT, at))).toEqual(readFileSync(path.join(kept, PROJECT, at)))
  }
  // Claude Code removes what is old: it counts from now.
  expect(Date.now() - statSync(file).mtimeMs).toBeLessThan(60_000)
  writeFileSync(file, 'Claude’s own\n')
  expect(await putBack('one', where)).toBe(false)
  expect(readFileSync(file, 'utf8')).toBe('Claude’s own\n')
})

test('nothing is put back through a link, and nothing from a copy that is damaged', async () => {
  const world = new HistoryWorld()
  const { file } = talk(world, 'one')
  world.copy()
  rmSync(path.dirname(file), { recursive: true })
  const elsewhere = temporaryFolder()
  symlinkSync(elsewhere, path.dirname(file))
  const where = { copies: world.copiesFolder, projects: world.projects }
  await expect(putBack('one', where)).rejects.toThrow(/no folder/)
  rmSync(path.dirname(file))
  truncateSync(copyOf(world, 'one'), 200)
  await expect(putBack('one', where)).rejects.toThrow(/unexpected end/)
  expect(() => statSync(file)).toThrow(/ENOENT/)
})

test('a conversation whose only copy was removed by its rules is listed no more', async () => {
  const world = new HistoryWorld()
  const { file } = talk(world, 'one')
  world.copy()
  world.cleanUp(file)
  const said: FromThread[] = []
  const start = { database: world.file, projects: world.projects, copies: world.copiesFolder }
  const indexer = new Indexer(start, (message) => said.push(message))
  onTestFinished(() => indexer.stop())
  let asked = 0
  const ask = async (question: Question): Promise<unknown> => {
    const id = (asked += 1)
    indexer.take({ kind: 'question', id, question })
    const answer = () => said.find((message) => message.kind === 'answer' && message.id === id)
    await expect.poll(answer).toBeDefined()
    const found = answer()
    return found?.kind === 'answer' ? found.answer : null
  }
  const total = async () =>
    ((await ask({ kind: 'list', who: olga, params: operations['history.list'].params.parse({}) })) as { total: number })
      .total
  indexer.start()
  await expect.poll(total).toBe(1)
  const rules = { is_on: true, most_bytes: 0, most_days: 0 }
  expect(await ask({ kind: 'copy_transcripts', rules })).toMatchObject({ removed: 1 })
  await expect.poll(total).toBe(0)
})
