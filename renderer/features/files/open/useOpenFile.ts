import { useEffect, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { onOutsideNews } from '../listing/outsideNews.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { type ReadFile, readFile } from '../fileCalls.ts'

export type OpenedFile =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly file: ReadFile }
  | { readonly kind: 'failed'; readonly message: string }

/** Reads a file when it is opened, and again when it changed and is no text, or could not be read: a text follows by itself. */
export function useOpenFile(session_id: SessionId, path: string): OpenedFile {
  const [opened, setOpened] = useState<OpenedFile>({ kind: 'loading' })
  useEffect(() => {
    let isCurrent = true
    let isText = false
    const read = () =>
      readFile(session_id, path).then(
        (file) => {
          isText = file.encoding !== 'binary'
          return isCurrent && setOpened({ kind: 'ready', file })
        },
        (error: unknown) => isCurrent && setOpened({ kind: 'failed', message: errorMessage(error) }),
      )
    void read()
    const unfollow = onOutsideNews(session_id, (paths) => {
      if (!isText && paths?.has(path) !== false) {
        void read()
      }
    })
    return () => {
      isCurrent = false
      unfollow()
    }
  }, [session_id, path])
  return opened
}
