import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { type Bench, repeat } from './bench.ts'
import { launchChromium, openPage } from './browser.ts'
import { Client } from './client.ts'
import { type FakedProduct, startWithFakeClaude } from './manySessions.ts'
import { type Row, medianRow } from './row.ts'

const FOLDERS = 100
const FILES = 1_000
/** Changed in the large repository, and in the one that the page shows. */
const CHANGED = 50
const SHOWN = 200

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
    const rows = await besideGit(product, { folder: large, runs })
    const client = await Client.open(product.account)
    const session = await client.createSession(small)
    client.close()
    const { page } = await openPage(browser, { account: product.account, device: 'wide' })
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

/** One after the other in turn, so that both meet the same machine. */
async function besideGit(product: FakedProduct, { folder, runs }: { folder: string; runs: number }): Promise<Row[]> {
  const { account, client } = product
  const session = await client.createSession(folder)
  const ask = async (route: string, query: Readonly<Record<string, string>>) => {
    const address = `${account.info.local_url}/api/session/${session}/git/${route}?${new URLSearchParams(query)}`
    const answer = await fetch(address, { headers: { cookie: account.cookie } })
    if (!answer.ok) {
      throw new Error(`${route} was refused: ${answer.status} ${await answer.text()}`)
    }
    return answer.json()
  }
  const git = (...args: string[]) =>
    promisify(execFile)('git', ['-C', folder, ...args], { maxBuffer: 64 * 1024 * 1024 })
  const one = 'folder-0/file-0.ts'
  return [
    await pairedRow('git: status of 100,000 files, beside git status', runs, {
      ours: () => ask('status', {}),
      gits: () => git('status', '--porcelain=v2', '--branch', '-z', '--untracked-files=all'),
    }),
    await pairedRow('git: diff of a file among 100,000, beside git diff', runs, {
      ours: () => ask('diff', { sides: 'working', path: one }),
      gits: () => git('diff', '--', one),
    }),
  ]
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
