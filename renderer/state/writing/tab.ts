/**
 * This tab, also after a reload. A lock of this name is held as long as the page lives, so that others can tell.
 * A duplicated tab begins with the name of the first and finds the lock taken: it goes on under a name of its own.
 */
export const tab: string = nameOfTab()

/** Whether no page of that name lives in this browser any more. False where the browser cannot say. */
export async function isGone(name: string): Promise<boolean> {
  const { locks } = navigator as { locks?: LockManager }
  return (await locks?.request(lockOf(name), { ifAvailable: true }, (lock) => lock !== null)) ?? false
}

const KEY = 'homeport.tab'

function nameOfTab(): string {
  try {
    const isReload = performance
      .getEntriesByType('navigation')
      .some((entry) => 'type' in entry && entry.type === 'reload')
    const name = (isReload ? sessionStorage.getItem(KEY) : null) ?? crypto.randomUUID()
    sessionStorage.setItem(KEY, name)
    hold(name)
    return name
  } catch {
    return crypto.randomUUID()
  }
}

function hold(name: string): void {
  const { locks } = navigator as { locks?: LockManager }
  void locks?.request(lockOf(name), () => new Promise(() => {}))
}

function lockOf(name: string): string {
  return `homeport.tab.${name}`
}
