import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { harbour } from './harbour.ts'

const visit = harbour()
const DAY_MS = 86_400_000

/** The browser's own clock is wrong by so much, from the next page load on. */
async function setClock(page: Page, ms: number): Promise<void> {
  await page.addInitScript((wrongBy) => {
    const Real = Date
    const shift = { by: wrongBy }
    class Wrong extends Real {
      constructor(...when: []) {
        super(...(when.length === 0 ? ([Real.now() + shift.by] as unknown as []) : when))
      }
      static override now(): number {
        return Real.now() + shift.by
      }
    }
    Object.assign(window, { Date: Wrong, jumpClock: (by: number) => (shift.by += by) })
  }, ms)
}

test.for([DAY_MS, -DAY_MS])(
  'a browser whose clock is wrong by %i ms tells the times of the workstation',
  async (ms) => {
    const { person } = await visit('/nowhere')
    await setClock(person.page, ms)
    await person.open('/')
    await person.sees('12 m')
    await person.sees('1 d')
    await person.sees(/Editing server\/link\/frames\.ts · 2 m 1\d s/)
    await person.page.evaluate((by) => (window as unknown as { jumpClock: (by: number) => void }).jumpClock(by), 3 * ms)
    // Counts on, second by second, where it was.
    await person.sees(/Editing server\/link\/frames\.ts · 2 m (?:1[5-9]|2\d) s/)
    expect(await person.page.getByRole('main').getByText('12 m', { exact: true }).count()).toBe(1)
  },
)

test.for([DAY_MS, -DAY_MS])('usage is asked for up to the workstation’s today, with a clock %i ms off', async (ms) => {
  const { gateway, person } = await visit('/nowhere')
  await setClock(person.page, ms)
  await person.open('/')
  await person.sees('12 m')
  await person.page.getByRole('link', { name: 'Usage' }).click()
  await expect.poll(() => gateway.answers.calls.find(({ name }) => name === 'usage.read')?.params).toBeDefined()
  const asked = gateway.answers.calls.find(({ name }) => name === 'usage.read')?.params
  expect(asked).toMatchObject({ to: new Date().toISOString().slice(0, 10) })
})
