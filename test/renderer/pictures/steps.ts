import type { Page } from 'playwright-core'
import { ALL_LOADED } from './pageAtRest.ts'

export type ScreenName = 'wide' | 'narrow' | 'phone'

/**
 * One thing that a person does on a scene's page, or waits for. As data, so that Playwright does it for the pictures and the
 * page itself in the gallery. `into`, `has` and `within` are CSS selectors.
 */
export type Step = (
  | { /** Until these words can be read. */ readonly sees: string }
  | { /** Until there is such an element. */ readonly has: string; readonly says?: string }
  | { /** The button of exactly that name, as soon as it can be pressed. */ readonly presses: string }
  | { readonly writes: string; readonly into: string }
  | { /** Of the keyboard, as `Control+k`. */ readonly key: string }
  | { /** The browser loses its network. */ readonly goesOffline: true }
) & { /** On this screen alone. */ readonly only?: ScreenName }

/** Lets a page take its browser for another one, as a script. */
export function asBrowser(userAgent: string | undefined): string {
  return userAgent === undefined
    ? ''
    : `;Object.defineProperty(navigator, 'userAgent', { get: () => ${JSON.stringify(userAgent)} });`
}

/** Does what a scene asks for, with Playwright's mouse and keyboard. */
export async function take(page: Page, steps: readonly Step[], screen: ScreenName): Promise<void> {
  for (const step of steps) {
    if (step.only === undefined || step.only === screen) {
      await takeOne(page, step)
    }
  }
}

async function takeOne(page: Page, step: Step): Promise<void> {
  if ('sees' in step) {
    await page.getByText(step.sees).filter({ visible: true }).first().waitFor()
  } else if ('has' in step) {
    await page
      .locator(step.has)
      .filter({ hasText: step.says ?? '' })
      .first()
      .waitFor()
  } else if ('presses' in step) {
    await page.getByRole('button', { name: step.presses, exact: true }).first().click()
  } else if ('writes' in step) {
    await page.locator(step.into).first().pressSequentially(step.writes)
  } else if ('key' in step) {
    await page.keyboard.press(step.key)
  } else {
    // What says so must have come before.
    await page.evaluate(ALL_LOADED)
    await page.context().setOffline(true)
  }
}
