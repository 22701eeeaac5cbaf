import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import * as z from 'zod'
import { failureCode } from '#server/platform/failure.ts'
import { replacePrivateFile } from '#server/platform/files/privateFile.ts'
import type { ChainHead } from './chain.ts'

const Head = z.object({ seq: z.number().int().nonnegative(), hash: z.string().regex(/^[0-9a-f]{64}$/) })

/**
 * The second record of how far the audit log reached: a chain alone cannot show that its end was cut off.
 * It lies beside the database, so it shows a cut, an old copy put back, a lost write; not somebody who can write both.
 */
export interface HeadFile {
  /** missing: there is none · unreadable: it is not what was written. */
  read(): { readonly kind: 'known'; readonly head: ChainHead } | { readonly kind: 'missing' | 'unreadable' }
  /** Waits for the disk. @throws Error of `node:fs`; the old head is kept then. */
  write(head: ChainHead): void
  /** The same, without holding up this thread; does nothing when a `write` came meanwhile. */
  writeInBackground(head: ChainHead): Promise<void>
}

export function createHeadFile(path: string): HeadFile {
  let writes = 0

  return {
    read: () => {
      try {
        const parsed = Head.safeParse(JSON.parse(readFileSync(path, 'utf8')))
        return parsed.success ? { kind: 'known', head: parsed.data } : { kind: 'unreadable' }
      } catch (error) {
        return { kind: failureCode(error) === 'ENOENT' ? 'missing' : 'unreadable' }
      }
    },
    write: (head) => {
      writes += 1
      replacePrivateFile(path, textOf(head))
    },
    writeInBackground: async (head) => {
      const before = writes
      const fresh = `${path}.${randomBytes(6).toString('hex')}.tmp`
      try {
        const handle = await open(fresh, 'wx', 0o600)
        try {
          await handle.writeFile(textOf(head))
          await handle.sync()
        } finally {
          await handle.close()
        }
        if (writes === before) {
          renameSync(fresh, path)
        }
      } finally {
        await rm(fresh, { force: true })
      }
    },
  }
}

function textOf({ seq, hash }: ChainHead): string {
  return `${JSON.stringify({ seq, hash })}\n`
}
