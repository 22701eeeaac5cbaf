/**
 * The id of this tab, kept through reloads. A lock of this name is held as long as the page lives, so that other tabs
 * can see it. A duplicated tab starts with the same id, finds the lock taken, and gets a new one.
 */
export const tab: string = nameOfTab()

/**
 * Whether the tab of that id is closed. If so, `use` is called first, while no other tab is told the same. False where the browser
 * cannot say.
 */
export async function ifGone(name: string, use: () => void = () => {}): Promise<boolean> {
  const { locks } = navigator as { locks?: LockManager }
  const asked = locks?.request(lockOf(name), { ifAvailable: true }, (lock) => {
    if (lock !== null) {
      use()
    }
    return lock !== null
  })
  return (await asked) ?? false
}

/** Resolves when the tab of that id is closed or reloaded, at once where the browser cannot say. Rejects once that is given up. */
export async function whenLeft(name: string, givenUp: AbortSignal): Promise<void> {
  const { locks } = navigator as { locks?: LockManager }
  await locks?.request(lockOf(name), { signal: givenUp }, () => null)
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
