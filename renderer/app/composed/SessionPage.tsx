import { Suspense } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { besideOf, focusedColumn } from '#renderer/state/browser/columns.ts'
import type { PaneTab } from '#renderer/state/browser/paneTabs.ts'
import { address } from '#renderer/state/browser/route.ts'
import { useStore } from '#renderer/state/store.ts'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { SessionColumn } from './SessionColumn.tsx'

const ColumnEdge = lazyComponent(
  async () => (await import('#renderer/features/session/columns/ColumnEdge.tsx')).ColumnEdge,
)

/**
 * A session, and in wide windows the one that the address puts beside it. `tab`: of the pane with its details, which takes
 * the other one's place; null: closed.
 */
export function SessionPage({ id, tab }: { id: SessionId; tab: PaneTab | null }) {
  const beside = useStore(address, () => besideOf(id))
  const hasRoom = useStore(focusedColumn, (focused) => focused !== null)
  const second = tab === null ? beside : null
  const isPair = second !== null && hasRoom
  // With keys: the second one stays as it is when it becomes the first.
  return (
    <div role={isPair ? 'main' : undefined} className="flex min-h-0 flex-1">
      <SessionColumn key={id} id={id} tab={tab} />
      <Suspense fallback={<div className="w-1/2 flex-none max-[1199px]:hidden" />}>
        {second !== null && <ColumnEdge first={id} second={second} />}
      </Suspense>
      {isPair && <SessionColumn key={second} id={second} tab={null} isSecond />}
    </div>
  )
}
