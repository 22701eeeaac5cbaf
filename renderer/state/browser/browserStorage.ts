let isClosed = false

/** Stores nothing any more for as long as this page lives: it still has in memory what was removed. */
export function closeStorage(): void {
  isClosed = true
}

/**
 * Stores a value in this browser; null removes it. For drafts, unsent messages and preferences, never a credential.
 * False when the browser refuses storage (private mode, full disk): the value is then lost at reload.
 */
export function storeItem(key: string, value: string | null): boolean {
  try {
    if (isClosed) {
      return false
    }
    if (value === null) {
      localStorage.removeItem(name(key))
    } else {
      localStorage.setItem(name(key), value)
    }
    return true
  } catch {
    // The value stays in memory for as long as the page lives.
    return false
  }
}

/** Loads a stored value; null when there is none. */
export function loadItem(key: string): string | null {
  try {
    return localStorage.getItem(name(key))
  } catch {
    return null
  }
}

/** The names of stored values that start with `start`, in no order. */
export function storedNames(start: string): string[] {
  try {
    return Object.keys(localStorage).flatMap((key) => (key.startsWith(name(start)) ? [key.slice(PREFIX.length)] : []))
  } catch {
    return []
  }
}

/** Calls back when another tab of this browser changes a stored value. Returns the function that stops it. */
export function onStorageChange(listener: () => void): () => void {
  addEventListener('storage', listener)
  return () => removeEventListener('storage', listener)
}

const PREFIX = 'homeport.'

function name(key: string): string {
  return PREFIX + key
}
