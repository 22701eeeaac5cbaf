import { expect, test } from 'vitest'
import type { Person } from '#test/support/browser/person.ts'
import { harbour } from './harbour.ts'
import { swipesLeft } from './swiping.ts'
import { heard } from './heard.ts'

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

test.each(['/session/$asking', '/needs-you'])(
  'on a phone the answers of %s lie where a thumb reaches',
  async (path) => {
    const { person } = await visit(path, 'phone')
    const boxOf = async (name: string) => {
      const button = person.page.getByRole('button', { name }).first()
      await button.waitFor()
      return (await button.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    }
    const [no, yes] = [await boxOf('Deny…'), await boxOf('Allow once')]
    expect([no.y, no.width, no.height]).toEqual([yes.y, yes.width, 52])
    expect(no.x).toBeLessThan(yes.x)
    expect(yes.y).toBeGreaterThan(844 / 2)
  },
)

test('a swipe brings the next that needs somebody', async () => {
  const { person } = await visit('/needs-you', 'phone')
  await person.sees(/^1 of \d/)
  await swipesLeft(person)
  await person.sees(/^2 of \d/)
  expect(await person.page.getByText(/^2 of \d/).count()).toBe(1)
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

test('a list that is pulled down asks the workstation again, and one that was pulled a little does not', async () => {
  const { gateway, person } = await visit('/', 'phone')
  await person.sees(/^Connected/)
  await person.page.waitForLoadState('networkidle')
  const asked = () => gateway.received.filter(({ type }) => type === 'subscribe_all').length
  await heard(person.page)
  const before = asked()
  const drag = await finger(person)
  await drag([200, 300], [200, 340])
  await drag.end()
  await drag([200, 300], [200, 360], [200, 460])
  await person.sees('Let go to ask the workstation again')
  await drag.end()
  await expect.poll(asked).toBe(before + 1)
  await expect.poll(() => person.page.getByText(/ask the workstation again|Asking the workstation/).count()).toBe(0)
})

test.each([
  ['a narrow phone', { width: 320, height: 640 }],
  ['a phone', { width: 390, height: 844 }],
  ['a phone on its side', { width: 844, height: 390 }],
] as const)(
  '%s: answers go from edge to edge of the card, high enough for a thumb, above the tabs',
  async (_, size) => {
    const { person } = await visit('/session/$asking', 'phone')
    await person.page.setViewportSize(size)
    // A command that does not fit is shown first: the same button.
    const allow = person
      .button(/^(?:Allow once|Show the rest)$/)
      .filter({ visible: true })
      .first()
    await allow.waitFor()
    const boxes = await allow.evaluate((button) => {
      const card = button.closest('[role=region], section, article') ?? document.body
      const own = button.getBoundingClientRect()
      const group = [...(button.parentElement?.children ?? [])].map((one) => one.getBoundingClientRect())
      const all = card.getBoundingClientRect()
      return {
        height: own.height,
        bottom: own.bottom,
        left: Math.min(...group.map(({ left }) => left)) - all.left,
        right: all.right - Math.max(...group.map(({ right }) => right)),
      }
    })
    expect(boxes.height).toBeGreaterThanOrEqual(44)
    expect(boxes.bottom).toBeLessThanOrEqual(size.height)
    expect(Math.max(boxes.left, boxes.right)).toBeLessThanOrEqual(32)
  },
)

test('code scrolls sideways by itself, and the page does not', async () => {
  const { sessions, person } = await visit('/session/$working', 'phone')
  await person.sees('Go on')
  sessions.working.write((log) => log.text(`\`\`\`ts\nconst line = '${'x'.repeat(400)}'\n\`\`\``))
  await person.reload()
  const code = person.page.getByRole('log').locator('pre', { hasText: 'const line' }).first()
  await code.waitFor()
  await expect
    .poll(() =>
      code.evaluate((pre) => {
        pre.scrollLeft = 100
        return pre.scrollLeft
      }),
    )
    .toBeGreaterThan(0)
  expect(await person.overflow()).toBeLessThanOrEqual(0)
})

test('nothing to press lies under the edges that the system keeps for itself', async () => {
  const { person } = await visit('/', 'phone')
  const devtools = await person.page.context().newCDPSession(person.page)
  await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets: { top: 40, bottom: 34, left: 30, right: 20 } })
  for (const path of ['/']) {
    await person.open(path)
    await person.page.getByRole('main').first().waitFor()
    await person.page.getByRole('button').first().waitFor()
    const under = await person.page.evaluate(() =>
      [...document.querySelectorAll('a:not(.skip-link), button, textarea')]
        .filter((one) => one.closest('[data-scroller], [role=log]') === null)
        .map((one) => ({ box: one.getBoundingClientRect(), text: one.outerHTML.slice(0, 120) }))
        .filter(({ box }) => box.width > 1 && box.height > 1 && box.top < innerHeight && box.bottom > 0)
        .filter(
          ({ box }) => box.top < 40 || box.bottom > innerHeight - 34 || box.left < 30 || box.right > innerWidth - 20,
        )
        .map(({ text }) => text),
    )
    expect([path, under]).toEqual([path, []])
  }
})

test('a root of twice the size of letters pushes nothing off a phone', async () => {
  const { sessions, person } = await visit('/', 'phone')
  for (const path of PAGES) {
    await person.open(path.replace('$asking', sessions.asking.id))
    await person.page.getByRole('main').first().waitFor()
    await person.page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
    expect([path, await outside(person)]).toEqual([path, []])
  }
})

/** One finger on the glass: each call moves it on, the first one puts it down. */
async function finger({ page }: Person) {
  const devtools = await page.context().newCDPSession(page)
  let isDown = false
  const move = async (...points: readonly (readonly [number, number])[]): Promise<void> => {
    for (const [x, y] of points) {
      await devtools.send('Input.dispatchTouchEvent', {
        type: isDown ? 'touchMove' : 'touchStart',
        touchPoints: [{ x, y }],
      })
      isDown = true
    }
  }
  return Object.assign(move, {
    end: async () => {
      isDown = false
      await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    },
  })
}

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
