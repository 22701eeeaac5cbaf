import { freemem } from 'node:os'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { type Bench, repeat } from '../bench.ts'
import { claudeBinary } from '../support/claudeBinary.ts'
import { Client, isDelta, signIn, storeToken } from '../support/client.ts'
import { type FakedProduct, startWithFakeClaude } from '../support/manySessions.ts'
import { type Product, startProduct, temporaryDataDir } from '../support/product.ts'
import type { Row } from '../report/row.ts'
import { TICKS_PER_S, ticksOf } from './writers.ts'

const SESSIONS = 100
/** 20 a second in each. */
const PACE_MS = 50
/** Of the real one, while it streams. */
const CLAUDE_BYTES = 300 * 1024 * 1024

/** Processor time of gateway and host while sessions stream: as many of the real Claude Code as memory lets, then 100 of the fake. */
export const benchLiveSessions: Bench = async ({ quick, apiUrl, say }) => {
  const seconds = quick ? 5 : 20
  const most = Math.max(1, Math.min(SESSIONS, Math.floor((freemem() * 0.6) / CLAUDE_BYTES)))
  const real = quick ? 3 : most
  const fake = await startWithFakeClaude(apiUrl)
  const faked = await measureFake(fake, { count: quick ? 10 : SESSIONS, seconds })
  say('sessions of the fake streamed')
  return [faked, await measureReal({ apiUrl, count: real, seconds })]
}

async function measureFake(fake: FakedProduct, how: Pick<Measured, 'count' | 'seconds'>): Promise<Row> {
  try {
    return await measure({ ...fake, ...how })
  } finally {
    await fake.close()
  }
}

interface Measured {
  readonly client: Client
  readonly product: Product
  readonly project: string
  readonly count: number
  readonly seconds: number
  readonly isReal?: true
}

async function measureReal({ apiUrl, count, seconds }: { apiUrl: string; count: number; seconds: number }) {
  const folder = temporaryDataDir()
  const home = path.join(folder.path, 'home')
  const project = path.join(folder.path, 'project')
  ;[home, project].forEach((one) => mkdirSync(one))
  const env = { HOME: home, HOMEPORT_ANTHROPIC_BASE_URL: apiUrl, HOMEPORT_CLAUDE_PATH: claudeBinary() }
  const product = await startProduct({ dataDir: path.join(folder.path, 'data'), env })
  try {
    const account = await signIn(product.info)
    await storeToken(account)
    const client = await Client.open(account)
    return await measure({ client, product, project, count, seconds, isReal: true })
  } finally {
    await product.stop()
    folder.remove()
  }
}

interface Moment {
  readonly at: number
  readonly ticks: number
}

/** While all of them stream: from the moment that the last has begun until the first is done. */
async function measure({ client, product, project, count, seconds, isReal }: Measured): Promise<Row> {
  const ids = await repeat(count, () => client.createSession(project))
  await Promise.all(ids.map((id) => client.runTurn(id, '@tokens 1')))
  const pids = [product.info.gateway_pid, product.info.host_pid]
  const ticks = () => pids.reduce((sum, pid) => sum + ticksOf(pid), 0)
  const silent = new Set(ids)
  const seen: { from?: Moment; to?: Moment; deltas: number } = { deltas: 0 }
  const stop = client.listen(({ frame, at }) => {
    if (frame.type === 'turn_completed') {
      seen.to ??= { at, ticks: ticks() }
    }
    if (isDelta(frame) && silent.delete(frame.session_id ?? '') && silent.size === 0) {
      seen.from = { at, ticks: ticks() }
    } else if (isDelta(frame) && seen.from !== undefined && seen.to === undefined) {
      seen.deltas += 1
    }
  })
  const words = Math.round((seconds * 1000) / PACE_MS)
  await Promise.all(ids.map((id) => client.runTurn(id, `@slow ${PACE_MS}\n@tokens ${words}`)))
  stop()
  const { from: began, to: ended, deltas } = seen
  if (began === undefined || ended === undefined) {
    throw new Error('Not all sessions streamed at the same time.')
  }
  const took = (ended.at - began.at) / 1000
  const value = ((ended.ticks - began.ticks) / TICKS_PER_S / took) * 100
  const kind = isReal === true ? 'the real Claude Code, as many as memory lets' : 'the fake'
  return {
    what: `${count} live sessions of ${isReal === true ? 'the real Claude Code' : 'the fake'}: processor of gateway + host`,
    goal: 60,
    unit: '% of a core',
    value,
    samples: [value],
    note: `${kind}; one viewer follows all; ${(deltas / took / count).toFixed(1)} deltas/s reached it from each, over ${took.toFixed(0)} s`,
  }
}
