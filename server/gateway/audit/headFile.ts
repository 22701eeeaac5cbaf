import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { failureCode } from '#server/platform/failure.ts'
import { replacePrivateFile } from '#server/platform/privateFile.ts'
import type { ChainHead } from './chain.ts'

const Head = z.object({ seq: z.number().int().nonnegative(), hash: z.string().regex(/^[0-9a-f]{64}$/) })

/**
 * The second place that knows how far the audit log reached: a chain alone cannot tell that its end was cut off.
 * It lies beside the database, so it shows a cut, an old copy put back, a lost write; not somebody who can write both.
 */
export interface HeadFile {
  /** missing: there is none · unreadable: it is not what was written. */
  read(): { readonly kind: 'known'; readonly head: ChainHead } | { readonly kind: 'missing' | 'unreadable' }
  /** @throws Error of `node:fs`; the old head is kept then. */
  write(head: ChainHead): void
}

export function createHeadFile(path: string): HeadFile {
  return {
    read: () => {
      try {
        const parsed = Head.safeParse(JSON.parse(readFileSync(path, 'utf8')))
        return parsed.success ? { kind: 'known', head: parsed.data } : { kind: 'unreadable' }
      } catch (error) {
        return { kind: failureCode(error) === 'ENOENT' ? 'missing' : 'unreadable' }
      }
    },
    write: ({ seq, hash }) => replacePrivateFile(path, `${JSON.stringify({ seq, hash })}\n`),
  }
}
