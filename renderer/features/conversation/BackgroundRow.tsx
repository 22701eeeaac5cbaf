import type { BackgroundItem } from '#shared/session/timeline/items.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { BackgroundLine } from './tools/BackgroundLine.tsx'

/** Something behind the conversation that no call is known to have begun. */
export function BackgroundRow({ item }: { item: BackgroundItem }) {
  return (
    <div className="py-1">
      <p dir="auto" className="pl-5 [overflow-wrap:anywhere]">
        <Marked text={item.description} />
      </p>
      <BackgroundLine work={item.work} />
    </div>
  )
}
