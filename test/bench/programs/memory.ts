import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Bench, repeat } from '../bench.ts'
import type { Client } from '../support/client.ts'
import { startWithFakeClaude } from '../support/manySessions.ts'
import type { Product } from '../support/product.ts'
import { type Row, medianRow } from '../report/row.ts'
import { summarise } from '../report/statistics.ts'

const MB = 1024

/** What the processes hold: proportional set size, so that pages shared between them count once. */
export const benchMemory: Bench = async ({ quick, apiUrl, say }) => {
  const sessions = quick ? 5 : 50
  const samples = await repeat(quick ? 1 : 3, async (index) => {
    say(`memory, run ${index + 1}`)
    return measure(apiUrl, sessions)
  })
  return toRows(samples, sessions)
}

interface Sample {
  readonly idle: number
  readonly supervisor: number
  /** Gateway and host, per session, after each had a turn. */
  readonly perSession: number
}

/** Settles first: what the start left behind is collected within seconds. */
const SETTLE_MS = 10_000

/** The first sessions pay for what all of them need: code that is compiled, caches that fill. */
const WARM_UP_SESSIONS = 10

/** Waits until what was going on is over and collected. */
export async function settled(): Promise<void> {
  await sleep(SETTLE_MS)
}

async function measure(apiUrl: string, sessions: number): Promise<Sample> {
  const { client, project, product, close } = await startWithFakeClaude(apiUrl)
  try {
    await settled()
    const idle = pssOfServers(product)
    const supervisor = pssKb(product.supervisorPid)
    await work(client, project, WARM_UP_SESSIONS)
    const before = pssOfServers(product)
    await work(client, project, sessions)
    return { idle, supervisor, perSession: (pssOfServers(product) - before) / sessions }
  } finally {
    await close()
  }
}

/** Each session starts and has three turns; then everything rests. */
async function work(client: Client, project: string, sessions: number): Promise<void> {
  const ids = await repeat(sessions, () => client.createSession(project))
  await repeat(3, () => Promise.all(ids.map((id) => client.runTurn(id, '@tokens 100'))))
  await settled()
}

function pssOfServers({ info }: Product): number {
  return pssKb(info.gateway_pid) + pssKb(info.host_pid)
}

/** Proportional set size of a process. */
export function pssKb(pid: number): number {
  const line = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))
  return Number(line?.[1])
}

function toRows(samples: readonly Sample[], sessions: number): Row[] {
  const supervisor = summarise(samples.map((sample) => sample.supervisor / MB)).median
  return [
    medianRow({
      what: 'memory of gateway + host, idle (PSS)',
      goal: 110,
      unit: 'MB',
      samples: samples.map((sample) => sample.idle / MB),
      note: `${SETTLE_MS / 1000} s after the start, one client connected; the supervisor has another ${supervisor.toFixed(1)} MB`,
    }),
    medianRow({
      what: 'memory per session without its Claude Code',
      goal: 1024,
      unit: 'KB/session',
      samples: samples.map((sample) => sample.perSession),
      note: `growth of gateway + host over ${sessions} sessions of three turns that run and are followed, after ${WARM_UP_SESSIONS} others`,
    }),
  ]
}
