import type { Locator } from 'playwright-core'
import type { FakeSession } from '#test/fakes/fakeSession.ts'
import type { Person } from '#test/support/browser/person.ts'
import type { harbour } from './harbour.ts'

/** The column of a session, by its name. */
export function column({ page }: Person, { header }: FakeSession): Locator {
  return page.getByRole('region', { name: header.session.name, exact: true })
}

/** Where messages to it are written. */
export function composerIn(at: Locator): Locator {
  return at.getByRole('textbox', { name: 'Message to Claude' })
}

/** Two sessions side by side, both there with their composers. */
export async function opened(
  visit: ReturnType<typeof harbour>,
  [left, right]: readonly ['working' | 'asking' | 'question' | 'done', 'working' | 'asking' | 'question' | 'done'],
) {
  const at = await visit('/nowhere')
  const [first, second] = [at.sessions[left], at.sessions[right]]
  await at.person.open(`/session/${first.id}?beside=${second.id}`)
  const columns = { left: column(at.person, first), right: column(at.person, second) }
  await composerIn(columns.left).waitFor()
  await composerIn(columns.right).waitFor()
  return { ...at, first, second, ...columns }
}

/** Path and query of the page that is open. */
export function addressOf(person: Person): string {
  const { pathname, search } = new URL(person.address())
  return pathname + search
}

/** The name of what has the focus, and the column that it is in. */
export function focusIn({ page }: Person): Promise<readonly [string | undefined, string | null | undefined]> {
  return page.evaluate(() => {
    const at = document.activeElement
    return [at?.closest('[data-column]')?.getAttribute('aria-label') ?? undefined, at?.getAttribute('aria-label')]
  })
}

/** How many pixels of a column's conversation lie below what is shown. */
export function belowTheEnd(at: Locator): Promise<number> {
  return at
    .getByRole('log')
    .evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight)
}
