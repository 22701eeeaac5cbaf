import type { Page } from 'playwright-core'
import type { SubscribedBrowser } from '#test/fakes/pushService.ts'

/** Stands in for the browser's own subscription, which would want its maker's push service: the page gets this one. */
export function pushManagerScript({ endpoint, ...keys }: SubscribedBrowser['subscription']): string {
  return `
    let made = null
    const keys = ${JSON.stringify(keys)}
    const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)).buffer
    PushManager.prototype.getSubscription = async () => made
    PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
      made = {
        endpoint: ${JSON.stringify(endpoint)},
        options: { applicationServerKey: applicationServerKey.buffer ?? applicationServerKey },
        getKey: (name) => bytes(keys[name]),
        unsubscribe: async () => { made = null; return true },
      }
      return made
    }
  `
}

/** Hands a message to the service worker of an origin, as the browser does with what its push service brought. */
export async function deliverPush(
  page: Page,
  { origin, payload }: { readonly origin: string; readonly payload: unknown },
): Promise<void> {
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
  const data = JSON.stringify(payload)
  await devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await registration, data })
  await devtools.detach()
}
