/**
 * What this browser keeps for the person: drafts, unsent prompts, preferences. Never a credential. A browser that
 * refuses storage (private mode, full disk) only forgets at reload: false says so.
 */
export function keep(key: string, value: string | null): boolean {
  try {
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

/** Reads what was kept; null when there is nothing. */
export function kept(key: string): string | null {
  try {
    return localStorage.getItem(name(key))
  } catch {
    return null
  }
}

/** The names, in no order, of what is kept under names that begin so. */
export function keptNames(start: string): string[] {
  try {
    return Object.keys(localStorage).flatMap((key) => (key.startsWith(name(start)) ? [key.slice(PREFIX.length)] : []))
  } catch {
    return []
  }
}

/** Calls when another tab of this browser changes what is kept. Returns the stop. */
export function onKeptElsewhere(listener: () => void): () => void {
  addEventListener('storage', listener)
  return () => removeEventListener('storage', listener)
}

const PREFIX = 'homeport.'

function name(key: string): string {
  return PREFIX + key
}
