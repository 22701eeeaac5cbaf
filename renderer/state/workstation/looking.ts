import { connection, link } from './connection.ts'
import { pushStatus } from './pushStatus.ts'

/** Below the 30 seconds for which the server believes it. */
const SAY_EVERY_MS = 20_000

/**
 * Tells the server while somebody looks at this page, so that what they see is not pushed to their devices. Only where
 * there is a device to push to. Never stopped.
 */
export function followLooking(): void {
  const page = crypto.randomUUID()
  let said = false
  const say = (): void => {
    const state = pushStatus.get()
    const isHeard = link.get().kind === 'ready' && state.kind === 'ready' && state.value.devices > 0
    const looking = document.visibilityState === 'visible' && document.hasFocus()
    if (isHeard && (looking || said)) {
      said = looking
      // What is not heard counts as not looking, after a while.
      void connection.client.call('push.looking', { page, looking }).catch(() => {})
    }
  }
  pushStatus.watch()
  pushStatus.subscribe(say)
  link.subscribe(say)
  document.addEventListener('visibilitychange', say)
  window.addEventListener('focus', say)
  window.addEventListener('blur', say)
  setInterval(say, SAY_EVERY_MS)
}
