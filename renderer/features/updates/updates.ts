import { askDesktop } from '#renderer/platform/desktop.ts'
import { showToast, sentenceOf } from '#renderer/state/toasts.ts'
import { queries } from '#renderer/state/workstation/queries.ts'

/** Where the desktop program stands with newer versions of itself. */
export const programUpdate = queries.define({
  key: 'desktop update.state',
  fetch: () => askDesktop('update.state', {}),
  needs: 'local',
})

/** Asks the server with the updates. */
export async function checkForUpdates(): Promise<void> {
  await programUpdate.update(() => askDesktop('update.check', {}))
}

/** Swaps the program; this page goes away with it. Tells the person when that did not work. */
export async function installUpdate(): Promise<void> {
  try {
    await askDesktop('update.install', {})
  } catch (error) {
    showToast(sentenceOf(error))
  }
}
