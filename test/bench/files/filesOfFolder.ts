import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { rgPath } from '@vscode/ripgrep'
import { Keeper } from '#server/host/workspaces/checkpoints/keeping/keeper.ts'
import { SessionId } from '#shared/ids.ts'
import { type Bench, repeat } from '../bench.ts'
import type { Account } from '../support/client.ts'
import { startWithFakeClaude } from '../support/manySessions.ts'
import { type Row, medianRow } from '../report/row.ts'
import { summarise } from '../report/statistics.ts'

const MB = 1024 * 1024
const MANY = 10_000

/** What the page asks of a folder: a long list, a search of a gigabyte beside ripgrep itself, and how soon a change is told. */
export const benchFilesOfFolder: Bench = async ({ quick, apiUrl, say }) => {
  const product = await startWithFakeClaude(apiUrl)
  const { client, account, project } = product
  try {
    say('writing files')
    writeMany(path.join(project, 'many'), quick ? 1000 : MANY)
    writeFileSync(path.join(project, 'source.ts'), sourceOf(5 * MB))
    const session_id = await client.createSession(project)
    const rows = [
      await listRow(account, session_id, quick ? 3 : 15),
      await readRow(account, session_id, quick ? 3 : 15),
      await pushRow(product, session_id, quick ? 3 : 20),
    ]
    writeTexts(path.join(project, 'text'), quick ? 32 : 1024)
    return [...rows, ...(await searchRows(account, { session_id, project, runs: quick ? 1 : 5 }))]
  } finally {
    await product.close()
  }
}

interface Asked {
  readonly account: Account
  readonly route: string
  readonly query: Readonly<Record<string, string>>
}

async function ask({ account: { info, cookie }, route, query }: Asked): Promise<Response> {
  const answer = await fetch(`${info.local_url}/api/workspace/${route}?${new URLSearchParams(query)}`, {
    headers: { cookie },
  })
  if (!answer.ok) {
    throw new Error(`${route} was refused: ${answer.status} ${await answer.text()}`)
  }
  return answer
}

async function timesOf(runs: number, once_: () => Promise<unknown>): Promise<number[]> {
  return repeat(runs, async () => {
    const begin = performance.now()
    await once_()
    return performance.now() - begin
  })
}

async function listRow(account: Account, session_id: string, runs: number): Promise<Row> {
  const query = { session_id, path: 'many', limit: '10000' }
  const samples = await timesOf(runs, async () => (await ask({ account, route: 'files', query })).json())
  return medianRow({
    what: 'a folder of 10,000 files is listed',
    goal: 100,
    unit: 'ms',
    samples,
    note: 'one answer, parsed',
  })
}

async function readRow(account: Account, session_id: string, runs: number): Promise<Row> {
  const query = { session_id, path: 'source.ts' }
  const samples = await timesOf(runs, async () => (await ask({ account, route: 'file', query })).arrayBuffer())
  return medianRow({ what: 'a source file of 5 MB is read', goal: 300, unit: 'ms', samples, note: 'without the page' })
}

async function pushRow(
  { client, project, account }: Awaited<ReturnType<typeof startWithFakeClaude>>,
  session_id: string,
  runs: number,
): Promise<Row> {
  const isLive = async () => {
    const answer = await fetch(`${account.info.local_url}/api/session/${session_id}/changes`, {
      headers: { cookie: account.cookie },
    })
    return ((await answer.json()) as { watching: { mode: string } }).watching.mode === 'live'
  }
  while (!(await isLive())) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const samples = await repeat(runs, async (index) => {
    const name = `pushed-${index}.txt`
    const told = client.next((frame) => frame.type === 'file_changed' && JSON.stringify(frame).includes(name))
    const begin = performance.now()
    writeFileSync(path.join(project, name), 'x')
    return (await told).at - begin
  })
  return medianRow({
    what: 'a file is written → a client is told',
    goal: 200,
    unit: 'ms',
    samples,
    note: 'by another program, in a folder of 10,000 files',
  })
}

interface Searched {
  readonly session_id: string
  readonly project: string
  readonly runs: number
}

async function searchRows(account: Account, { session_id, project, runs }: Searched): Promise<Row[]> {
  const taken = await repeat(runs + 1, async () => ({
    own: await searched(account, session_id),
    rg: await bare(project),
  }))
  // The first one fills the system's cache.
  const warm = taken.slice(1)
  const rg = summarise(warm.map((one) => one.rg)).median
  return [
    {
      ...medianRow({
        what: 'search of 1 GB of text, times ripgrep itself',
        goal: 1.2,
        unit: '×',
        samples: warm.map((one) => one.own.all / one.rg),
        note: `ripgrep alone: ${rg.toFixed(0)} ms, same arguments, interleaved`,
      }),
    },
    medianRow({
      what: 'search of 1 GB of text: first hit',
      goal: 150,
      unit: 'ms',
      samples: warm.map((one) => one.own.first),
      note: 'to the first line at the client',
    }),
  ]
}

async function searched(account: Account, session_id: string): Promise<{ first: number; all: number }> {
  const begin = performance.now()
  const answer = await ask({ account, route: 'search', query: { session_id, q: 'needle-in-the-hay', limit: '10000' } })
  let first = 0
  for await (const chunk of answer.body ?? []) {
    first ||= chunk.length > 0 ? performance.now() - begin : 0
  }
  return { first, all: performance.now() - begin }
}

async function bare(project: string): Promise<number> {
  const begin = performance.now()
  const options = [
    '--json',
    '--no-config',
    '--no-messages',
    '--no-require-git',
    '--hidden',
    '--max-filesize=50M',
    '--ignore-case',
  ]
  const rest = ['--fixed-strings', '--glob=!**/.git/**', '--regexp=needle-in-the-hay', './']
  const child = spawn(rgPath, [...options, ...rest], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  })
  child.stdout.resume()
  await once(child, 'close')
  return performance.now() - begin
}

/** What the beginning and the end of a turn cost in a folder of 100,000 files, in this process. */
export const benchFilesOfTurn: Bench = async ({ quick }) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'homeport-bench-turn-'))
  const project = path.join(folder, 'project')
  mkdirSync(project)
  const bounds = { total_bytes: 256 * MB, file_bytes: 2 * MB }
  try {
    for (let index = 0; index < (quick ? 2 : 100); index += 1) {
      writeMany(path.join(project, `folder-${index}`), 1000)
    }
    const keeper = new Keeper(
      { database: path.join(folder, 'changes.db'), data_dir: folder + '/data', env: process.env, bounds },
      () => {},
    )
    const session_id = SessionId.parse('00000000-0000-4000-8000-000000000001')
    const asked = (message_id: string) => ({ session_id, folder: project, message_id, at: Date.now() })
    const [cold = 0] = await timesOf(1, () => keeper.answer({ kind: 'begin', ...asked('m1') }))
    const ends = await timesOf(quick ? 1 : 5, async () => keeper.answer({ kind: 'measure', session_id, how: 'looked' }))
    const known = await timesOf(quick ? 1 : 5, async () => keeper.answer({ kind: 'measure', session_id, how: 'known' }))
    await keeper.stop()
    const what = 'checkpoints, 100,000 files:'
    return [
      medianRow({ what: `${what} first look`, goal: null, unit: 'ms', samples: [cold], note: 'nobody waits for it' }),
      medianRow({
        what: `${what} look at the end of a turn`,
        goal: 3000,
        unit: 'ms',
        samples: ends,
        note: 'while contents are read ahead',
      }),
      medianRow({
        what: `${what} what was noticed, without a look`,
        goal: 100,
        unit: 'ms',
        samples: known,
        note: 'told where the look takes too long',
      }),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function writeMany(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true })
  for (let index = 0; index < count; index += 1) {
    writeFileSync(path.join(folder, `file-${String(index).padStart(6, '0')}.ts`), `export const value = ${index}\n`)
  }
}

/** A source file of about that size. */
export function sourceOf(bytes: number): string {
  return Array.from({ length: Math.ceil(bytes / lineOf(100_000).length) }, (_, index) => lineOf(index)).join('')
}

function lineOf(index: number): string {
  return `export function made${index}(value: number): string { return \`\${value + ${index}}\` }\n`
}

/** So many files of a megabyte; every twentieth holds the word once. */
function writeTexts(folder: string, count: number): void {
  mkdirSync(folder)
  const block = Buffer.alloc(MB, 'the quick brown fox jumps over the lazy dog, and nothing else happens here\n')
  for (let index = 0; index < count; index += 1) {
    const text = Buffer.from(block)
    if (index % 20 === 0) {
      text.write('needle-in-the-hay', MB / 2)
    }
    writeFileSync(path.join(folder, `text-${index}.txt`), text)
  }
}
