import { expect, test } from 'vitest'
import { type Harbour, harbour } from './harbour.ts'

const visit = harbour()

test('what comes above the list on Home moves it: it is dead for a moment', async () => {
  const { gateway, person } = await visit('/', 'phone')
  await person.sees('Connected')
  const card = person.card('npm run migrate')
  await card.shows('npm run migrate')
  const allow = await whenMoved(person.page, { appears: '[role="alert"]', within: 'ul' })
  gateway.notice({ at: '2026-01-01T00:00:00.000Z', message: 'A sign-in may have been stolen.' })
  expect(await allow()).toBe('dead')
  await card.presses('Allow')
  await expect.poll(() => answersIn(gateway)).toMatchObject([{ decision: 'allow', approval_id: 'migrate' }])
})

/**
 * Watches for what appears and moves the answers `within`. Returns what resolves to whether a tap could answer in the very picture in which
 * they moved.
 */
async function whenMoved(page: Harbour['person']['page'], where: { appears: string; within: string }) {
  const watched = await page.evaluateHandle(({ appears, within }) => {
    const picture = new Promise<'dead' | 'alive'>((resolve) => {
      const look = () => {
        const answers = [...document.querySelectorAll(`${within} [data-card] button`)]
        const isDead = answers.every(
          (one) => one.closest('[inert]') !== null || getComputedStyle(one).pointerEvents === 'none',
        )
        resolve(isDead ? 'dead' : 'alive')
      }
      new MutationObserver((_, watch) => {
        if (document.querySelector(appears) !== null) {
          watch.disconnect()
          // Told after the page's own, before the picture is drawn.
          requestAnimationFrame(() => new ResizeObserver(look).observe(document.body))
        }
      }).observe(document.body, { childList: true, subtree: true })
    })
    return { picture }
  }, where)
  return () => watched.evaluate(({ picture }) => picture)
}

function answersIn({ answers }: Harbour['gateway']): unknown[] {
  return answers.calls.filter(({ name }) => name === 'approval.answer').map(({ params }) => params)
}
