import { type ReactNode, useCallback } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { type Unread, useKeptFresh } from '#renderer/state/session/useKeptFresh.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'

export type Reading<T> =
  | Unread
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'ready'; readonly value: T }

/** What is read of the repository, kept fresh. @param load stays the same function while it reads the same. */
export function useRead<T>(session_id: SessionId, load: () => Promise<T>): Reading<T> {
  return useFreshRead(session_id, load).state
}

/** The same, and how to have it read anew at once. */
export function useFreshRead<T>(session_id: SessionId, load: () => Promise<T>) {
  const read = useCallback(async (): Promise<Reading<T>> => {
    try {
      return { kind: 'ready', value: await load() }
    } catch (error) {
      return { kind: 'failed', message: errorMessage(error) }
    }
  }, [load])
  return useKeptFresh(session_id, read)
}

/** What was read, or why there is nothing yet. */
export function Shown<T>(props: {
  readonly of: Reading<T>
  readonly what: string
  readonly children: (value: T) => ReactNode
}) {
  const { of, what, children } = props
  switch (of.kind) {
    case 'loading':
      return <Loading what={what} />
    case 'failed':
      return (
        <div className="p-3">
          <Problem>{of.message}</Problem>
        </div>
      )
    case 'ready':
      return children(of.value)
  }
}
