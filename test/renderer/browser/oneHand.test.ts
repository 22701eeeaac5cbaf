import { expect, test } from 'vitest'
import type { Person } from '#test/support/browser/person.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

const PAGES = [
  '/',
  '/needs-you',
  '/session/$asking',
  '/new',
  '/settings/notifications',
  '/history',
  '/devices',
] as const

const shapes = {
  'a narrow phone': { width: 320, height: 640 },
  'a phone on its side': { width: 844, height: 390 },
  'a foldable': { width: 673, height: 841 },
} as const

test.each(Object.entries(shapes))(
  '%s shows every page without a scroll to the side, and writes in 16 px',
  async (_, size) => {
    const { sessions, person } = await visit('/', 'phone')
    await person.page.setViewportSize(size)
    for (const path of PAGES) {
      await person.open(path.replace('$asking', sessions.asking.id))
      await person.page.getByRole('main').first().waitFor()
      expect([path, await outside(person)]).toEqual([path, []])
      expect([path, await smallFields(person)]).toEqual([path, []])
    }
  },
)

test('text of twice the size pushes nothing off a phone', async () => {
  const { sessions, person } = await visit('/', 'phone')
  for (const path of PAGES) {
    await person.open(path.replace('$asking', sessions.asking.id))
    await person.page.getByRole('main').first().waitFor()
    await person.page.evaluate(() => document.documentElement.style.setProperty('-webkit-text-size-adjust', '200%'))
    expect([path, await outside(person)]).toEqual([path, []])
  }
})

test('answers lie where a thumb reaches, as wide as the card, and a swipe brings the next that needs somebody', async () => {
  const { person } = await visit('/session/$asking', 'phone')
  const allow = person.page.getByRole('button', { name: 'Allow once' }).first()
  await allow.waitFor()
  const box = await allow.boundingBox()
  expect(box?.y).toBeGreaterThan(844 / 2)
  expect(box?.height).toBeGreaterThanOrEqual(44)
  await person.open('/needs-you')
  await person.sees(/^1 of \d/)
  await swipesLeft(person)
  await person.sees(/^2 of \d/)
})

test('with the keyboard open the composer stands above it, and what is written stays in sight', async () => {
  const { person } = await visit('/session/$working', 'phone')
  await person.sees('Go on')
  await person.composer().tap()
  await person.page.setViewportSize({ width: 390, height: 420 })
  await expect
    .poll(async () => {
      const box = await person.composer().boundingBox()
      return box !== null && box.y > 0 && box.y + box.height <= 420
    })
    .toBe(true)
})

test('the browser’s own pull to refresh is off: a page that is pulled down stays', async () => {
  const { person } = await visit('/', 'phone')
  await person.page.getByRole('main').first().waitFor()
  const behaviour = await person.page.evaluate(() => [
    getComputedStyle(document.documentElement).overscrollBehaviorY,
    getComputedStyle(document.body).overscrollBehaviorY,
  ])
  expect(behaviour).toContain('none')
})

/** What stands outside of the screen to the right and cannot be scrolled to within a part of the page. */
function outside({ page }: Person): Promise<string[]> {
  return page.evaluate(() => {
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      (/auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement))
    const wide = [...document.querySelectorAll('body *')].filter((element) => {
      const { right, width, height } = element.getBoundingClientRect()
      return width > 0 && height > 0 && right > innerWidth + 1 && !scrolls(element.parentElement)
    })
    const whole = document.documentElement.scrollWidth > innerWidth + 1 ? ['the page itself'] : []
    return [...whole, ...wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 120))]
  })
}

/** Safari zooms into smaller ones. */
function smallFields({ page }: Person): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('input, textarea, select')]
      .filter(
        (field) =>
          field.getBoundingClientRect().width > 1 && !/checkbox|radio|file/.test(field.getAttribute('type') ?? ''),
      )
      .filter((field) => Number.parseFloat(getComputedStyle(field).fontSize) < 16)
      .map((field) => field.outerHTML.slice(0, 120)),
  )
}

async function swipesLeft({ page }: Person): Promise<void> {
  const box = await page.getByRole('region', { name: 'Needs you' }).first().boundingBox()
  const y = (box?.y ?? 0) + 16
  const devtools = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number) =>
    devtools.send('Input.dispatchTouchEvent', { type, touchPoints: x === undefined ? [] : [{ x, y }] })
  await touch('touchStart', 320)
  await touch('touchMove', 200)
  await touch('touchMove', 90)
  await touch('touchEnd')
}
