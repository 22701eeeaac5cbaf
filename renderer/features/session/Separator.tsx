import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import * as words from './laterWords.ts'

/** How far an arrow key moves it, in px. */
const STEP = 16

/**
 * The left edge of a column: dragged, or moved with the arrow keys, Home and End; a double click restores the first width.
 * `controls`: the id of the column. `range`: its width and the limits of that, in px.
 */
export function Separator(props: {
  controls: string
  label: string
  range: { readonly px: number; readonly min: number; readonly max: number }
  /** null: the first width. `isChosen` false: it is still being dragged. */
  onMove: (px: number | null, isChosen: boolean) => void
}) {
  const { onMove } = props
  const { px, min, max } = props.range
  /** Where the column would be 0 px wide, while it is dragged. */
  const end = useRef<number | null>(null)
  const start = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    end.current = event.clientX + px
  }
  const drag = ({ clientX }: PointerEvent, isChosen: boolean) => {
    if (end.current !== null) {
      onMove(end.current - clientX, isChosen)
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const next = { ArrowLeft: px + STEP, ArrowRight: px - STEP, Home: min, End: max }[event.key]
    if (next !== undefined) {
      event.preventDefault()
      onMove(next, true)
    }
  }
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={props.label}
      aria-orientation="vertical"
      aria-controls={props.controls}
      aria-valuenow={px}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuetext={words.pxPixels(px)}
      onPointerDown={start}
      onPointerMove={(event) => drag(event, false)}
      onPointerUp={(event) => {
        drag(event, true)
        end.current = null
      }}
      onPointerCancel={() => {
        end.current = null
      }}
      onDoubleClick={() => onMove(null, true)}
      onKeyDown={onKeyDown}
      className="smooth absolute inset-y-0 -left-1 z-10 w-2 cursor-col-resize touch-none select-none hover:bg-accent-line focus-visible:bg-accent-line"
    />
  )
}
