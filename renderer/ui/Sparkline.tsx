const WIDTH = 120
const HEIGHT = 28

/** A small line chart, oldest value first. `most`: the value at full height; `room`: how many values fill it. Its text is shown beside it. */
export function Sparkline(props: { values: readonly number[]; most: number; room?: number }) {
  const { values, most, room = 60 } = props
  const top = Math.max(most, ...values, 1)
  const step = WIDTH / (room - 1)
  const start = WIDTH - step * (values.length - 1)
  const points = values.map((value, index) => {
    const y = HEIGHT - 1 - (value / top) * (HEIGHT - 2)
    return `${(start + index * step).toFixed(1)},${y.toFixed(1)}`
  })
  return (
    <svg aria-hidden="true" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="h-7 w-30 shrink-0 text-accent">
      <line x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className="stroke-line" />
      {points.length > 1 && (
        <polyline
          points={points.join(' ')}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinejoin="round"
        />
      )}
    </svg>
  )
}
