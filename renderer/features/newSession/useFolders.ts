import { useEffect, useState } from 'react'
import type { ResultOf } from '#shared/operations/table.ts'
import { whenCured } from '#renderer/state/workstation/cured.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { errorMessage } from '#renderer/state/toasts.ts'

/** The search starts after a pause of this length. */
const TYPING_PAUSE_MS = 150

export type Folders =
  | { readonly kind: 'loading' }
  | { readonly kind: 'listed'; readonly list: ResultOf<'folder.list'> }
  | { readonly kind: 'failed'; readonly message: string }

/** The folders in `path` (home when null), or those below it that match `query`. Keeps the last list while it loads. */
export function useFolders(path: string | null, query: string): Folders {
  const [folders, setFolders] = useState<Folders>({ kind: 'loading' })
  useEffect(() => {
    let isCurrent = true
    const keepIfCurrent = (next: Folders) => {
      if (isCurrent) {
        setFolders(next)
      }
    }
    const ask = async () => {
      const params = { ...(path === null ? {} : { path }), ...(query.trim() === '' ? {} : { q: query.trim() }) }
      await connection.client.call('folder.list', params).then(
        (list) => keepIfCurrent({ kind: 'listed', list }),
        (error: unknown) => {
          keepIfCurrent({ kind: 'failed', message: errorMessage(error) })
          if (isCurrent) {
            whenCured(error, ask)
          }
        },
      )
    }
    const timer = setTimeout(() => void ask(), query === '' ? 0 : TYPING_PAUSE_MS)
    return () => {
      isCurrent = false
      connection.cures.forget(ask)
      clearTimeout(timer)
    }
  }, [path, query])
  return folders
}
