import type { BlockItem } from '#shared/session/timeline/items.ts'
import { Markdown } from '#renderer/content/markdown/Markdown.tsx'
import { duration } from '#renderer/format/numbers.ts'
import { Fold } from './Fold.tsx'

/** Thinking, folded to one line with its duration. */
export function Thinking({ block }: { block: BlockItem }) {
  return (
    <Fold id={block.id} line={<span>{lineOf(block)}</span>}>
      {() => (
        <div className="text-muted">
          <Markdown text={block.text} />
        </div>
      )}
    </Fold>
  )
}

function lineOf({ live, duration_ms }: BlockItem): string {
  if (live) {
    return 'Thinking…'
  }
  const took = duration(duration_ms ?? 0)
  return took === '' ? 'Thought' : `Thought for ${took}`
}
