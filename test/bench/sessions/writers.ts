import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Bench, repeat } from '../bench.ts'
import { claudeBinary } from '../support/claudeBinary.ts'
import { type Account, Client, signIn, storeToken } from '../support/client.ts'
import { resumedBare } from '../support/bareClaude.ts'
import { type Product, startProduct, temporaryDataDir } from '../support/product.ts'
import { type Row, medianRow } from '../report/row.ts'
import { summarise } from '../report/statistics.ts'

const TRANSCRIPTS = 10_000

/**
 * One writer at a time: how soon a `claude` outside is noticed, what watching costs with ten thousand transcripts, and what a session
 * that slept adds to Claude Code's own start.
 */
export const benchWriters: Bench = async ({ quick, apiUrl, say }) => {
  const folder = temporaryDataDir()
  const home = path.join(folder.path, 'home')
  const cwd = path.join(folder.path, 'project')
  ;[home, cwd].forEach((one) => mkdirSync(one))
  const env = { HOME: home, HOMEPORT_ANTHROPIC_BASE_URL: apiUrl, HOMEPORT_CLAUDE_PATH: claudeBinary() }
  const product = await startProduct({ dataDir: path.join(folder.path, 'data'), env })
  try {
    const account = await signIn(product.info)
    await storeToken(account)
    const world = { apiUrl, home, cwd, account, product, client: await Client.open(account) }
    const noticed = await repeat(quick ? 3 : 15, (index) => noticedAfter(world, index))
    say('a claude outside was noticed')
    const resumed = await repeat(quick ? 3 : 15, (index) => resumePair(world, index))
    say('sessions that slept went on')
    const idle = await idleShare(world, quick)
    world.client.close()
    return [...toRows(noticed, resumed), idle]
  } finally {
    await product.stop()
    folder.remove()
  }
}

interface World {
  readonly apiUrl: string
  readonly home: string
  readonly cwd: string
  readonly account: Account
  readonly product: Product
  readonly client: Client
}

/** From the first sign of the other one, on the disk, to the frame that says so. */
async function noticedAfter({ client, cwd, home, apiUrl }: World, index: number): Promise<number> {
  const id = await client.createSession(cwd)
  await client.runTurn(id, `first ${index}`)
  const transcript = transcriptOf(home, id)
  const before = statSync(transcript).size
  const known = new Set(sessionFiles(home))
  const told = client.next(
    ({ type, session_id, data }) =>
      type === 'session_updated' && session_id === id && JSON.stringify(data).includes('"kind":"outside"'),
  )
  const other = spawn(claudeBinary(), ['-p', '--resume', id, '@slow 20\n@tokens 100'], {
    cwd,
    env: { ...process.env, HOME: home, ANTHROPIC_BASE_URL: apiUrl, ANTHROPIC_API_KEY: 'sk-ant-api03-homeport-bench' },
    stdio: 'ignore',
    windowsHide: true,
  })
  const gone = once(other, 'exit')
  while (statSync(transcript).size === before && sessionFiles(home).every((name) => known.has(name))) {
    await sleep(2)
  }
  const began = performance.now()
  const { at } = await told
  await gone
  await end(client, id)
  return Math.max(0, at - began)
}

/** What is measured later has the machine for itself. */
async function end(client: Client, id: string): Promise<void> {
  await client.ask('session_control', { session_id: id, data: { action: 'terminate' } })
}

function sessionFiles(home: string): readonly string[] {
  try {
    return readdirSync(path.join(home, '.claude/sessions'))
  } catch {
    return []
  }
}

function transcriptOf(home: string, id: string): string {
  const projects = path.join(home, '.claude/projects')
  const found = readdirSync(projects, { recursive: true, encoding: 'utf8' }).find((file) =>
    file.endsWith(`${id}.jsonl`),
  )
  return path.join(projects, found ?? '')
}

interface Pair {
  readonly through: number
  readonly bare: number
}

/** A prompt to a session that sleeps, and one to Claude Code that is started for it: until the first token, in turns. */
async function resumePair({ client, cwd, home, apiUrl }: World, index: number): Promise<Pair> {
  const id = await client.createSession(cwd)
  await client.runTurn(id, `first ${index}`)
  const asleep = client.next(
    ({ type, session_id, data }) => type === 'session_status' && session_id === id && data?.['status'] === 'SUSPENDED',
  )
  await client.ask('session_control', { session_id: id, data: { action: 'suspend' } })
  await asleep
  const begin = index % 2 === 0 ? await bareResume() : null
  const first = client.next((frame) => frame.session_id === id && frame.type === 'claude_response')
  const over = client.next((frame) => frame.session_id === id && frame.type === 'turn_completed')
  const sent = performance.now()
  client.send({ type: 'chat_message', id: `m${index}`, session_id: id, content: `again ${index}` })
  const { at } = await first
  await over
  const bare = begin ?? (await bareResume())
  await end(client, id)
  return { through: at - sent, bare }

  async function bareResume(): Promise<number> {
    // A conversation of its own: the session's is not written by two.
    const copied = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
    const transcript = transcriptOf(home, id)
    cpSync(transcript, path.join(path.dirname(transcript), `${copied}.jsonl`))
    return resumedBare({ binary: claudeBinary(), cwd, apiUrl, version: '2.1.329', home }, copied)
  }
}

/** Processor time of gateway and host while nothing happens, with one session open and all transcripts read. */
async function idleShare({ account, home, product, client, cwd }: World, quick: boolean): Promise<Row> {
  const projects = path.join(home, '.claude/projects')
  const count = quick ? 500 : TRANSCRIPTS
  Array.from({ length: count }, (_, number) => writeSmall(projects, number))
  await client.createSession(cwd)
  await indexed(account)
  // What has changed a minute ago is looked at more often.
  await sleep(quick ? 5_000 : 75_000)
  const seconds = quick ? 20 : 180
  const pids = [product.info.gateway_pid, product.info.host_pid]
  const before = pids.map(ticksOf)
  await sleep(seconds * 1000)
  const shares = pids.map((pid, at) => ticksOf(pid) - (before[at] ?? 0))
  const share = (at: number) => (((shares[at] ?? 0) / TICKS_PER_S / seconds) * 100).toFixed(2)
  const value = (shares.reduce((sum, ticks) => sum + ticks, 0) / TICKS_PER_S / seconds) * 100
  return {
    what: `idle, ${count.toLocaleString('en')} transcripts watched`,
    goal: 0.5,
    unit: '% of a core',
    value,
    samples: [value],
    note: `gateway ${share(0)}, host ${share(1)}, over ${seconds} s, one session open and followed, all transcripts indexed`,
  }
}

/** A conversation of one short turn: what is watched costs by its number, not by its size. */
export function writeSmall(projects: string, number: number): void {
  const folder = path.join(projects, `-home-me-project${number % 40}`)
  mkdirSync(folder, { recursive: true })
  const common = { cwd: `/home/me/project${number % 40}`, timestamp: '2026-10-01T10:00:00.000Z', entrypoint: 'cli' }
  const [asked, answered] = [randomUUID(), randomUUID()]
  const lines = [
    {
      type: 'user',
      uuid: asked,
      parentUuid: null,
      message: { role: 'user', content: `question ${number}` },
      ...common,
    },
    {
      type: 'assistant',
      uuid: answered,
      parentUuid: asked,
      message: { id: `m${number}`, role: 'assistant', content: [{ type: 'text', text: 'answer' }] },
      ...common,
    },
  ]
  writeFileSync(path.join(folder, `${randomUUID()}.jsonl`), `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`)
}

export const TICKS_PER_S = 100

/** Of all threads, in hundredths of a second. */
export function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11]) + Number(fields[12])
}

export async function indexed({ info, cookie }: Account): Promise<void> {
  for (;;) {
    const answer = await fetch(`${info.local_url}/api/history?limit=1`, { headers: { cookie } })
    const { indexing } = (await answer.json()) as { readonly indexing: unknown }
    if (answer.ok && indexing === null) {
      return
    }
    await sleep(1_000)
  }
}

function toRows(noticed: readonly number[], resumed: readonly Pair[]): Row[] {
  const through = resumed.map((pair) => pair.through)
  const bare = resumed.map((pair) => pair.bare)
  return [
    medianRow({
      what: 'a claude outside is noticed',
      goal: 2_000,
      unit: 'ms',
      samples: noticed,
      note: `from its first sign on the disk to the frame at a client; slowest ${Math.round(Math.max(...noticed))} ms`,
    }),
    {
      what: 'message to a session that sleeps → first token, minus Claude Code’s own start',
      goal: 50,
      unit: 'ms',
      value: summarise(through).median - summarise(bare).median,
      samples: resumed.map((pair) => pair.through - pair.bare),
      note: `difference of the medians: ${Math.round(summarise(through).median)} ms through Homeport, ${Math.round(summarise(bare).median)} ms for the same arguments, in turns`,
    },
  ]
}
