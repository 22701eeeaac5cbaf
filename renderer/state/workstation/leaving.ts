import { closeStorage, loadItem, onStorageChange, storedNames, storeItem } from '../browser/browserStorage.ts'
import { forgetAll } from '../kept/forgetAll.ts'

/** What belongs to the device, whoever uses it. */
const OF_DEVICE = /^(?:addresses|beside_share|git\.tree|offline|pane_\w+|push|rail|terminal_\w+)$/

/** Under which name it is kept whose words this browser keeps: `person.ts`. */
const WHOSE = 'person'

/** Removes what a person typed from this browser, which is `next`'s from now on; empty: nobody's. Nothing is stored any more. */
export function removePersonal(next: string): void {
  for (const key of storedNames('')) {
    if (!OF_DEVICE.test(key)) {
      storeItem(key, null)
    }
  }
  storeItem(WHOSE, next === '' ? null : next)
  closeStorage()
}

/** As `removePersonal`, with all else that is kept, and loads the page anew, also where a database does not go. */
export async function leaveTo(next: string): Promise<void> {
  document.body.hidden = true
  removePersonal(next)
  const late = new Promise((resolve) => setTimeout(resolve, FORGOTTEN_WITHIN_MS))
  await Promise.race([forgetAll().catch(() => {}), late])
  location.reload()
}

const FORGOTTEN_WITHIN_MS = 3_000

/** Loads the page anew, which stores nothing any more. Removes nothing. */
export function loadAnew(): void {
  document.body.hidden = true
  closeStorage()
  location.reload()
}

/** A page of somebody whose words another tab has removed is loaded anew. `whose`: whose words it has; empty: nobody's. */
export function followOtherTabs(whose: () => string): void {
  onStorageChange(() => {
    if (whose() !== '' && (loadItem(WHOSE) ?? '') !== whose()) {
      location.reload()
    }
  })
}
