import { lstat, opendir } from 'node:fs/promises'
import path from 'node:path'
import type { FolderSize } from '#shared/operations/sessionInfo.ts'
import type { Clock } from '#server/platform/clock.ts'

/** A folder with more entries than this is told in part: nobody waits longer for a number. */
const MOST_ENTRIES = 300_000
const FRESH_MS = 60_000
const MOST_FOLDERS = 100

/** At so many entries other work of the host comes first for a moment. */
const REST_EVERY = 500

/** How much lies in folders: measured beside everything else, one folder after the other, and remembered for a minute. */
export class FolderSizes {
  readonly #clock: Clock
  readonly #known = new Map<string, { readonly size: FolderSize; readonly at: number }>()
  readonly #measuring = new Set<string>()
  #queue: Promise<void> = Promise.resolve()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** What is known now; null where nothing is. An old answer is given at once and measured anew for the next one. */
  of(folder: string, freshMs = FRESH_MS): FolderSize | null {
    const known = this.#known.get(folder)
    if ((known === undefined || this.#clock.monotonic() - known.at >= freshMs) && !this.#measuring.has(folder)) {
      this.#measuring.add(folder)
      this.#queue = this.#queue.then(() => this.#measure(folder))
    }
    return known?.size ?? null
  }

  /** Resolves when all that was asked for is measured. */
  settled(): Promise<void> {
    return this.#queue
  }

  async #measure(folder: string): Promise<void> {
    const size = await sizeOf(folder)
    const [oldest] = this.#known.keys()
    if (this.#known.size >= MOST_FOLDERS && oldest !== undefined) {
      this.#known.delete(oldest)
    }
    this.#measuring.delete(folder)
    this.#known.delete(folder)
    this.#known.set(folder, {
      size: { ...size, measured_at: this.#clock.timestamp() },
      at: this.#clock.monotonic(),
    })
  }
}

/** Never throws: what cannot be read makes it a part. */
async function sizeOf(root: string): Promise<Omit<FolderSize, 'measured_at'>> {
  const folders = [root]
  let bytes = 0
  let files = 0
  let seen = 0
  let is_partial = false
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    try {
      for await (const entry of await opendir(folder)) {
        seen += 1
        if (seen > MOST_ENTRIES) {
          return { bytes, files, is_partial: true }
        }
        if (seen % REST_EVERY === 0) {
          await new Promise(setImmediate)
        }
        const entryPath = path.join(folder, entry.name)
        if (entry.isDirectory()) {
          folders.push(entryPath)
        } else if (entry.isFile()) {
          files += 1
          bytes += (await lstat(entryPath)).size
        }
      }
    } catch {
      // Gone meanwhile, or not for this user.
      is_partial = true
    }
  }
  return { bytes, files, is_partial }
}
