/**
 * What this browser keeps for the person: drafts, unsent prompts, preferences. Never a credential. A browser that
 * refuses storage (private mode, full disk) only forgets at reload.
 */
export function keep(key: string, value: string | null): void {
  try {
    if (value === null) {
      localStorage.removeItem(name(key))
    } else {
      localStorage.setItem(name(key), value)
    }
  } catch {
    // The value stays in memory for as long as the page lives.
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

function name(key: string): string {
  return `homeport.${key}`
}
