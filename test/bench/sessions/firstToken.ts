import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { type BareClaude, startBareClaude } from '../support/bareClaude.ts'
import type { Bench } from '../bench.ts'
import { Client, isDelta, signIn, storeToken } from '../support/client.ts'
import { startProduct, temporaryDataDir } from '../support/product.ts'
import { type Row, medianRow } from '../report/row.ts'
import { percentile, summarise } from '../report/statistics.ts'
import { claudeBinary } from '../support/claudeBinary.ts'

const WARM_UP = 4

/** What Homeport adds between a message and its first token, seen at a WebSocket client: later turns, interleaved. */
export const benchFirstToken: Bench = async ({ quick, apiUrl }) => {
  const folder = temporaryDataDir()
  const cwd = path.join(folder.path, 'project')
  mkdirSync(cwd)
  const binary = claudeBinary()
  const env = { HOMEPORT_ANTHROPIC_BASE_URL: apiUrl, HOMEPORT_CLAUDE_PATH: binary }
  const product = await startProduct({ dataDir: path.join(folder.path, 'data'), env })
  const version = /\d+\.\d+\.\d+/.exec(execFileSync(binary, ['--version'], { encoding: 'utf8' }))?.[0] ?? ''
  const bare = await startBareClaude({ binary, cwd, apiUrl, version })
  try {
    const account = await signIn(product.info)
    await storeToken(account)
    const client = await Client.open(account)
    const sessionId = await client.createSession(cwd)
    const pairs = await measurePairs({ bare, client, sessionId }, quick ? 5 : 40)
    client.close()
    return toRows(pairs)
  } finally {
    await bare.close()
    await product.stop()
    folder.remove()
  }
}

interface Pair {
  readonly through: number
  readonly bare: number
}

interface Contenders {
  readonly bare: BareClaude
  readonly client: Client
  readonly sessionId: string
}

/** One turn here, one turn there, the first of a pair alternating, so that the machine's moods hit both. */
async function measurePairs({ bare, client, sessionId }: Contenders, count: number): Promise<Pair[]> {
  const pairs: Pair[] = []
  for (let turn = 0; turn < WARM_UP + count; turn += 1) {
    const prompt = `bench ${turn}`
    const bareFirst = turn % 2 === 0
    const before = bareFirst ? await bare.firstToken(prompt) : null
    const through = await throughHomeport(client, sessionId, prompt)
    const bareMs = before ?? (await bare.firstToken(prompt))
    if (turn >= WARM_UP) {
      pairs.push({ through, bare: bareMs })
    }
  }
  return pairs
}

async function throughHomeport(client: Client, sessionId: string, prompt: string): Promise<number> {
  const first = client.next((frame) => frame.session_id === sessionId && isDelta(frame))
  const turn = client.next((frame) => frame.session_id === sessionId && frame.type === 'turn_completed')
  const sent = performance.now()
  client.send({ type: 'chat_message', id: `m${sent}`, session_id: sessionId, content: prompt })
  const { at } = await first
  await turn
  return at - sent
}

function toRows(pairs: readonly Pair[]): Row[] {
  const through = pairs.map((pair) => pair.through)
  const bare = pairs.map((pair) => pair.bare)
  const added = summarise(through).median - summarise(bare).median
  const differences = pairs.map((pair) => pair.through - pair.bare)
  const quartiles = [0.25, 0.75].map((share) => percentile(differences, share).toFixed(1)).join(' to ')
  return [
    {
      what: 'message → first token at a WebSocket client, minus bare CLI',
      goal: 10,
      unit: 'ms',
      value: added,
      samples: differences,
      note: `difference of the medians; middle half of the pairs ${quartiles} ms`,
    },
    medianRow({
      what: '… through Homeport',
      goal: null,
      unit: 'ms',
      samples: through,
      note: 'warm Claude Code, later turns',
    }),
    medianRow({
      what: '… bare CLI',
      goal: null,
      unit: 'ms',
      samples: bare,
      note: 'same flags, same stand-in, turns interleaved',
    }),
  ]
}
