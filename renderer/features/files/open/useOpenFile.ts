import { useEffect, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { type ReadFile, readFile } from '../fileCalls.ts'

export type OpenedFile =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly file: ReadFile }
  | { readonly kind: 'failed'; readonly message: string }

/** Reads a file when it is opened. */
export function useOpenFile(session_id: SessionId, path: string): OpenedFile {
  const [opened, setOpened] = useState<OpenedFile>({ kind: 'loading' })
  useEffect(() => {
    let isCurrent = true
    readFile(session_id, path).then(
      (file) => isCurrent && setOpened({ kind: 'ready', file }),
      (error: unknown) => isCurrent && setOpened({ kind: 'failed', message: errorMessage(error) }),
    )
    return () => {
      isCurrent = false
    }
  }, [session_id, path])
  return opened
}
