import { focusedElement } from '#renderer/state/browser/columnActions.ts'

/** What J and K go through: rows of lists, approvals, and the lines of a conversation that can be opened. */
const ROWS = ':is(main, [role="main"]) :is([data-row], [data-card]), [role="log"] button[aria-expanded]'

/** Moves the focus to the next (1) or previous (-1) row, of two columns in the one with the keyboard. False where there is none. */
export function moveRow(step: 1 | -1): boolean {
  const rows = [...(focusedElement() ?? document).querySelectorAll<HTMLElement>(ROWS)].filter((row) =>
    row.checkVisibility(),
  )
  const at = rows.findLastIndex((row) => row.contains(document.activeElement))
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
  return next !== undefined
}

/** Opens or folds the row that has the focus. False where it cannot be opened. */
export function expandRow(): boolean {
  const row = document.activeElement?.closest('[data-row], [role="log"] button[aria-expanded]')
  const fold = 'button[aria-expanded]:not([aria-haspopup])'
  const control = row?.matches(fold) === true ? row : row?.querySelector(fold)
  return pressed(control ?? null)
}

/** Presses, or goes into, the control with this `data-shortcut` of the approval that has the focus. False where there is none, as with dangers. */
export function pressOnCard(control: string): boolean {
  const card = document.activeElement?.closest('[data-card]')
  const found = card?.querySelector<HTMLElement>(`[data-shortcut="${control}"]:enabled`) ?? null
  if (found?.matches('input') === true) {
    found.focus()
  }
  return pressed(found)
}

function pressed(control: Element | null): boolean {
  if (control instanceof HTMLElement) {
    control.click()
    return true
  }
  return false
}
