import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { type Bench, repeat } from '../bench.ts'
import { launchChromium, openPage } from '../support/browser.ts'
import { claudeBinary } from '../support/claudeBinary.ts'
import { type Account, Client, signIn, storeToken } from '../support/client.ts'
import { sendPrompt, startSession } from './pageActions.ts'
import { startProduct, temporaryDataDir } from '../support/product.ts'
import { medianRow } from '../report/row.ts'
import { markerOf } from '../support/standIn.ts'

/** From the keystroke that sends a prompt to the frame in which the answer's first token is painted. Real Claude Code. */
export const benchPageFirstToken: Bench = async ({ quick, apiUrl, chromium }) => {
  const folder = temporaryDataDir()
  const project = path.join(folder.path, 'project')
  mkdirSync(project)
  const env = { HOMEPORT_ANTHROPIC_BASE_URL: apiUrl, HOMEPORT_CLAUDE_PATH: claudeBinary() }
  const product = await startProduct({ dataDir: path.join(folder.path, 'data'), env })
  const browser = await launchChromium(chromium)
  try {
    const account = await signIn(product.info)
    await storeToken(account)
    await useFolder(account, project)
    const { page } = await openPage(browser, account)
    const news = await repeat(quick ? 2 : 10, (turn) => newSession(page, { account, turn }))
    const later = (await repeat(quick ? 5 : 33, (turn) => laterTurn(page, 1000 + turn))).slice(3)
    return [
      medianRow({
        what: 'prompt → first token visible in the page, new session',
        goal: 950,
        unit: 'ms',
        samples: news,
        note: 'from the keystroke to after the frame; the start of Claude Code is in it',
      }),
      medianRow({
        what: 'prompt → first token visible in the page, later turn',
        goal: 120,
        unit: 'ms',
        samples: later,
        note: 'the same; 3 turns of warm-up left out',
      }),
    ]
  } finally {
    await browser.close()
    await product.stop()
    folder.remove()
  }
}

/** The page offers the folder of the latest session by itself. */
async function useFolder(account: Account, project: string): Promise<void> {
  const client = await Client.open(account)
  const sessionId = await client.createSession(project)
  await client.ask('session_control', { session_id: sessionId, data: { action: 'terminate' } })
  client.close()
}

async function newSession(
  page: Page,
  { account, turn }: { readonly account: Account; readonly turn: number },
): Promise<number> {
  await page.goto(`${account.info.local_url}/new`)
  const painted = watchFor(page, markerOf(turn))
  await startSession(page, `bench ${turn}`)
  return painted()
}

async function laterTurn(page: Page, turn: number): Promise<number> {
  const painted = watchFor(page, markerOf(turn))
  await sendPrompt(page, `bench ${turn}`)
  const took = await painted()
  await page.getByText('word12').last().waitFor()
  return took
}

/** Begins to watch now; the answer is the time since the person's last act. The watch outlives moves within the app. */
function watchFor(page: Page, text: string): () => Promise<number> {
  const painted = page.evaluate(async (marker) => {
    const at = await window.homeportBench.painted({ text: marker })
    return at - window.homeportBench.acted
  }, text)
  return () => painted
}
