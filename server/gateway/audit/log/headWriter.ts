import { createLogger } from '#server/platform/log/log.ts'
import type { AuditRows } from './auditRows.ts'
import type { HeadFile } from './headFile.ts'

const log = createLogger('audit')

/** How far behind the database the head file may be. */
const HEAD_EVERY_MS = 1_000

export interface HeadWriterDeps {
  readonly rows: Pick<AuditRows, 'head'>
  readonly headFile: HeadFile
  /** Makes the database's commits so far survive a power cut. */
  readonly commit: { readonly now: () => void; readonly inBackground: () => Promise<void> }
}

/**
 * Notes how far the log reaches. The head is never ahead of what the disk has: after a power cut it would accuse
 * somebody. What fails is logged and tried again with the next entry.
 */
export interface HeadWriter {
  /** Within HEAD_EVERY_MS, without holding up this thread. */
  noteSoon(): void
  noteNow(): void
}

export function createHeadWriter({ rows, headFile, commit }: HeadWriterDeps): HeadWriter {
  let timer: NodeJS.Timeout | null = null

  const cancel = (): void => {
    if (timer !== null) {
      clearTimeout(timer)
      timer = null
    }
  }

  const noteInBackground = async (): Promise<void> => {
    cancel()
    try {
      const head = rows.head()
      await commit.inBackground()
      await headFile.writeInBackground(head)
    } catch (error) {
      log.error('the head of the audit log could not be noted', { error })
    }
  }

  return {
    noteSoon: () => {
      timer ??= setTimeout(() => void noteInBackground(), HEAD_EVERY_MS).unref()
    },
    noteNow: () => {
      cancel()
      try {
        const head = rows.head()
        commit.now()
        headFile.write(head)
      } catch (error) {
        log.error('the head of the audit log could not be noted', { error })
      }
    },
  }
}
