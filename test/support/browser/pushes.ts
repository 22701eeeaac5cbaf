import type { Browser } from 'playwright-core'

/**
 * Stands in for the browser's own subscription, which would want its maker's push service: the page gets the one that the
 * test prepared (`globalThis.standInSubscription`), with the key that it asked for.
 */
export const pushManagerScript = `
  let made = null
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)).buffer
  PushManager.prototype.getSubscription = async () => made
  PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
    const { endpoint, ...keys } = globalThis.standInSubscription
    made = {
      endpoint,
      options: { applicationServerKey: applicationServerKey.buffer ?? applicationServerKey },
      getKey: (name) => bytes(keys[name]),
      unsubscribe: async () => { made = null; return true },
    }
    return made
  }
`

/** Hands a message to the service worker of an origin, as the browser does with what its push service brought. */
export async function deliverPush(
  browser: Browser,
  { origin, payload }: { readonly origin: string; readonly payload: unknown },
): Promise<void> {
  const [page] = browser.contexts().flatMap((context) => context.pages())
  if (page === undefined) {
    throw new Error('no page is open')
  }
  const devtools = await page.context().newCDPSession(page)
  const registration = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const found = registrations.find(({ scopeURL }) => scopeURL.startsWith(origin))
      if (found !== undefined) {
        resolve(found.registrationId)
      }
    })
  })
  await devtools.send('ServiceWorker.enable')
  const data = typeof payload === 'string' ? payload : JSON.stringify(payload)
  await devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await registration, data })
  await devtools.detach()
}
