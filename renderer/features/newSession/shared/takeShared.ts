import * as z from 'zod'
import { MAX_SHARED_FILES, MAX_SHARED_TEXT, SHARED_CACHE } from '#renderer/connection/sharing.ts'

/** What another app on this device shared. */
export interface Shared {
  readonly text: string
  readonly files: readonly File[]
  /** How many files there was no room for. */
  readonly left_out: number
}

/** As the service worker wrote it, maybe one of another version. */
const Form = z.object({
  text: z.string().max(MAX_SHARED_TEXT),
  names: z.array(z.string().max(200)).max(MAX_SHARED_FILES),
  left_out: z.number().int().nonnegative(),
})

/** Takes it out of the browser's cache, once. null: there is nothing. */
export async function takeShared(): Promise<Shared | null> {
  try {
    const cache = await caches.open(SHARED_CACHE)
    const form = Form.parse(await (await cache.match('/shared/form'))?.json())
    const files = await Promise.all(
      form.names.map(async (name, nth) => {
        const kept = await (await cache.match(`/shared/${nth}`))?.blob()
        return kept === undefined ? [] : [new File([kept], name, { type: kept.type })]
      }),
    )
    return { text: form.text, files: files.flat(), left_out: form.left_out }
  } catch {
    return null
  } finally {
    await caches.delete(SHARED_CACHE).catch(() => false)
  }
}
