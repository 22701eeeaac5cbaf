import { keepProofFresh } from '#renderer/connection/browserProof.ts'
import { keepSubscribed } from '#renderer/features/notifications/push.ts'
import { proveOverSocket } from '#renderer/connection/reopening.ts'
import { allRows } from '#renderer/connection/operationRows.ts'
import { followPreferences } from '#renderer/state/workstation/preferences.ts'
import { followLooking } from '#renderer/state/workstation/looking.ts'
import { followAddresses } from '#renderer/state/offline/otherAddresses.ts'
import { followReading } from '#renderer/state/offline/reading.ts'
import { followOtherTabs } from '#renderer/state/workstation/leaving.ts'
import { whoseWords } from '#renderer/state/workstation/person.ts'
import { takeOverOlder } from '#renderer/state/writing/olderEntries.ts'
import { followWorker } from '#renderer/state/workstation/worker.ts'
import { showToast } from '#renderer/state/toasts.ts'
import { followPull } from '#renderer/features/shell/pull/pull.ts'
import { keepAttention } from './attention.ts'
import * as words from './laterWords.ts'

/**
 * Starts what lives as long as the page and nobody needs in its first moment, each in a task of its own: all at once keep a slow
 * phone from hearing a finger. Never stopped.
 */
export async function startAfterDrawing(): Promise<void> {
  for (const start of starts) {
    start()
    await new Promise((resolve) => setTimeout(resolve))
  }
}

const starts: readonly (() => unknown)[] = [
  () => followOtherTabs(whoseWords),
  keepAttention,
  keepProofFresh,
  proveOverSocket,
  () => keepDroppedFiles(() => showToast(words.nothingWasSentAFile)),
  followPreferences,
  followWorker,
  followLooking,
  followReading,
  followAddresses,
  followPull,
  keepSubscribed,
  takeOverOlder,
  // Where the network goes away later, what was loaded can still be asked for.
  () => void allRows().catch(() => {}),
]

/**
 * Keeps the browser from opening a file that is dropped on the page. `onFiles` is called for a drop that nothing on the
 * page accepts. Fields still accept dropped text.
 */
function keepDroppedFiles(onFiles: () => void): void {
  window.addEventListener('dragover', (event) => {
    if (bringsFiles(event) && !event.defaultPrevented) {
      event.preventDefault()
    }
  })
  window.addEventListener('drop', (event) => {
    if (bringsFiles(event) && !event.defaultPrevented) {
      event.preventDefault()
      onFiles()
    }
  })
}

function bringsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true
}
