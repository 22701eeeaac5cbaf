import { performance } from 'node:perf_hooks'
import { type Bench, repeat } from '../bench.ts'
import { type Client, isDelta } from '../support/client.ts'
import { startWithFakeClaude } from '../support/manySessions.ts'
import type { Row } from '../report/row.ts'
import { percentile } from '../report/statistics.ts'

/** Each session says a word this often: as fast as the real API sends chunks. */
const PACE_MS = 40
const GOAL_P99_MS = 50
const GOAL_SESSIONS = 100

/** From the host's stamp on a frame to its arrival at a client in another process, with many sessions streaming. */
export const benchDelivery: Bench = async ({ quick, apiUrl, say }) => {
  const product = await startWithFakeClaude(apiUrl)
  const { client, project } = product
  const sessions: string[] = []
  const rows: Row[] = []
  try {
    for (const count of quick ? [1, 5] : [1, 20, GOAL_SESSIONS]) {
      say(`${count} streaming sessions`)
      await repeat(count - sessions.length, async () => sessions.push(await client.createSession(project)))
      await Promise.all(sessions.map((sessionId) => client.runTurn(sessionId, 'Are you there?')))
      rows.push(...toRows(count, await streamWords(client, sessions, quick ? 3 : 15)))
    }
    return rows
  } finally {
    await product.close()
  }
}

interface Latencies {
  /** From the host's stamp, in milliseconds. */
  readonly host: number[]
  /** From the moment the agent process said the word. */
  readonly agent: number[]
}

/** Lets all sessions talk at once for so long and measures every frame while all of them do. */
export async function streamWords(client: Client, sessions: readonly string[], seconds: number): Promise<Latencies> {
  const words = Math.round((seconds * 1000) / PACE_MS)
  const latencies: Latencies = { host: [], agent: [] }
  const silent = new Set(sessions)
  let isOver = false
  const stop = client.listen(({ frame, at }) => {
    isOver ||= frame.type === 'turn_completed'
    if (isDelta(frame) && frame.session_id !== undefined) {
      silent.delete(frame.session_id)
    }
    if (silent.size === 0 && !isOver && isDelta(frame) && frame.timestamp !== undefined) {
      const arrived = performance.timeOrigin + at
      latencies.host.push(Math.max(0, arrived - Date.parse(frame.timestamp)))
      const said = (frame.content ?? '').trim().split(' ').map(Number)
      latencies.agent.push(...said.filter(Number.isFinite).map((time) => arrived - time))
    }
  })
  const content = `@clock\n@tokens ${words}\n@slow ${PACE_MS}`
  await Promise.all(sessions.map((sessionId) => client.runTurn(sessionId, content)))
  stop()
  return latencies
}

function toRows(count: number, { host, agent }: Latencies): Row[] {
  const name = count === 1 ? '1 streaming session' : `${count} streaming sessions`
  const through =
    agent.length === 0
      ? ''
      : `; from the agent's write p50 ${percentile(agent, 0.5).toFixed(1)}, p99 ${percentile(agent, 0.99).toFixed(1)} ms`
  return [
    {
      what: `host → browser delivery p50, ${name}`,
      goal: null,
      unit: 'ms',
      value: percentile(host, 0.5),
      samples: host,
      note: `one word per session every ${PACE_MS} ms; host's stamp is whole milliseconds${through}`,
    },
    {
      what: `host → browser delivery p99, ${name}`,
      goal: count === GOAL_SESSIONS ? GOAL_P99_MS : null,
      unit: 'ms',
      value: percentile(host, 0.99),
      samples: host,
      note: '',
    },
  ]
}
