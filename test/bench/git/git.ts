import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { type Bench, repeat } from '../bench.ts'
import { launchChromium, openPage } from '../support/browser.ts'
import { Client } from '../support/client.ts'
import { streamWords } from '../sessions/delivery.ts'
import { type FakedProduct, startWithFakeClaude } from '../support/manySessions.ts'
import { type Row, medianRow } from '../report/row.ts'
import { percentile } from '../report/statistics.ts'

const FOLDERS = 100
const FILES = 1_000
/** Changed in the large repository, and in the one that the page shows. */
const CHANGED = 50
const SHOWN = 200
/** Sessions that say a word every 40 ms while Git looks at the large repository. */
const STREAMING = 5

/** Git of a large repository, beside Git itself, and what is not committed as the page shows it. */
export const benchGit: Bench = async ({ quick, apiUrl, chromium, say }) => {
  const product = await startWithFakeClaude(apiUrl)
  const browser = await launchChromium(chromium)
  try {
    say('writing files')
    const large = path.join(product.project, 'large')
    makeRepository(large, { folders: quick ? 3 : FOLDERS, changed: CHANGED })
    const small = path.join(product.project, 'small')
    makeRepository(small, { folders: 1, changed: SHOWN })
    const runs = quick ? 2 : 9
    const asking = await asksOf(product, large)
    const rows = await besideGit(asking, { folder: large, runs })
    say('streaming meanwhile')
    rows.push(await deliveryRow(product, asking, quick ? 3 : 15))
    const client = await Client.open(product.account)
    const session = await client.createSession(small)
    client.close()
    const { page } = await openPage(browser, product.account)
    await page.goto(`${product.account.info.local_url}/session/${session}/changes`)
    return [...rows, await panelRow(page, quick ? 2 : 7)]
  } finally {
    await browser.close()
    await product.close()
  }
}

function makeRepository(folder: string, { folders, changed }: { folders: number; changed: number }): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=x', '-c', 'user.email=x@example.org', ...args])
  const file = (index: number) =>
    path.join(folder, `folder-${index % folders}`, `file-${Math.floor(index / folders)}.ts`)
  for (let index = 0; index < folders; index += 1) {
    mkdirSync(path.join(folder, `folder-${index}`), { recursive: true })
  }
  for (let index = 0; index < folders * FILES; index += 1) {
    writeFileSync(file(index), `export const one = ${index}\nexport const two = 2\n`)
  }
  git('init', '-q')
  git('add', '-A')
  git('commit', '-q', '-m', 'all')
  for (let index = 0; index < changed; index += 1) {
    writeFileSync(file(index), `export const one = ${index}\nexport const two = 3\nexport const three = 3\n`)
  }
}

type Ask = (route: string, query: Readonly<Record<string, string>>) => Promise<unknown>

/** What a session in the folder answers, over HTTP. */
async function asksOf({ account, client }: FakedProduct, folder: string): Promise<Ask> {
  const session = await client.createSession(folder)
  return async (route, query) => {
    const address = `${account.info.local_url}/api/session/${session}/git/${route}?${new URLSearchParams(query)}`
    const answer = await fetch(address, { headers: { cookie: account.cookie } })
    if (!answer.ok) {
      throw new Error(`${route} was refused: ${answer.status} ${await answer.text()}`)
    }
    return answer.json()
  }
}

const ONE = 'folder-0/file-0.ts'

/** One after the other in turn, so that both meet the same machine. */
async function besideGit(ask: Ask, { folder, runs }: { folder: string; runs: number }): Promise<Row[]> {
  const git = (...args: string[]) =>
    promisify(execFile)('git', ['-C', folder, ...args], { maxBuffer: 64 * 1024 * 1024 })
  return [
    await pairedRow('git: status of 100,000 files, beside git status', runs, {
      ours: () => ask('status', {}),
      gits: () => git('status', '--porcelain=v2', '--branch', '-z', '--untracked-files=all'),
    }),
    await pairedRow('git: diff of a file among 100,000, beside git diff', runs, {
      ours: () => ask('diff', { sides: 'working', path: ONE }),
      gits: () => git('diff', '--', ONE),
    }),
  ]
}

/** From the host’s stamp on a word to its arrival at a client, while status and diff are asked again and again. */
async function deliveryRow({ client, project }: FakedProduct, ask: Ask, seconds: number): Promise<Row> {
  const sessions = await repeat(STREAMING, () => client.createSession(project))
  await Promise.all(sessions.map((session) => client.runTurn(session, 'Are you there?')))
  let asked = 0
  const over = new AbortController()
  const asking = (async () => {
    while (!over.signal.aborted) {
      await ask('status', {})
      await ask('diff', { sides: 'working', path: ONE })
      asked += 1
    }
  })()
  const { host } = await streamWords(client, sessions, seconds)
  over.abort()
  await asking
  return {
    what: 'git: delivery p99 while 100,000 files are looked at',
    goal: 50,
    unit: 'ms',
    value: percentile(host, 0.99),
    samples: host,
    note: `${STREAMING} sessions, a word every 40 ms; status and diff meanwhile, ${asked} times, one after the other`,
  }
}

async function pairedRow(
  what: string,
  runs: number,
  { ours, gits }: { readonly ours: () => Promise<unknown>; readonly gits: () => Promise<unknown> },
): Promise<Row> {
  await ours()
  await gits()
  const pairs = await repeat(runs, async () => [await timeOf(gits), await timeOf(ours)] as const)
  const median = (which: 0 | 1) => pairs.map((pair) => pair[which]).toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? 0
  const note = `the difference; git ${median(0).toFixed(0)} ms, ours ${median(1).toFixed(0)} ms (over HTTP, parsed, with line counts)`
  return medianRow({ what, goal: 100, unit: 'ms', samples: pairs.map(([theirs, mine]) => mine - theirs), note })
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** From the click to the frame in which the last of the files stands in the list. */
async function panelRow(page: Page, runs: number): Promise<Row> {
  const samples = await repeat(runs + 1, async () => {
    await page.getByRole('button', { name: 'Last turn', exact: true }).click()
    await page.getByRole('checkbox').first().waitFor({ state: 'detached' })
    const shown = page.evaluate(
      (most) =>
        new Promise<number>((resolve) => {
          const look = () => {
            if (document.querySelectorAll('input[aria-label^="Stage "]').length >= most) {
              resolve(performance.now())
            } else {
              requestAnimationFrame(look)
            }
          }
          look()
        }),
      SHOWN,
    )
    await page.getByRole('button', { name: 'Uncommitted', exact: true }).click()
    const at = await shown
    return at - (await page.evaluate(() => window.homeportBench.acted))
  })
  return medianRow({
    what: 'page: 200 files that are not committed are shown',
    goal: 300,
    unit: 'ms',
    samples: samples.slice(1),
    note: `click → 200 rows; the first time, with its code: ${(samples[0] ?? 0).toFixed(0)} ms`,
  })
}
