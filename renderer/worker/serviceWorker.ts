import { takeShared } from './share.ts'
import { firstToAnswer, originsToTry } from './otherAddresses.ts'
import { answerClick, notifyOf, renewSubscription, tell } from './notifications.ts'
import type { WorkerScope } from './scope.ts'
import { type Built, createShell } from './shell.ts'

declare const self: WorkerScope
/** Written by the build (.setup/serviceWorker.ts). */
declare const BUILT: Built

const shell = createShell(self, BUILT)

self.addEventListener('install', (event) => event.waitUntil(shell.install()))
// The first one takes the open page at once; a later one waits until the person says so, or all pages are closed.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim().then(() => shell.tidy())))
self.addEventListener('message', (event) => {
  if (event.data === 'take_over') {
    event.waitUntil(self.skipWaiting())
  }
  const origins = originsToTry(event.data)
  if (origins !== null) {
    event.waitUntil(tryOthers(origins))
  }
})
self.addEventListener('fetch', (event) => takeShared(event) || shell.answer(event))
self.addEventListener('push', (event) => event.waitUntil(notifyOf(self, event)))
self.addEventListener('notificationclick', (event) => event.waitUntil(answerClick(self, event)))
self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renewSubscription(self)))

async function tryOthers(origins: readonly string[]): Promise<void> {
  const origin = await firstToAnswer(origins)
  if (origin !== null) {
    await tell(self, { type: 'answers', origin })
  }
}
