import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Bench, repeat } from '../bench.ts'
import { claudeBinary } from '../support/claudeBinary.ts'
import { type Account, Client, isDelta, signIn, storeToken } from '../support/client.ts'
import { startProduct, temporaryDataDir } from '../support/product.ts'
import { type Row, medianRow } from '../report/row.ts'

/** Whoever began a session is at its page for a moment before they begin another. */
const SETTLE_MS = 3_000

/** A new session → its first token, the prompt sent at once: with a Claude Code that is kept started, and without. */
export const benchWarmSpare: Bench = async ({ quick, apiUrl, say }) => {
  const times = quick ? 3 : 12
  const cold = await measure({ apiUrl, times, isOn: false })
  say('new sessions, nothing kept started')
  const warm = await measure({ apiUrl, times, isOn: true })
  return [
    row('new session → first token, Claude Code starts', cold, 'the real Claude Code, the stand-in of the API'),
    row('the same with claude.warm_spare', warm, 'one waits in the folder of the session before'),
  ]
}

function row(what: string, samples: readonly number[], note: string): Row {
  return medianRow({ what, goal: null, unit: 'ms', samples, note })
}

interface Measured {
  readonly apiUrl: string
  readonly times: number
  readonly isOn: boolean
}

async function measure({ apiUrl, times, isOn }: Measured): Promise<number[]> {
  const folder = temporaryDataDir()
  const home = path.join(folder.path, 'home')
  const project = path.join(folder.path, 'project')
  ;[home, project].forEach((one) => mkdirSync(one))
  const env = {
    HOME: home,
    HOMEPORT_ANTHROPIC_BASE_URL: apiUrl,
    HOMEPORT_CLAUDE_PATH: claudeBinary(),
    HOMEPORT_CLAUDE_WARM_SPARE: String(isOn),
  }
  const product = await startProduct({ dataDir: path.join(folder.path, 'data'), env })
  try {
    const account = await signIn(product.info)
    await storeToken(account)
    const client = await Client.open(account)
    await begin(client, project)
    const samples = await repeat(times, async () => {
      await (isOn ? spareWaits(account) : null)
      await sleep(SETTLE_MS)
      return begin(client, project)
    })
    client.close()
    return samples
  } finally {
    await product.stop()
    folder.remove()
  }
}

/** Until its first token; then its turn is over, and it ends. */
async function begin(client: Client, project: string): Promise<number> {
  const began = performance.now()
  const id = await client.createSession(project)
  const first = client.next((frame) => frame.session_id === id && isDelta(frame))
  await client.runTurn(id, '@tokens 20')
  const { at } = await first
  await client.ask('session_control', { session_id: id, data: { action: 'terminate' } })
  return at - began
}

async function spareWaits({ info, cookie }: Account): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await fetch(`${info.local_url}/api/resources/sessions`, { headers: { cookie } })
    const { spares } = (await answer.json()) as { spares: readonly unknown[] }
    if (spares.length > 0) {
      return
    }
    await sleep(200)
  }
  throw new Error('No Claude Code was kept started.')
}
