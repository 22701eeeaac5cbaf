import * as z from 'zod'

const Live = z.object({ status: z.literal('live') })
const WITHIN_MS = 4_000

/** Whether what answers is none of ours: it leads elsewhere, shows a page, or says so itself (RFC 6585, 511). */
export async function isSomebodyElse(): Promise<boolean> {
  try {
    const answer = await fetch('/live', {
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'manual',
      signal: AbortSignal.timeout(WITHIN_MS),
    })
    if (answer.type === 'opaqueredirect' || answer.status === 511) {
      return true
    }
    return answer.ok && !Live.safeParse(await answer.json().catch(() => null)).success
  } catch {
    return false
  }
}
