import type { ReactNode } from 'react'
import type { Asked } from '#renderer/state/workstation/asked.ts'
import { type Store, useStore } from '#renderer/state/store.ts'

/** What was asked for, or why it is not here. */
export function Part<T>({ store, children }: { store: Store<Asked<T>>; children: (value: T) => ReactNode }) {
  const state = useStore(store, (value) => value)
  switch (state.kind) {
    case 'loading':
      return <p className="appears-late text-muted">Asking the workstation…</p>
    case 'failed':
      return (
        <p className="text-muted">{state.mayNot ? 'Shown in the browser of the workstation itself.' : state.message}</p>
      )
    case 'known':
      return <>{children(state.value)}</>
  }
}
