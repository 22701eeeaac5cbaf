import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { encodeFolder, inspectTranscript, transcriptPath } from '#server/host/claude/transcripts/transcripts.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

test.each([
  ['/home/me/proj', '-home-me-proj'],
  ['/home/me/my.project_1', '-home-me-my-project-1'],
  ['/a/😀', '-a---'],
  [`/${'x'.repeat(250)}`, `-${'x'.repeat(199)}-v734pd`],
])('%s lies under %s', (folder, name) => {
  expect(encodeFolder(folder)).toBe(name)
})

test('a prompt is found by its id where Claude took it up, not where it only waited', async () => {
  const folder = temporaryFolder()
  const file = path.join(folder, 'x.jsonl')
  writeFileSync(
    file,
    [
      '{"type":"queue-operation","operation":"enqueue","content":"waited"}',
      '{"type":"queue-operation","operation":"remove","commandUuid":"waited"}',
      '{"type":"user","message":{"role":"user","content":"hi"},"uuid":"taken"}',
      '{"type":"attachment","attachment":{"type":"queued_command","source_uuid":"steered"}}',
      '{"parentUuid":"only-a-parent","uuid":"other"}',
    ].join('\n'),
  )
  const has = async (id: string) => (await inspectTranscript(file, id)).has_message
  expect([await has('taken'), await has('steered'), await has('waited'), await has('only-a-parent')]).toEqual([
    true,
    true,
    false,
    false,
  ])
  expect(await inspectTranscript(file, undefined)).toEqual({ exists: true, has_message: false })
})

test('a transcript that is not there, or is no file, counts as absent', async () => {
  const folder = temporaryFolder()
  const file = transcriptPath(folder, '/home/me', 'id')
  expect(await inspectTranscript(file, 'x')).toEqual({ exists: false, has_message: false })
  mkdirSync(file, { recursive: true })
  expect(await inspectTranscript(file, 'x')).toEqual({ exists: false, has_message: false })
})
