import type { FileNews } from '#shared/session/changes.ts'

/** What was found when all of a folder was looked at. */
export interface Look {
  readonly news: readonly FileNews[]
  readonly files: number
  /** Folders in it, and those that are passed over (absolute paths). */
  readonly folders: number
  readonly passed_over: readonly string[]
  /** There is more in it than is looked at: nothing of it is kept. */
  readonly is_too_large: boolean
}
