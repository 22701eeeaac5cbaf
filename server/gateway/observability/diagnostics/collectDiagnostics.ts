import type { Diagnostics } from '#shared/operations/diagnostics.ts'
import type { Clock } from '#server/platform/clock.ts'
import { failureText } from '#server/platform/failure.ts'
import { shareable } from './shareable.ts'

/** What becomes of one that does not come back: the others are wanted all the more when something hangs. */
const PART_WITHIN_MS = 40_000

export type DiagnosticParts = Readonly<Record<string, () => unknown>>

/** Gathers the parts side by side; one that fails is reported, and stops no other. Never throws. */
export async function collectDiagnostics(
  parts: DiagnosticParts,
  { clock, home }: { readonly clock: Clock; readonly home: string },
): Promise<Diagnostics> {
  const found: Record<string, unknown> = {}
  const failed: Record<string, string> = {}
  await Promise.all(
    Object.entries(parts).map(async ([name, ask]) => {
      try {
        found[name] = shareable(await within(Promise.resolve().then(ask)), home)
      } catch (error) {
        failed[name] = String(shareable(failureText(error), home))
      }
    }),
  )
  const names = Object.keys(parts).filter((name) => name in found)
  return {
    kind: 'homeport.diagnostics',
    format: 1,
    made_at: clock.timestamp(),
    parts: Object.fromEntries(names.map((name) => [name, found[name]])),
    failed,
  }
}

async function within<T>(asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`There was no answer within ${PART_WITHIN_MS / 1000} s.`)),
      PART_WITHIN_MS,
    )
  })
  try {
    return await Promise.race([asked, late])
  } finally {
    clearTimeout(timer)
  }
}
