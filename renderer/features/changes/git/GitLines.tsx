import { ChevronsUpDown } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react'
import type { GitDiffLine } from '#shared/operations/git.ts'
import { LineChunk } from '#renderer/content/lines/LineChunk.tsx'
import type { DiffLine } from '#renderer/content/lines/patch.ts'
import { useLineColours } from '#renderer/content/lines/useLineColours.ts'
import { classes } from '#renderer/ui/classes.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { type Choice, pressed } from './chosenLines.ts'
import * as words from './words.ts'

/** Rows in one chunk; chunks away from the viewport are not rendered. */
const CHUNK = 200

interface GitLinesProps {
  readonly lines: readonly GitDiffLine[]
  readonly shown: readonly DiffLine[]
  readonly path: string
  readonly isWrapped: boolean
  readonly choice: Choice
  readonly onChoose: (choice: Choice) => void
  readonly onComment: () => void
  /** Shows what is left out. */
  readonly onExpand: () => void
  /** Below this line stands what `below` is. */
  readonly below: { readonly at: number; readonly content: ReactNode } | null
}

/** A diff whose lines can be chosen: by their numbers with a pointer, or by arrows and Space. */
export function GitLines(props: GitLinesProps) {
  const { lines, shown, path, choice, onChoose, onComment } = props
  const renderText = useLineColours(shown, path)
  const [at, setAt] = useState<number | null>(null)
  const chunks = useMemo(
    () => Array.from({ length: Math.ceil(lines.length / CHUNK) }, (_, chunk) => chunk * CHUNK),
    [lines],
  )
  const press = (line: number, isRange: boolean) => {
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
  const row = (index: number) => (
    <div key={index}>
      <Line {...props} index={index} isAt={index === at} onPress={press}>
        <LineText line={shown[index]} renderText={renderText} />
      </Line>
      {props.below?.at === index && props.below.content}
    </div>
  )
  return (
    <div
      tabIndex={0}
      role="group"
      aria-label={words.changesWithArrows(path)}
      onKeyDown={(event) => onKey(event, keys)}
      className="thin-scroll @container overflow-x-auto py-1 font-mono text-sm focus-visible:-outline-offset-2"
    >
      <div dir="ltr" className={props.isWrapped ? 'w-full' : 'w-fit min-w-full'}>
        {chunks.map((from) => {
          const count = Math.min(CHUNK, lines.length - from)
          const draw = () => Array.from({ length: count }, (_, index) => row(from + index))
          return lines.length <= CHUNK ? draw() : <LineChunk key={from} rows={count} draw={draw} />
        })}
      </div>
    </div>
  )
}

function LineText({ line, renderText }: { line: DiffLine | undefined; renderText: ReturnType<typeof useLineColours> }) {
  return line === undefined || renderText === undefined ? (
    <Marked text={line?.text ?? ''} code />
  ) : (
    renderText(line.text, line, 0)
  )
}

interface Keys {
  readonly count: number
  readonly at: number | null
  readonly onMove: (to: number, isRange: boolean) => void
  readonly onPress: (line: number, isRange: boolean) => void
  readonly onComment: (line: number) => void
}

function isShortcut({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey
}

/** Arrows move, with Shift they choose; Space chooses, C comments. Not while something within has the focus. */
function onKey(event: KeyboardEvent<HTMLDivElement>, { count, at, onMove, onPress, onComment }: Keys): void {
  const isOurs = event.target === event.currentTarget && !isShortcut(event)
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!isOurs || (step === undefined && (at === null || !/^[ c]$/.test(event.key)))) {
    return
  }
  event.preventDefault()
  if (step !== undefined) {
    onMove(Math.min(count - 1, Math.max(0, (at ?? -1) + step)), event.shiftKey)
  } else if (event.key === ' ') {
    onPress(at ?? 0, event.shiftKey)
  } else {
    onComment(at ?? 0)
  }
}

/** Drawn, and no text: copied lines have no numbers, and the button is named by its label. */
const numberClass = 'w-8 pr-1 before:content-[attr(data-number)]'

const grounds = { same: '', added: 'bg-good-ground', removed: 'bg-bad-ground', gap: '' } as const
const signs = { same: ' ', added: '+', removed: '−', gap: ' ' } as const
const tones = { same: '', added: 'text-good', removed: 'text-bad', gap: '' } as const

interface LineProps extends GitLinesProps {
  readonly index: number
  readonly isAt: boolean
  readonly onPress: (line: number, isRange: boolean) => void
  readonly children: ReactNode
}

function Line({ lines, index, isAt, choice, isWrapped, onPress, onExpand, children }: LineProps) {
  const line = lines[index]
  if (line === undefined) {
    return null
  }
  if (line.kind === 'gap') {
    return (
      <button
        type="button"
        tabIndex={-1}
        onClick={onExpand}
        title={words.showTheWholeFile}
        className="smooth flex min-h-6 w-full items-center gap-2 bg-raised px-3 text-left text-xs text-muted hover:text-text touch:min-h-11"
      >
        <ChevronsUpDown className="size-3.5" aria-hidden="true" />
        <bdi className="truncate">{line.text === '' ? words.unchangedLines : <Marked text={line.text} code />}</bdi>
      </button>
    )
  }
  const isChosen = choice.has(index)
  return (
    <div
      data-chosen={isChosen || undefined}
      className={classes(
        'flex min-h-5 whitespace-pre touch:min-h-7 touch:leading-7',
        grounds[line.kind],
        isChosen && 'outline-1 -outline-offset-1 outline-accent',
        isAt && 'shadow-[inset_3px_0_0_var(--color-accent)]',
      )}
    >
      <button
        type="button"
        tabIndex={-1}
        aria-pressed={isChosen}
        aria-label={(line.kind === 'removed' ? words.lineRemoved : words.line)(line.new ?? line.old)}
        onClick={(event) => onPress(index, event.shiftKey)}
        className="flex w-16 shrink-0 items-center text-right text-muted select-none hover:bg-raised hover:text-text"
      >
        <span data-number={line.old} className={numberClass} />
        <span data-number={line.new} className={numberClass} />
      </button>
      <span aria-hidden="true" className={classes('w-4 shrink-0 text-center select-none', tones[line.kind])}>
        {signs[line.kind]}
      </span>
      <span className={classes('pr-4', isWrapped && 'min-w-0 flex-1 wrap-anywhere whitespace-pre-wrap')}>
        {children}
      </span>
    </div>
  )
}
