import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import type { WorkspaceInfo } from '#shared/operations/file.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import type { Confined } from '../confine/confine.ts'
import { isWithin } from '../confine/within.ts'
import { treeBelow } from '../files/tree.ts'

const MIB = 1024 * 1024
/** As many files are counted. */
const MAX_COUNTED = 300_000
/** To be shown, it is counted for so long: a person’s own folder may hold what takes minutes. */
const MOST_MS = 3_000
/** To be shown, a count is good for so long. */
const FRESH_MS = 10_000
const MAX_KNOWN = 32

export interface SpaceDeps {
  readonly clock: Clock
  readonly settings: Pick<LiveSettings, 'current'>
  /** Real path of where Homeport makes folders. */
  readonly workspaces: string
}

/** What may still go into a folder. */
export interface Room {
  /** A file of that size so far, in place of one of `before`. */
  readonly file: (size: number, before: number) => void
  /** Files of that size together, which are in the folder as another copy or in the trash. */
  readonly whole: (size: number) => void
}

interface Counted {
  readonly at: number
  readonly used: number
  readonly files: number
  readonly isCut: boolean
}

/** How much the folders of sessions hold, and may hold: those that Homeport made have a bound, a person’s own have none. */
export class Space {
  readonly #deps: SpaceDeps
  readonly #known = new Map<string, Counted>()

  constructor(deps: SpaceDeps) {
    this.#deps = deps
  }

  async info(confined: Confined): Promise<WorkspaceInfo> {
    const { used, files, isCut } = await this.#count(confined, 'lately')
    return {
      path: confined.root,
      total_size: used,
      file_count: files,
      quota: this.#quota(confined),
      used,
      max_file_size: this.#maxFile(),
      truncated: isCut,
    }
  }

  /** What may still go into a folder. What its answers throw: HomeportError FILE_001, FILE_005. */
  async room(confined: Confined): Promise<Room> {
    const max = this.#maxFile()
    const quota = this.#quota(confined)
    // Others write there too, Claude above all: what was counted a moment ago decides nothing.
    const used = quota === null ? 0 : (await this.#count(confined, 'now')).used
    const whole = (size: number, before = 0) => {
      if (quota !== null && used - before + size > quota) {
        throw new HomeportError(
          'FILE_005',
          `This folder may hold ${Math.floor(quota / MIB)} MiB (setting limits.workspace_mib), and that would be more. Nothing was kept of it.`,
          { details: { quota, used } },
        )
      }
    }
    return {
      whole: (size) => whole(size),
      file: (size, before) => {
        if (size > max) {
          throw new HomeportError(
            'FILE_001',
            `A file may have ${Math.floor(max / MIB)} MiB here (setting limits.file_mib). Nothing was kept of it.`,
          )
        }
        whole(size, before)
      },
    }
  }

  /** Something was written or deleted: what was counted is not so any more. */
  changed({ root }: Confined): void {
    this.#known.delete(root)
  }

  #maxFile(): number {
    return this.#deps.settings.current().limits.file_mib * MIB
  }

  #quota({ root }: Confined): number | null {
    const { workspaces, settings } = this.#deps
    return root !== workspaces && isWithin(root, path.resolve(workspaces))
      ? settings.current().limits.workspace_mib * MIB
      : null
  }

  async #count(confined: Confined, when: 'lately' | 'now'): Promise<Counted> {
    const { clock } = this.#deps
    const known = this.#known.get(confined.root)
    if (when === 'lately' && known !== undefined && clock.monotonic() - known.at < FRESH_MS) {
      return known
    }
    let used = 0
    let files = 0
    const tree = treeBelow(confined, [], MAX_COUNTED)
    let next = await tree.next()
    const until = when === 'now' ? Infinity : clock.monotonic() + MOST_MS
    let isLate = false
    for (; next.done !== true && !isLate; next = await tree.next()) {
      used += next.value.size
      files += next.value.kind === 'folder' ? 0 : 1
      isLate = clock.monotonic() > until
    }
    const isCut = next.done === true ? next.value.isCut : true
    const counted = { at: clock.monotonic(), used, files, isCut }
    this.#known.set(confined.root, counted)
    const [oldest] = this.#known.keys()
    if (this.#known.size > MAX_KNOWN && oldest !== undefined) {
      this.#known.delete(oldest)
    }
    return counted
  }
}
