import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { FileRows } from '#server/host/history/database/fileRows.ts'
import { openHistoryDatabase } from '#server/host/history/database/historyDatabase.ts'
import { stateOf } from '#server/host/history/files/fileState.ts'
import { listTranscripts } from '#server/host/history/files/transcriptFiles.ts'
import { HistoryWorld, talk } from '#test/support/host/historyWorld.ts'
import { Transcript } from '#test/support/host/transcripts.ts'

vi.setConfig({ testTimeout: 60_000 })

const program = path.join(import.meta.dirname, '../../../support/host/indexProgram.ts')

/** Runs the program until it has said so many steps, and kills it. */
async function killedAfter(steps: number, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [program, ...args], { windowsHide: true, stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = 0
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString().split('\n').length - 1
    if (said >= steps) {
      child.kill('SIGKILL')
    }
  })
  await once(child, 'close')
}

test('a program that is killed while it reads leaves nothing out and counts nothing twice', async () => {
  const world = new HistoryWorld()
  for (const id of ['one', 'two', 'three']) {
    const transcript = new Transcript(world.projects, { id })
    for (let turn = 0; turn < 400; turn += 1) {
      transcript.prompt(`mooring ${id}${turn} ${'rope '.repeat(2_000)}`)
      transcript.answer('made fast', { tokens: 2 })
    }
  }
  for (const steps of [1, 3, 2, 4]) {
    await killedAfter(steps, [world.projects, world.file])
  }
  world.read()
  const { conversations, found } = world.list({ q: 'mooring' })
  expect(found).toEqual({ conversations: 3, matches: 1_200 })
  expect(conversations.map(({ turns, messages, tokens }) => [turns, messages, tokens])).toEqual(
    Array.from({ length: 3 }, () => [400, 800, 800]),
  )
  expect(world.texts('two', { limit: 2 })).toEqual([expect.stringContaining('two399'), 'made fast'])
})

test('a transcript that a killed program had begun and read nothing of is read by the next one', () => {
  const world = new HistoryWorld()
  talk(world, 'begun')
  const database = openHistoryDatabase(world.file)
  onTestFinished(() => void database.close())
  const [file] = listTranscripts(world.projects).files
  const state = file === undefined ? null : stateOf(world.projects, file.path)
  if (file === undefined || state === null) {
    throw new Error('There is no transcript.')
  }
  new FileRows(database).begin(file, { ...state, head: '' })
  world.read()
  expect(world.found('lighthouse')).toEqual(['begun 2'])
})
