import { Suspense } from 'react'
import type { BlockItem, NoticeItem } from '#shared/session/timeline/items.ts'
import { lazyAfterDrawing, lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { NoticeLine } from './NoticeLine.tsx'

const Opened = lazyComponent<{ item: NoticeItem }>(
  async () => (await import('./notices/OpenedNotice.tsx')).OpenedNotice,
  Plain,
)
const SourcesOf = lazyAfterDrawing(async () => (await import('./web/Sources.tsx')).Sources)

/** A notice. One with more to tell than a line, a compaction or a hook, opens to it once its code has come. */
export function Notice({ item }: { item: NoticeItem }) {
  return /^(?:compacted$|hook_)/.test(item.code) ? (
    <Suspense fallback={<div className="h-8 touch:h-12" />}>
      <Opened item={item} />
    </Suspense>
  ) : (
    <Plain item={item} />
  )
}

function Plain({ item: { id, level, text, code } }: { item: NoticeItem }) {
  return <NoticeLine id={id} level={level} text={text === '' ? code : text} />
}

/** The sources of a text; nothing where it names none. */
export function Sources({ block: { id, citations } }: { block: BlockItem }) {
  return (
    citations !== undefined && (
      <div className="min-h-8 touch:min-h-12">
        <Suspense>
          <SourcesOf id={id} citations={citations} />
        </Suspense>
      </div>
    )
  )
}
