import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import { type Bench, repeat } from '../bench.ts'
import { launchChromium, openPage } from '../support/browser.ts'
import { Client } from '../support/client.ts'
import { sourceOf } from './filesOfFolder.ts'
import { startWithFakeClaude } from '../support/manySessions.ts'
import { type Row, medianRow } from '../report/row.ts'

const FOLDERS = 100
const FILES = 1000

/** The Files tab of the page: a tree of 100,000 files that is open whole, and a source file of 5 MB. */
export const benchFilesPage: Bench = async ({ quick, apiUrl, chromium, say }) => {
  const product = await startWithFakeClaude(apiUrl)
  const browser = await launchChromium(chromium)
  try {
    say('writing files')
    const folders = quick ? 3 : FOLDERS
    for (let folder = 0; folder < folders; folder += 1) {
      const at = path.join(product.project, `folder-${String(folder).padStart(3, '0')}`)
      mkdirSync(at)
      for (let file = 0; file < FILES; file += 1) {
        writeFileSync(path.join(at, `file-${file}.ts`), '')
      }
    }
    writeFileSync(path.join(product.project, 'large.ts'), sourceOf(5 * 1024 * 1024))
    // The other one may have been given up meanwhile: writing leaves no time to answer pings.
    const client = await Client.open(product.account)
    const session = await client.createSession(product.project)
    client.close()
    const { page, cdp } = await openPage(browser, product.account)
    await page.goto(`${product.account.info.local_url}/session/${session}/files`)
    const opened = await openRow(page, quick ? 2 : 7)
    return [opened, await heapRow({ page, cdp }, folders)]
  } finally {
    await browser.close()
    await product.close()
  }
}

/** From the click to the frame in which the first line stands in the editor. */
async function openRow(page: Page, runs: number): Promise<Row> {
  const samples = await repeat(runs + 1, async () => {
    await page.getByRole('treeitem', { name: 'folder-000' }).waitFor()
    // Files come behind the folders, and only the lines near the screen exist.
    await page.evaluate(() => document.querySelector('[role="tree"]')?.parentElement?.scrollTo(0, 1e6))
    await page.getByRole('treeitem', { name: 'large.ts' }).waitFor()
    const shown = page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const look = () => {
            const hosts = [...document.querySelectorAll('div')].filter(({ shadowRoot }) => shadowRoot !== null)
            const isThere = hosts.some(
              ({ shadowRoot }) => shadowRoot?.querySelector('.cm-line')?.textContent !== undefined,
            )
            if (isThere) {
              resolve(performance.now())
            } else {
              requestAnimationFrame(look)
            }
          }
          look()
        }),
    )
    await page.getByRole('treeitem', { name: 'large.ts' }).click()
    const at = await shown
    const acted = await page.evaluate(() => window.homeportBench.acted)
    await page.getByRole('button', { name: 'All files' }).click()
    return at - acted
  })
  // The first one fetches the editor.
  const note = `click → first line in the editor; the first time, with the editor’s code: ${(samples[0] ?? 0).toFixed(0)} ms`
  return medianRow({
    what: 'page: a source file of 5 MB is opened',
    goal: 300,
    unit: 'ms',
    samples: samples.slice(1),
    note,
  })
}

async function heapRow({ page, cdp }: { page: Page; cdp: CDPSession }, folders: number): Promise<Row> {
  const before = await heapMb(cdp)
  await page.getByRole('treeitem', { name: 'folder-000' }).waitFor()
  for (let folder = folders - 1; folder >= 0; folder -= 1) {
    // From below: what opens does not push away what is next.
    const line = page.getByRole('treeitem', { name: `folder-${String(folder).padStart(3, '0')}`, exact: true })
    await page.evaluate((index) => {
      document.querySelector('[role="tree"]')?.parentElement?.scrollTo(0, Math.max(0, index * 30 - 200))
    }, folder)
    await line.click()
    await page.locator('[role="treeitem"][aria-expanded="true"]').first().waitFor()
  }
  await page.waitForFunction(
    (rows) => (document.querySelector('[role="tree"]')?.clientHeight ?? 0) > rows * 29,
    folders * FILES,
  )
  const after = await heapMb(cdp)
  const note = `${(folders * FILES).toLocaleString('en')} files, all folders open; ${before.toFixed(0)} → ${after.toFixed(0)} MB, garbage collected`
  return {
    what: 'page: heap that a tree of 100,000 files adds',
    goal: 40,
    unit: 'MB',
    value: after - before,
    samples: [after - before],
    note,
  }
}

async function heapMb(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage')
  return (await cdp.send('Runtime.getHeapUsage')).usedSize / 1e6
}
