import type { ReactNode } from 'react'
import type { QueryState } from '#renderer/state/query.ts'
import { type Store, useStore } from '#renderer/state/store.ts'

/** What was asked for, or why it is not here. */
export function Part<T>({ of, children }: { of: Store<QueryState<T>>; children: (value: T) => ReactNode }) {
  const state = useStore(of, (value) => value)
  switch (state.kind) {
    case 'loading':
      return <p className="appears-late text-muted">Asking the workstation…</p>
    case 'failed':
      return (
        <p className="text-muted">{state.mayNot ? 'Shown in the browser of the workstation itself.' : state.message}</p>
      )
    case 'ready':
      return <>{children(state.value)}</>
  }
}
