import { memo } from 'react'
import type { GraphRow, Line } from './graph.ts'

const LANE = 12
const HEIGHT = 44
const colours = ['stroke-accent', 'stroke-good', 'stroke-attention', 'stroke-bad', 'stroke-muted'] as const

const x = (lane: number) => lane * LANE + LANE / 2

/** The lines of one row of the log. It says nothing that the row does not say in words. */
export const Graph = memo(function Graph({ row, width }: { row: GraphRow; width: number }) {
  const middle = HEIGHT / 2
  return (
    <svg
      aria-hidden="true"
      className="h-11 shrink-0 fill-none"
      width={width * LANE}
      height={HEIGHT}
      viewBox={`0 0 ${width * LANE} ${HEIGHT}`}
      strokeWidth={1.5}
    >
      {row.above.map((line, index) => (
        <path key={`a${index}`} className={colourOf(line.from)} d={curve(line, 0, middle)} />
      ))}
      {row.below.map((line, index) => (
        <path key={`b${index}`} className={colourOf(line.to)} d={curve(line, middle, HEIGHT)} />
      ))}
      <circle className={`fill-ground ${colourOf(row.lane)}`} cx={x(row.lane)} cy={middle} r={3.5} />
    </svg>
  )
})

function colourOf(lane: number): string {
  return colours[lane % colours.length] ?? colours[0]
}

function curve({ from, to }: Line, top: number, bottom: number): string {
  const half = (top + bottom) / 2
  return `M${x(from)} ${top}C${x(from)} ${half} ${x(to)} ${half} ${x(to)} ${bottom}`
}
