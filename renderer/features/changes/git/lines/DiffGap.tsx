import { ChevronDown, ChevronUp, ChevronsUpDown } from 'lucide-react'
import { Marked } from '#renderer/ui/Marked.tsx'
import { type Opened, type ShownLine, countOf, waysOf } from './gaps.ts'
import * as words from '../words.ts'

const icons = { above: ChevronDown, below: ChevronUp, all: ChevronsUpDown } as const

/** Lines that are left out: some more of them on either side, or all. */
export function DiffGap(props: {
  readonly lines: readonly ShownLine[]
  readonly at: number
  readonly onExpand: (at: number, how: Opened) => void
}) {
  const { lines, at, onExpand } = props
  const count = countOf(lines, at)
  const heading = lines[at]?.text ?? ''
  return (
    <div className="flex min-h-6 w-full items-center gap-1 bg-raised px-2 text-xs text-muted touch:min-h-11">
      {waysOf(lines, at).map((way) => {
        const Icon = icons[way]
        const label = way === 'all' ? words.showAllUnchanged(count) : words.showMore[way]
        return (
          <button
            key={way}
            type="button"
            tabIndex={-1}
            title={label}
            aria-label={label}
            onClick={() => onExpand(at, way)}
            className="smooth flex min-h-6 min-w-6 items-center justify-center rounded-control hover:bg-selected hover:text-text touch:min-h-11 touch:min-w-11"
          >
            <Icon className="size-3.5" aria-hidden="true" />
          </button>
        )
      })}
      <span className="shrink-0 pl-1 font-sans tabular-nums">{words.unchangedLines(count)}</span>
      <bdi className="min-w-0 truncate pl-2 text-left">
        <Marked text={heading} code />
      </bdi>
    </div>
  )
}
