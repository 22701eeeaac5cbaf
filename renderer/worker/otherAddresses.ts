import { isRecord } from './pushed.ts'

const WITHIN_MS = 5_000
const MOST = 12

/** `{ type: 'try', origins }` of a page of ours. null: something else. */
export function originsToTry(data: unknown): readonly string[] | null {
  if (!isRecord(data) || data['type'] !== 'try' || !Array.isArray(data['origins'])) {
    return null
  }
  return data['origins']
    .filter((origin): origin is string => typeof origin === 'string' && isHttpsOrigin(origin))
    .slice(0, MOST)
}

/**
 * Asks all of them at once whether they are alive, and says which was first: without cookies, and without reading what was
 * answered, which another origin's page may not either. Only one with a certificate that this device believes answers at all.
 */
export async function firstToAnswer(origins: readonly string[]): Promise<string | null> {
  const over = new AbortController()
  const timer = setTimeout(() => over.abort(), WITHIN_MS)
  try {
    return await Promise.any(
      origins.map(async (origin) => {
        // Where an answer may not be read, the browser refuses any other way with redirects (Fetch, "main fetch").
        const options = { mode: 'no-cors', credentials: 'omit', cache: 'no-store', redirect: 'follow' } as const
        await fetch(`${origin}/live`, { ...options, referrerPolicy: 'no-referrer', signal: over.signal })
        return origin
      }),
    )
  } catch {
    return null
  } finally {
    clearTimeout(timer)
    over.abort()
  }
}

function isHttpsOrigin(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null
  return url?.protocol === 'https:' && url.origin === text
}
