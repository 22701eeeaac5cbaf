import type { Person } from '#test/support/browser/person.ts'

/** From right to left over the top of the approval that is shown. */
export async function swipesLeft({ page }: Person): Promise<void> {
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
