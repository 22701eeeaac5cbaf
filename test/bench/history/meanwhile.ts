import { mkdirSync, readdirSync, renameSync } from 'node:fs'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { repeat } from '../bench.ts'
import { type Account, isDelta } from '../support/client.ts'
import { startWithFakeClaude } from '../support/manySessions.ts'
import { temporaryDataDir } from '../support/product.ts'
import type { Row } from '../report/row.ts'
import { percentile } from '../report/statistics.ts'
import { writeTranscripts } from './transcripts.ts'
import { indexed, writeSmall } from '../sessions/writers.ts'

const MB = 1024 * 1024
const GOAL_P99_MS = 50
const GOAL_LIST_MS = 50
const SESSIONS = 20
const PACE_MS = 40
/** Longer than reading takes: what is said after it is left out. */
const TALK_S = 240
const SMALL = 10_000

interface Wish {
  readonly quick: boolean
  readonly apiUrl: string
  readonly say: (sentence: string) => void
}

/**
 * What the product does for those who look on while its own index reads a gigabyte, from the host's stamp on a frame to its arrival;
 * and how long a page of the history takes with ten thousand conversations.
 */
export async function whileIndexing({ quick, apiUrl, say }: Wish): Promise<Row[]> {
  const folder = temporaryDataDir()
  const home = path.join(folder.path, 'home')
  const [staged, projects] = [path.join(folder.path, 'staged'), path.join(home, '.claude/projects')]
  ;[staged, projects].forEach((one) => mkdirSync(one, { recursive: true }))
  const bytes = writeTranscripts(staged, (quick ? 64 : 1024) * MB)
  const product = await startWithFakeClaude(apiUrl, { HOME: home })
  const { client, account, project } = product
  try {
    const sessions = await repeat(SESSIONS, () => client.createSession(project))
    await Promise.all(sessions.map((id) => client.runTurn(id, 'Are you there?')))
    await indexed(account)
    const late: number[] = []
    const stop = client.listen(({ frame, at }) => {
      if (isDelta(frame) && frame.timestamp !== undefined) {
        late.push(Math.max(0, performance.timeOrigin + at - Date.parse(frame.timestamp)))
      }
    })
    const content = `@clock\n@tokens ${Math.round((TALK_S * 1000) / PACE_MS)}\n@slow ${PACE_MS}`
    sessions.forEach((session_id, at) => client.send({ type: 'chat_message', id: `t${at}`, session_id, content }))
    await begun(() => late.length > SESSIONS)
    late.length = 0
    // All at once, as a history is there when Homeport is first started.
    readdirSync(staged).forEach((name) => renameSync(path.join(staged, name), path.join(projects, name)))
    const began = performance.now()
    await begun(() => isIndexing(account))
    await indexed(account)
    const took = (performance.now() - began) / 1000
    stop()
    say(`${Math.round(bytes / MB)} MB were indexed beside ${SESSIONS} sessions in ${took.toFixed(1)} s`)
    await Promise.all(
      sessions.map((session_id) => client.ask('session_control', { session_id, data: { action: 'terminate' } })),
    )
    const listing = await listTimes(account, { projects, quick })
    return [
      {
        what: 'host → browser delivery p99 while 1 GB is indexed',
        goal: GOAL_P99_MS,
        unit: 'ms',
        value: percentile(late, 0.99),
        samples: late,
        note: `${Math.round(bytes / MB)} MB in ${took.toFixed(1)} s, ${SESSIONS} sessions that say a word each ${PACE_MS} ms; p50 ${percentile(late, 0.5).toFixed(1)}, the last one ${Math.max(...late).toFixed(0)} ms`,
      },
      {
        what: 'a page of the history, p95',
        goal: GOAL_LIST_MS,
        unit: 'ms',
        value: percentile(listing, 0.95),
        samples: listing,
        note: `thirty of ${(quick ? 500 : SMALL).toLocaleString('en')} conversations and more, over HTTP`,
      },
    ]
  } finally {
    client.close()
    await product.close()
    folder.remove()
  }
}

async function listTimes(
  account: Account,
  { projects, quick }: { readonly projects: string; readonly quick: boolean },
): Promise<readonly number[]> {
  Array.from({ length: quick ? 500 : SMALL }, (_, number) => writeSmall(projects, number))
  await begun(() => isIndexing(account))
  await indexed(account)
  const { info, cookie } = account
  return repeat(quick ? 20 : 100, async () => {
    const begin = performance.now()
    const answer = await fetch(`${info.local_url}/api/history?limit=30`, { headers: { cookie } })
    await answer.arrayBuffer()
    return performance.now() - begin
  })
}

async function isIndexing({ info, cookie }: Account): Promise<boolean> {
  const answer = await fetch(`${info.local_url}/api/history?limit=1`, { headers: { cookie } })
  const { indexing } = (await answer.json()) as { readonly indexing: unknown }
  return answer.ok && indexing !== null
}

async function begun(is: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await is())) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
