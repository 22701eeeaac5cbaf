import { describe, expect, test } from 'vitest'
import { harbour } from './harbour.ts'

const visit = harbour()

const screens = [
  ['/', 'Which colour scheme should the landing page have?'],
  ['/session/$working', /8 tests pass/],
  ['/session/$asking', 'The migration is ready. I would like to run it now.'],
  ['/session/$question', 'Claude asks'],
  ['/session/$working/info', 'Permission mode'],
  ['/session/$working/tasks', /No tasks|To-do list/],
  ['/new', 'What should Claude do?'],
  ['/welcome', 'Set up Homeport'],
  ['/remote', 'Remote access is on'],
  ['/claude', 'Billing account'],
  ['/usage', /No turn ended in these days/],
  ['/updates', /whether it can update itself/],
  ['/settings/notifications', 'Silent projects'],
  ['/qr', 'Pair a phone'],
  ['/pair', 'Pair this device'],
  ['/nowhere/at/all', 'There is no such page'],
] as const

/** Colours and widths are checked in three pairs instead of six: neither changes what the other does. */
describe.each([
  ['light', 'wide'],
  ['dark', 'narrow'],
  ['dark', 'phone'],
] as const)('in %s colours on a %s screen', (colorScheme, device) => {
  test.each(screens)('%s can be read and used by everybody', async (path, words) => {
    const { person } = await visit(path, device, { colorScheme })
    await person.sees(words)
    await person.expectAccessible()
    expect(await overflow(person.page)).toBeLessThanOrEqual(0)
  })

  test('a browser that is not signed in is told what to do', async () => {
    const { gateway, person } = await visit('/', device, { colorScheme })
    await person.sees('Connected')
    gateway.isSignedIn = false
    gateway.cut(4401)
    await person.sees('This browser is not signed in')
    await person.expectAccessible()
    expect(await person.page.getByText('homeport start').isVisible()).toBe(true)
  })
})

test('what can be tapped on a phone is large enough for a finger', async () => {
  for (const path of ['/', '/session/$asking', '/session/$working', '/new', '/remote', '/claude', '/usage']) {
    const { person } = await visit(path, 'phone')
    await person.sees('Connected')
    await person.page.getByRole('main').waitFor()
    const small = await person.page.evaluate(() =>
      [...document.querySelectorAll('button, select, input:not([type=radio]), textarea, header a, summary')]
        .filter(
          (element) =>
            element.checkVisibility() && element.getBoundingClientRect().height < 43.5 && !element.matches('.sr-only'),
        )
        .map((element) => element.outerHTML.slice(0, 120)),
    )
    expect(small).toEqual([])
  }
})

async function overflow(page: Awaited<ReturnType<typeof visit>>['person']['page']): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
