import { MAX_SHARED_BYTES, MAX_SHARED_FILES, MAX_SHARED_TEXT, SHARED_CACHE } from '#renderer/connection/sharing.ts'
import type { FetchEvent } from './scope.ts'

/** Where the manifest lets the system send what is shared. */
const SHARE = '/share'
/** There a new session is written; what came is taken from the cache by the page. */
const THEN = '/new?shared=1'

/**
 * Takes what another app shares, and opens the page with it. Nothing of it leaves this device, and nothing is sent to Claude
 * before its person says so: any website can send a form here. False: this is no such request.
 */
export function takeShared(event: FetchEvent): boolean {
  const { request } = event
  const { pathname, origin } = new URL(request.url)
  if (request.method !== 'POST' || pathname !== SHARE || origin !== location.origin) {
    return false
  }
  event.respondWith(
    keep(request).then(
      () => Response.redirect(THEN, 303),
      () => Response.redirect(`${THEN}&lost=1`, 303),
    ),
  )
  return true
}

/** One thing at a time: what was shared before and never taken goes. @throws where it is no form, or too much. */
async function keep(request: Request): Promise<void> {
  await caches.delete(SHARED_CACHE)
  if (Number(request.headers.get('content-length') ?? 0) > MAX_SHARED_BYTES) {
    throw new RangeError('too much')
  }
  const form = await request.formData()
  const texts = ['title', 'text', 'url'].map((name) => form.get(name)).filter((value) => typeof value === 'string')
  const files = form.getAll('files').filter((value) => typeof value !== 'string' && value.size > 0)
  const taken = files.slice(0, MAX_SHARED_FILES).filter(isFile)
  if (taken.reduce((sum, { size }) => sum + size, 0) > MAX_SHARED_BYTES) {
    throw new RangeError('too much')
  }
  const cache = await caches.open(SHARED_CACHE)
  const said = [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))].join('\n')
  const names = taken.map(({ name }) => name.slice(0, 200))
  await Promise.all(taken.map((file, nth) => cache.put(`/shared/${nth}`, new Response(file))))
  // Last: whoever finds this finds all of it.
  const text = said.slice(0, MAX_SHARED_TEXT)
  await cache.put('/shared/form', Response.json({ text, names, left_out: files.length - taken.length }))
}

function isFile(value: FormDataEntryValue): value is File {
  return typeof value !== 'string'
}
