import { type ReactNode, useMemo, useState } from 'react'
import { LineChunk } from '#renderer/content/lines/LineChunk.tsx'
import type { DiffLine } from '#renderer/content/lines/patch.ts'
import { useLineColours } from '#renderer/content/lines/useLineColours.ts'
import { screenSize } from '#renderer/state/browser/screen.ts'
import { useStore } from '#renderer/state/store.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { type Choice, pressed } from '../chosenLines.ts'
import { DiffGap } from './DiffGap.tsx'
import type { Opened, ShownLine } from './gaps.ts'
import { DiffLineView } from './DiffLineView.tsx'
import { type Keys, onKey } from './lineKeys.ts'
import { type Pair, hasLine, pairsOf } from './pairs.ts'
import * as words from '../words.ts'

/** Rows in one chunk; chunks away from the viewport are not rendered. */
const CHUNK = 200

interface GitLinesProps {
  readonly lines: readonly ShownLine[]
  readonly path: string
  readonly isWrapped: boolean
  /** In two columns, before and after. */
  readonly isBeside: boolean
  readonly choice: Choice
  readonly onChoose: (choice: Choice) => void
  readonly onComment: () => void
  /** Shows some of what a gap leaves out, or all. */
  readonly onExpand: (at: number, how: Opened) => void
  /** Below this line stands what `below` is. */
  readonly below: { readonly at: number; readonly content: ReactNode } | null
}

/** A diff whose lines can be chosen: by their numbers with a pointer, or by arrows and Space. */
export function GitLines(props: GitLinesProps) {
  const { lines, path, choice, isBeside, onChoose, onComment, onExpand } = props
  const [at, setAt] = useState<number | null>(null)
  const expand = (line: number, how: Opened) => {
    // What is below the gap moves down.
    setAt((before) => (before !== null && before > line ? null : before))
    onExpand(line, how)
  }
  const press = (line: number, isRange: boolean) => {
    if (lines[line]?.kind === 'gap') {
      expand(line, 'all')
      return
    }
    onChoose(pressed(choice, line, { from: isRange ? at : null }))
    setAt(line)
  }
  const keys: Keys = {
    count: lines.length,
    at,
    onMove: (to, isRange) => {
      if (isRange && at !== null) {
        onChoose(pressed(choice, to, { from: at }))
      }
      setAt(to)
    },
    onPress: press,
    onComment: (line) => {
      if (choice.size === 0) {
        onChoose(new Set([line]))
      }
      onComment()
    },
  }
  const Columns = isBeside ? TwoColumns : OneColumn
  return (
    <div
      tabIndex={0}
      role="group"
      aria-label={(isBeside ? words.besideWithArrows : words.changesWithArrows)(path)}
      onKeyDown={(event) => onKey(event, keys)}
      className="thin-scroll @container overflow-x-auto py-1 font-mono text-sm focus-visible:-outline-offset-2"
    >
      <Columns {...props} onExpand={expand} at={at} onPress={press} />
    </div>
  )
}

/** As other diffs of the page are. */
export function shownAs(lines: readonly ShownLine[]): readonly DiffLine[] {
  return lines.map((line): DiffLine => ({ kind: line.kind, text: line.text, number: line.new ?? line.old }))
}

interface ColumnsProps extends GitLinesProps {
  readonly at: number | null
  readonly onPress: (line: number, isRange: boolean) => void
}

function OneColumn(props: ColumnsProps) {
  const { lines, below, isWrapped, onExpand } = props
  const line = useLine(props)
  return (
    <div dir="ltr" className={isWrapped ? 'w-full' : 'w-fit min-w-full'}>
      <Chunks
        count={lines.length}
        renderRow={(index) => (
          <div key={keyOf(lines[index], index)}>
            {lines[index]?.kind === 'gap' ? (
              <DiffGap lines={lines} at={index} onExpand={onExpand} />
            ) : (
              line(index, 'both')
            )}
            {below?.at === index && below.content}
          </div>
        )}
      />
    </div>
  )
}

/** By its numbers: what is being written below a line stays there when a gap above it opens. */
function keyOf(line: ShownLine | undefined, index: number): string {
  const hasNumber = line !== undefined && (line.old !== null || line.new !== null)
  return hasNumber && line.kind !== 'gap' ? `${line.old} ${line.new}` : `at ${index}`
}

function TwoColumns(props: ColumnsProps) {
  const { lines, below, onExpand } = props
  const line = useLine({ ...props, isWrapped: true })
  const pairs = useMemo(() => pairsOf(lines), [lines])
  const draw = (pair: Pair) =>
    pair.kind === 'gap' ? (
      <DiffGap lines={lines} at={pair.at} onExpand={onExpand} />
    ) : (
      <div className="grid grid-cols-2 divide-x divide-line">
        {(['before', 'after'] as const).map((side) => {
          const index = pair[side]
          return index === null ? (
            <div key={side} className="bg-raised" />
          ) : (
            <div key={side} className="grid">
              {line(index, side)}
            </div>
          )
        })}
      </div>
    )
  return (
    <div dir="ltr" className="w-full">
      <Chunks
        count={pairs.length}
        renderRow={(index) => {
          const pair = pairs[index]
          return pair === undefined ? null : (
            <div key={pair.kind === 'gap' ? `at ${index}` : keyOf(lines[pair.after ?? pair.before ?? -1], index)}>
              {draw(pair)}
              {below !== null && hasLine(pair, below.at) && below.content}
            </div>
          )
        }}
      />
    </div>
  )
}

function Chunks({ count, renderRow }: { count: number; renderRow: (index: number) => ReactNode }) {
  const starts = Array.from({ length: Math.ceil(count / CHUNK) }, (_, chunk) => chunk * CHUNK)
  return starts.map((from) => {
    const rows = Math.min(CHUNK, count - from)
    const draw = () => Array.from({ length: rows }, (_, index) => renderRow(from + index))
    return count <= CHUNK ? draw() : <LineChunk key={from} rows={rows} draw={draw} />
  })
}

/** Draws one line, with the numbers of the sides that are shown. */
function useLine({ lines, path, choice, at, isWrapped, onPress }: ColumnsProps) {
  const shown = useMemo(() => shownAs(lines), [lines])
  const renderText = useLineColours(shown, path)
  const isPhone = useStore(screenSize, (size) => size === 'phone')
  return (index: number, side: 'both' | 'before' | 'after') => {
    const [line, text] = [lines[index], shown[index]]
    if (line === undefined || text === undefined) {
      return null
    }
    const numbers = {
      both: isPhone ? [line.new ?? line.old] : [line.old, line.new],
      before: [line.old],
      after: [line.new],
    }[side]
    return (
      <DiffLineView
        line={line}
        numbers={numbers}
        isAt={index === at}
        isChosen={choice.has(index)}
        isWrapped={isWrapped}
        onPress={(isRange) => onPress(index, isRange)}
      >
        {renderText === undefined ? <Marked text={text.text} code /> : renderText(text.text, text, 0)}
      </DiffLineView>
    )
  }
}
