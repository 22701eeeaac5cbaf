import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Bench, BenchSetting } from './bench.ts'
import { benchCatchUp } from './catchUp.ts'
import { benchDelivery } from './delivery.ts'
import { benchDesktop } from './desktop.ts'
import { benchFilesOfFolder, benchFilesOfTurn } from './filesOfFolder.ts'
import { benchFilesOverTls } from './filesOverTls.ts'
import { benchFilesPage } from './filesPage.ts'
import { benchFirstToken } from './firstToken.ts'
import { benchFloods } from './floods.ts'
import { benchGit } from './git.ts'
import { benchGrowth } from './growth.ts'
import { benchHandshakes } from './handshakes.ts'
import { benchHistory } from './history.ts'
import { benchLiveSessions } from './liveSessions.ts'
import { benchLongConversation } from './longConversation.ts'
import { benchMemory } from './memory.ts'
import { benchPageFirstToken } from './pageFirstToken.ts'
import { benchPageOpening } from './pageOpening.ts'
import { benchPageScale } from './pageScale.ts'
import { benchPageStreaming } from './pageStreaming.ts'
import { benchPhone } from './phone/phone.ts'
import { writePerformance } from './page.ts'
import { root } from './product.ts'
import { whenQuiet } from './quiet.ts'
import { benchSignIns } from './signIns.ts'
import { benchSockets } from './sockets.ts'
import { benchTasks } from './tasks.ts'
import { type Row, meetsGoal, toMarkdown } from './row.ts'
import { startStandIn } from './standIn.ts'
import { benchStart } from './start.ts'
import { benchTerminalKeys, benchTerminalOutput, benchTerminals } from './terminals/terminals.ts'
import { benchWarmSpare } from './warmSpare.ts'
import { benchWriters } from './writers.ts'

const benches: Readonly<Record<string, Bench>> = {
  start: benchStart,
  first_token: benchFirstToken,
  page_first_token: benchPageFirstToken,
  page: benchPageOpening,
  page_streaming: benchPageStreaming,
  page_scale: benchPageScale,
  phone: benchPhone,
  tasks: benchTasks,
  delivery: benchDelivery,
  catch_up: benchCatchUp,
  live_sessions: benchLiveSessions,
  memory: benchMemory,
  long_conversation: benchLongConversation,
  history: benchHistory,
  files: benchFilesOfFolder,
  files_turn: benchFilesOfTurn,
  files_tls: benchFilesOverTls,
  files_page: benchFilesPage,
  git: benchGit,
  writers: benchWriters,
  warm_spare: benchWarmSpare,
  sockets: benchSockets,
  sign_in: benchSignIns,
  flood: benchFloods,
  handshakes: benchHandshakes,
  growth: benchGrowth,
  desktop: benchDesktop,
  terminals: benchTerminals,
  terminal_output: benchTerminalOutput,
  terminal_keys: benchTerminalKeys,
}

/**
 * `npm run bench [-- --only start,page] [--quick]`: measures the built product, prints one table, keeps the samples. A full run
 * writes the table into the documents, too.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, quick: { type: 'boolean', default: false } } })
  const names = values.only?.split(',') ?? Object.keys(benches)
  const unknown = names.find((name) => benches[name] === undefined)
  if (unknown !== undefined) {
    throw new Error(`There is no bench "${unknown}"; there are ${Object.keys(benches).join(', ')}.`)
  }
  const standIn = await startStandIn()
  try {
    const setting = { quick: values.quick, apiUrl: standIn.url, chromium: findChromium(), say }
    const rows = await runAll(names, setting)
    process.stdout.write(`\n${toMarkdown(rows)}\n\n${machine()}\n`)
    say(`samples: ${keep(rows)}`)
    if (values.only === undefined && !values.quick) {
      say(`written to ${await writePerformance(rows, machine())}`)
    }
    process.exitCode = rows.some((row) => meetsGoal(row) === false) ? 1 : 0
  } finally {
    await standIn.close()
  }
}

/** How long a bench waits for a quiet machine; then it measures all the same, and says so. */
const PATIENCE_MS = 120_000

async function runAll(names: readonly string[], setting: BenchSetting): Promise<Row[]> {
  const rows: Row[] = []
  for (const name of names) {
    const busy = await whenQuiet(setting.quick ? 0 : PATIENCE_MS)
    say(`${name} (others use ${Math.round(busy * 100)} % of the processors)`)
    const measured = (await benches[name]?.(setting)) ?? []
    // A run of half an hour that is cut leaves what it has.
    measured.forEach(({ what, value, unit }) => say(`  ${what}: ${value.toFixed(2)} ${unit}`))
    rows.push(...measured)
  }
  return rows
}

function say(sentence: string): void {
  process.stderr.write(`bench: ${sentence}\n`)
}

function findChromium(): string {
  const { findBrowser } = createRequire(import.meta.url)('../../.setup/browser.cjs') as {
    findBrowser: () => string | null
  }
  const found = findBrowser()
  if (found === null) {
    throw new Error('The benches need a Chromium. Install one, or set HOMEPORT_CHROMIUM to its program.')
  }
  return found
}

function machine(): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
  return `${new Date().toISOString()} · ${commit} · Node ${process.version} · ${process.platform} ${process.arch}, ${availableParallelism()} cores`
}

/** Writes every sample to an ignored folder and returns the file. */
function keep(rows: readonly Row[]): string {
  const folder = path.join(import.meta.dirname, 'results')
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `${new Date().toISOString().replaceAll(':', '-')}.json`)
  writeFileSync(file, JSON.stringify({ machine: machine(), rows }))
  return file
}

await main()
