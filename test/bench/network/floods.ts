import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Bench } from '../bench.ts'
import { streamWords } from '../sessions/delivery.ts'
import { type Flooder, startFlooder } from './flooder.ts'
import { type FakedProduct, startWithFakeClaude } from '../support/manySessions.ts'
import { openRemoteListener } from './remoteListener.ts'
import type { Row } from '../report/row.ts'
import { percentile } from '../report/statistics.ts'

const GOAL_P99_MS = 50
const WARM_UP_MS = 2000

/** Somebody tries bad credentials at the remote listener as fast as they are refused, while a session streams to its owner. */
export const benchFloods: Bench = async ({ quick, apiUrl, say }) => {
  const faked = await startWithFakeClaude(apiUrl)
  const rows: Row[] = []
  try {
    const listener = await openRemoteListener(faked.dataDir)
    const sessionId = await faked.client.createSession(faked.project)
    await faked.client.runTurn(sessionId, 'Are you there?')
    for (const addresses of [1, 10_000]) {
      const from = addresses === 1 ? 'one address' : 'many addresses'
      say(`a flood from ${from}`)
      const flooder = await startFlooder({ listener, addresses })
      try {
        await sleep(WARM_UP_MS)
        rows.push(...toRows(from, await measure({ faked, flooder, sessionId, seconds: quick ? 3 : 15 })))
      } finally {
        await flooder.close()
      }
    }
    return rows
  } finally {
    await faked.close()
  }
}

interface Sample {
  readonly perSecond: number
  readonly statuses: Readonly<Record<string, number>>
  readonly latencies: readonly number[]
}

async function measure(what: {
  readonly faked: FakedProduct
  readonly flooder: Flooder
  readonly sessionId: string
  readonly seconds: number
}): Promise<Sample> {
  const { faked, flooder, sessionId, seconds } = what
  await flooder.count()
  const began = performance.now()
  const { host } = await streamWords(faked.client, [sessionId], seconds)
  const statuses = await flooder.count()
  const refused = Object.entries(statuses).filter(([status]) => status === '401' || status === '429')
  const total = refused.reduce((sum, [, count]) => sum + count, 0)
  return { perSecond: (total * 1000) / (performance.now() - began), statuses, latencies: host }
}

function toRows(from: string, { perSecond, statuses, latencies }: Sample): Row[] {
  const told = Object.entries(statuses).map(([status, count]) => `${status}: ${count}`)
  return [
    {
      what: `refused sign-in attempts, flood from ${from}`,
      goal: null,
      unit: '/s',
      value: perSecond,
      samples: [perSecond],
      note: `64 at a time over TLS, by status ${told.join(', ')}; the flooder has what the others leave of the processors`,
    },
    {
      what: `host → browser delivery p99, flood from ${from}`,
      goal: GOAL_P99_MS,
      unit: 'ms',
      value: percentile(latencies, 0.99),
      samples: latencies,
      note: 'one streaming session, its viewer on loopback',
    },
  ]
}
