import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { rgPath } from '@vscode/ripgrep'
import { UserId } from '#shared/ids.ts'
import { operations } from '#shared/operations/table.ts'
import { openHistoryDatabase } from '#server/host/history/database/historyDatabase.ts'
import { Answers } from '#server/host/history/indexer/answers.ts'
import { Transcripts } from '#server/host/history/copies/transcripts.ts'
import { Indexing } from '#server/host/history/indexer/indexing.ts'
import type { Bench } from '../bench.ts'
import { percentile } from '../report/statistics.ts'
import { whileIndexing } from './meanwhile.ts'
import { writeTranscripts, wordAt } from './transcripts.ts'

const MB = 1024 * 1024
const GOAL_S_PER_GB = 1024 / 150
const GOAL_SEARCH_MS = 50

/**
 * Generated transcripts of real shape are indexed, in this process, and searched: processor time for a gigabyte, and how
 * long a search takes over all of it; then the product does so while sessions talk. Beside it, `rg` reads the same bytes, where it is installed.
 */
export const benchHistory: Bench = async ({ quick, apiUrl, say }) => {
  const meanwhile = await whileIndexing({ quick, apiUrl, say })
  const folder = mkdtempSync(path.join(tmpdir(), 'homeport-bench-history-'))
  const projects = path.join(folder, 'projects')
  mkdirSync(projects)
  try {
    const bytes = writeTranscripts(projects, (quick ? 64 : 1024) * MB)
    say(`${Math.round(bytes / MB)} MB of transcripts are written`)
    const index = await indexed(projects, path.join(folder, 'history.db'))
    const beside = besideRg(projects, bytes)
    const perGb = (index.cpu_s * 1024 * MB) / bytes
    const searches = searched(index.answers, quick ? 40 : 200)
    index.close()
    const shape = `${Math.round(bytes / MB)} MB`
    return [
      {
        what: 'indexing 1 GB of transcripts, processor time',
        goal: GOAL_S_PER_GB,
        unit: 's',
        value: perGb,
        samples: [perGb],
        note: `${shape}: ${Math.round(bytes / MB / index.cpu_s)} MB/s of one core; ${beside}`,
      },
      {
        what: 'a search of all transcripts, p95',
        goal: GOAL_SEARCH_MS,
        unit: 'ms',
        value: percentile(searches, 0.95),
        samples: searches,
        note: `${shape}, words of every frequency, thirty conversations with their snippets`,
      },
      ...meanwhile,
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function indexed(projects: string, file: string) {
  const database = openHistoryDatabase(file)
  const transcripts = new Transcripts(projects)
  const indexing = new Indexing(database, transcripts, (error) => {
    throw error
  })
  const before = process.cpuUsage()
  indexing.look()
  for (const _ of indexing.steps()) {
    // As the thread does, between two steps.
    await new Promise(setImmediate)
  }
  const { user, system } = process.cpuUsage(before)
  const answers = new Answers({ database, transcripts, indexing, ownerOf: () => null })
  return { answers, cpu_s: (user + system) / 1e6, close: () => database.close() }
}

function searched(answers: Answers, times: number): readonly number[] {
  const who = { user_id: UserId.parse('bench'), role: 'owner', is_local_owner: true } as const
  return Array.from({ length: times }, (_, index) => {
    const q = `${wordAt(index * 37)} ${index % 3 === 0 ? wordAt(index * 11) : ''}`.trim()
    const params = operations['history.list'].params.parse({ q })
    const begin = performance.now()
    answers.list({ who, params })
    return performance.now() - begin
  })
}

function besideRg(projects: string, bytes: number): string {
  const begin = performance.now()
  const { status } = spawnSync(rgPath, ['--threads', '1', '--count', 'no-such-word-anywhere', projects], {
    windowsHide: true,
  })
  const took = performance.now() - begin
  return status === null || status > 1
    ? 'rg is not installed'
    : `rg reads them with ${Math.round(bytes / MB / (took / 1000))} MB/s`
}
