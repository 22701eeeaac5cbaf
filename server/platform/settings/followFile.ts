import { type StatsListener, statSync, unwatchFile, watchFile } from 'node:fs'

/**
 * How often it is polled. Polling works on every file system and costs microseconds; a watcher would wake us at
 * every write to the databases that lie in the same folder, and editors replace files, which ends a watch.
 */
const POLL_EVERY_MS = 2_000

/** Editors write in pieces: what follows within this time is one change. */
const SETTLE_MS = 200

/** Tells when a file may have been written, come or gone. It keeps no process alive. Returns its stop. */
export function followFile(file: string, onChange: () => void): () => void {
  let settling: NodeJS.Timeout | undefined
  const listener: StatsListener = () => {
    clearTimeout(settling)
    settling = setTimeout(onChange, SETTLE_MS)
    settling.unref()
  }
  watchFile(file, { interval: POLL_EVERY_MS, persistent: false }, listener)
  // What is written before the first look of the watch is what it compares with.
  settling = setTimeout(onChange, POLL_EVERY_MS)
  settling.unref()
  return () => {
    clearTimeout(settling)
    unwatchFile(file, listener)
  }
}

/** Another one means: another content. Empty when there is no file. */
export function fileStamp(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false, bigint: true })
  return stats === undefined ? '' : `${stats.ino} ${stats.size} ${stats.mtimeNs}`
}
