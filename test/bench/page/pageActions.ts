import type { Page } from 'playwright-core'
import type { Account } from '../support/client.ts'
import { LAST_WORDS } from '../support/conversation.ts'

/** The name of the seeded session, by which it is found on the home screen. */
export const SESSION_NAME = 'Seeded conversation'

/** The home screen shows what is there. */
export const HOME_READY = { text: SESSION_NAME, selectors: ['main a'] }

/** The conversation is at its end, and something can be said. */
export const CONVERSATION_READY = { text: LAST_WORDS, selectors: ['textarea:not([disabled])'] }

/** Types a prompt into the open session and sends it with Enter. */
export async function sendPrompt(page: Page, prompt: string): Promise<void> {
  const composer = page.getByRole('textbox', { name: 'Message to Claude' })
  await composer.fill(prompt)
  await composer.press('Enter')
}

/** On `/new`, where the folder of the latest session is chosen already: starts with a first prompt. */
export async function startSession(page: Page, prompt: string): Promise<void> {
  await page.getByRole('textbox', { name: 'What should Claude do?' }).fill(prompt)
  await page.getByRole('button', { name: 'Start', exact: true }).click()
}

/** Clicks the seeded session on the home screen; milliseconds until its last words are painted. */
export async function openFromHome(page: Page, { info }: Account, text: string): Promise<number> {
  if (page.url().startsWith(info.local_url)) {
    await page.goBack()
  } else {
    await page.goto(info.local_url)
  }
  const link = page.getByRole('link', { name: SESSION_NAME }).first()
  await link.waitFor()
  const painted = page.evaluate(async (wanted) => {
    const at = await window.homeportBench.painted({ text: wanted })
    return at - window.homeportBench.acted
  }, text)
  await link.click()
  return painted
}
