import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'
import * as z from 'zod'
import { type Bench, type BenchSetting, repeat } from '../bench.ts'
import { addCookie } from '../support/browser.ts'
import type { Account } from '../support/client.ts'
import { startWithFakeClaude } from '../support/manySessions.ts'
import { type Row, medianRow } from '../report/row.ts'
import { summarise } from '../report/statistics.ts'

const run = promisify(execFile)

const SESSIONS = 8
/** At least 95 of 100 points. */
const GOAL = 5

/** What Lighthouse says of the pages of somebody who is signed in and has a few sessions. Without Lighthouse there is nothing to say. */
export const benchLighthouse: Bench = async (setting) => {
  const folder = process.env['HOMEPORT_BENCH_LIGHTHOUSE'] ?? ''
  const program = path.join(folder, 'node_modules/lighthouse/cli/index.js')
  if (folder === '' || !existsSync(program)) {
    setting.say('there is no Lighthouse: HOMEPORT_BENCH_LIGHTHOUSE names no folder that has it')
    return []
  }
  const product = await startWithFakeClaude(setting.apiUrl)
  try {
    const sessions = await repeat(SESSIONS, async (index) => {
      const id = await product.client.createSession(product.project)
      await product.client.runTurn(id, `Say something about number ${index}.`)
      return id
    })
    const pages = {
      Home: '/',
      'New session': '/new',
      Settings: '/settings',
      Machine: '/panel',
      Session: `/session/${sessions[0] ?? ''}`,
    }
    const rows: Row[] = []
    for (const [name, address] of Object.entries(pages)) {
      const reports = await repeat(setting.quick ? 1 : 3, () => {
        setting.say(`Lighthouse: ${name}`)
        return audit({ program, address, account: product.account, chromium: setting.chromium })
      })
      rows.push(...rowsOf(name, reports))
    }
    return rows
  } finally {
    await product.close()
  }
}

const Score = z.object({ score: z.number() })
const Measured = z.object({ numericValue: z.number() })
const Report = z.object({
  categories: z.object({ performance: Score, accessibility: Score, 'best-practices': Score }),
  audits: z.object({
    'first-contentful-paint': Measured,
    'largest-contentful-paint': Measured,
    'total-blocking-time': Measured,
    'cumulative-layout-shift': Measured,
  }),
})
type Report = z.infer<typeof Report>

interface Visit extends Pick<BenchSetting, 'chromium'> {
  readonly program: string
  readonly address: string
  readonly account: Account
}

/** In a browser that knows nothing yet but the sign-in. Lighthouse itself slows it down to a phone of the middle class. */
async function audit({ program, address, account, chromium: executablePath }: Visit): Promise<Report> {
  const profile = mkdtempSync(path.join(tmpdir(), 'homeport-lighthouse-'))
  try {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath,
      args: [
        '--password-store=basic',
        '--remote-debugging-port=0',
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    })
    try {
      await addCookie(context, account)
      const [port = ''] = readFileSync(path.join(profile, 'DevToolsActivePort'), 'utf8').split('\n')
      const categories = 'performance,accessibility,best-practices'
      const flags = [`--port=${port}`, `--only-categories=${categories}`, '--output=json', '--quiet']
      const asked = [program, account.info.local_url + address, ...flags]
      const { stdout } = await run(process.execPath, asked, { maxBuffer: 64 * 1024 * 1024, windowsHide: true })
      return Report.parse(JSON.parse(stdout))
    } finally {
      await context.close()
    }
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

function rowsOf(name: string, reports: readonly Report[]): Row[] {
  const median = (of: (report: Report) => number): number => summarise(reports.map(of)).median
  const ms = (of: (report: Report) => number): string => `${Math.round(median(of)).toLocaleString('en-GB')} ms`
  const pointsBelow = (category: keyof Report['categories'], note: string): Row =>
    medianRow({
      what: `Lighthouse, ${name}: ${category.replace('-', ' ')}, points below 100`,
      goal: GOAL,
      unit: '',
      samples: reports.map(({ categories }) => Math.round((1 - categories[category].score) * 100)),
      note,
    })
  const timing = [
    `first contentful paint ${ms(({ audits }) => audits['first-contentful-paint'].numericValue)}`,
    `largest ${ms(({ audits }) => audits['largest-contentful-paint'].numericValue)}`,
    `blocked ${ms(({ audits }) => audits['total-blocking-time'].numericValue)}`,
    `layout shift ${median(({ audits }) => audits['cumulative-layout-shift'].numericValue).toFixed(3)}`,
  ]
  return [
    pointsBelow('performance', `signed in, ${SESSIONS} sessions, Lighthouse’s own slow phone; ${timing.join(', ')}`),
    pointsBelow('accessibility', ''),
    pointsBelow('best-practices', ''),
  ]
}
