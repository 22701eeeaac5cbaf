import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { MessageId } from '#shared/ids.ts'
import { findForkPlace } from '#server/host/claude/transcripts/forkPlace.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const said = [
  { type: 'user', uuid: 'p1', parentUuid: null, message: { content: 'one' } },
  {
    type: 'assistant',
    uuid: 'a1',
    parentUuid: 'p1',
    message: { content: [{ type: 'text', text: 'and "uuid":"p9"' }] },
  },
  { type: 'user', uuid: 'p2', parentUuid: 'a1', message: { content: 'two' } },
  { type: 'attachment', uuid: 's1', parentUuid: 'p2', attachment: { type: 'queued_command', source_uuid: 'steered' } },
  { type: 'assistant', uuid: 'a2', parentUuid: 's1', message: { content: [] } },
  { type: 'user', uuid: 'side', parentUuid: null, isSidechain: true, message: { content: 'of a sub-agent' } },
  { type: 'last-prompt', leafUuid: 'p2' },
]
const boundary = { type: 'system', subtype: 'compact_boundary', uuid: 'b', parentUuid: null }

function transcript(...lines: readonly object[]) {
  const file = path.join(temporaryFolder(), 'x.jsonl')
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'))
  return (before: string | null) =>
    findForkPlace(file, { conversation_id: 'c', before: before === null ? null : MessageId.parse(before) })
}

const at = (resume_at: string) => ({ kind: 'found', point: { conversation_id: 'c', resume_at } })

test('a fork ends with the line before the prompt, or with the last one of the conversation', async () => {
  const place = transcript(...said)
  expect(await place('p2')).toEqual(at('a1'))
  expect(await place('steered')).toEqual(at('p2'))
  expect(await place(null)).toEqual(at('a2'))
})

test('before the first prompt there is nothing, and of a prompt that Claude never took nothing is known', async () => {
  const place = transcript(...said)
  expect(await place('p1')).toEqual({ kind: 'beginning' })
  expect(await place('p9')).toEqual({ kind: 'unknown' })
})

test('what was summed up since is no place; what came after the summary is', async () => {
  const place = transcript(
    ...said,
    boundary,
    { type: 'assistant', uuid: 'a3', parentUuid: 'b', message: { content: 'he said "compact_boundary"' } },
    { type: 'user', uuid: 'p3', parentUuid: 'a3', message: { content: 'three' } },
    { type: 'assistant', uuid: 'a4', parentUuid: 'p3', message: { content: [] } },
  )
  expect(await place('p2')).toEqual({ kind: 'summed_up' })
  expect(await place('p3')).toEqual(at('a3'))
  expect(await place(null)).toEqual(at('a4'))
})

test('a transcript that cannot be read is gone', async () => {
  const folder = temporaryFolder()
  expect(await findForkPlace(folder, { conversation_id: 'c', before: null })).toEqual({ kind: 'gone' })
})
