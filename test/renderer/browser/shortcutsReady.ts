import { expect } from 'vitest'
import type { Person } from '#test/support/browser/person.ts'

/** The shortcuts are there: the first key fetches them, and the links of the page's beginning are theirs. */
export async function ready(person: Person): Promise<void> {
  await person.types('Shift')
  await expect
    .poll(() =>
      person.page.evaluate(() => {
        const search = document.querySelector('[data-shortcut="search"]')
        search?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))
        return search?.getAttribute('aria-keyshortcuts')
      }),
    )
    .toBe('Control+K')
}

export async function leaveField(person: Person): Promise<void> {
  await person.page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
}
