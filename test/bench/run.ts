import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { BenchSetting } from './bench.ts'
import { benches } from './benches.ts'
import { writePerformance } from './report/page.ts'
import { root } from './support/product.ts'
import { whenQuiet } from './report/quiet.ts'
import { type Row, meetsGoal, toMarkdown } from './report/row.ts'
import { startStandIn } from './support/standIn.ts'

/**
 * `npm run bench [-- --only start,page] [--quick]`: measures the built product, prints one table, keeps the samples. What is not
 * quick also goes into the documents, bench by bench, with when and how busy the machine was.
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
    const others = `others used ${Math.round(busy * 100)} % of them`
    say(`${name} (${others})`)
    const measured = (await benches[name]?.(setting)) ?? []
    // A run of half an hour that is cut leaves what it has.
    measured.forEach(({ what, value, unit }) => say(`  ${what}: ${value.toFixed(2)} ${unit}`))
    rows.push(...measured)
    if (!setting.quick && measured.length > 0) {
      say(`written to ${await writePerformance({ bench: name, rows: measured, machine: `${machine()}, ${others}` })}`)
    }
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
