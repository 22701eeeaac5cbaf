import path from 'node:path'
import type { Page } from 'playwright-core'
import { DEMO_TOKEN } from '#server/demo/api/apiKeys.ts'
import { type Chromium, openChromium } from '#test/support/browser/browser.ts'
import { startServer } from '#test/support/server/server.ts'
import { type Bench, repeat } from '../bench.ts'
import { Hand } from './hand.ts'
import { CLI } from '../support/product.ts'
import { medianRow } from '../report/row.ts'

const GOAL_S = 120

/** What a person adds who has never seen it: Card, Moran and Newell's keystroke-level model, and reading every word at 238 a minute. */
const PRESS_S = 1.1 + 0.2 + 1.35
const LETTER_S = 0.28
const WORD_S = 60 / 238

const PROMPT = 'hello boat'
/** Pasted, not typed. */
const PASTE_S = PRESS_S

/** One way from the link that `npm start` prints to the first answer. */
interface FirstRun {
  readonly seconds: number
  readonly presses: number
  readonly letters: number
  readonly words: number
}

/**
 * A newcomer with an empty data directory: Claude Code found, a token pasted, the phone skipped, a folder chosen, a first message
 * sent and answered by the real Claude Code before the stand-in.
 */
export const benchFirstRun: Bench = async ({ quick, say }) => {
  const chromium = await openChromium()
  try {
    const runs = await repeat(quick ? 1 : 5, async (index) => {
      say(`run ${index + 1}`)
      return runOnce(chromium)
    })
    const { presses, letters, words } = runs[0] ?? { presses: 0, letters: 0, words: 0 }
    const counted = `${presses} clicks, ${letters} letters typed, the token pasted, ${words} words on the way`
    return [
      medianRow({
        what: 'ready to first answer, a newcomer: the page and the workstation alone',
        goal: null,
        unit: 's',
        samples: runs.map(({ seconds }) => seconds),
        note: `${counted}; nobody thinks or reads`,
      }),
      medianRow({
        what: 'ready to first answer, a newcomer who reads every word and thinks before every click',
        goal: GOAL_S,
        unit: 's',
        samples: runs.map(withPerson),
        note: 'the same, and the keystroke-level model with reading at 238 words a minute on top',
      }),
    ]
  } finally {
    await chromium.close()
  }
}

function withPerson({ seconds, presses, letters, words }: FirstRun): number {
  return seconds + presses * PRESS_S + letters * LETTER_S + PASTE_S + words * WORD_S
}

async function runOnce(chromium: Chromium): Promise<FirstRun> {
  const server = await startServer({ token: null, vault: 'file', command: [process.execPath, CLI] })
  try {
    const folder = path.basename(server.folder('first-project'))
    const person = await chromium.person('wide', { tolerates: /./ })
    const { page } = person
    const hand = new Hand(page, false)
    const link = await server.signInLink()
    const start = performance.now()
    await page.goto(link)
    const words = await welcome(hand)
    const read = await firstSession(hand, folder)
    const seconds = (performance.now() - start) / 1000
    const { presses, keys } = hand.done()
    await person.page.context().close()
    return { seconds, presses: presses + keys, letters: folder.length + PROMPT.length, words: words + read }
  } finally {
    await server.close()
  }
}

/** Claude, and the phone left for later. Returns the words that stood there. */
async function welcome(hand: Hand): Promise<number> {
  const { page } = hand
  await page.getByPlaceholder('sk-ant-…').waitFor()
  const words = await wordsOn(page)
  await hand.write(page.getByPlaceholder('sk-ant-…'), DEMO_TOKEN)
  await page.getByText(/It works/).waitFor()
  await hand.press(page.getByRole('button', { name: 'Save token' }))
  await hand.press(page.getByRole('button', { name: 'Skip', exact: true }))
  const later = await wordsOn(page)
  await hand.press(page.getByRole('link', { name: 'Start a session' }))
  return words + later
}

async function firstSession(hand: Hand, folder: string): Promise<number> {
  const { page } = hand
  const prompt = page.getByRole('textbox', { name: 'What should Claude do?' })
  await prompt.waitFor()
  const words = await wordsOn(page)
  // Without recent folders they are looked through at once.
  await hand.write(page.getByRole('searchbox', { name: 'Search folders' }), folder)
  await hand.press(page.getByRole('button', { name: `Use ${folder}` }).first())
  await hand.write(prompt, PROMPT)
  await hand.press(page.getByRole('button', { name: 'Start', exact: true }).first())
  await page.getByRole('log').getByText(`You said: ${PROMPT}`).waitFor()
  return words
}

async function wordsOn(page: Page): Promise<number> {
  const text = await page.getByRole('main').innerText()
  return text.split(/\s+/).filter((word) => word !== '').length
}
