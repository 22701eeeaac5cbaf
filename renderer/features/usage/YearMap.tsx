import { type KeyboardEvent, type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { classes } from '#renderer/ui/classes.ts'
import { amountText } from './amountText.ts'
import { dayAtKey } from './dayKeys.ts'
import { dayText } from './dayText.ts'
import { type HeatMap, heatMap, type HeatStep } from './heatMap.ts'
import { type Measure, measures } from './measures.ts'
import { nothing, type UsageGroup } from './usageGroups.ts'
import * as words from './words.ts'

const CELL = 13
const STEP = 17.6
const LEFT = 34
const TOP = 18

const fills: Readonly<Record<HeatStep, string>> = {
  0: 'fill-heat-0',
  1: 'fill-heat-1',
  2: 'fill-heat-2',
  3: 'fill-heat-3',
  4: 'fill-heat-4',
}
const grounds = ['bg-heat-0', 'bg-heat-1', 'bg-heat-2', 'bg-heat-3', 'bg-heat-4'] as const

/** A square for each day, darker where more was used. One tab stop: the arrows go by days and weeks. */
export function YearMap(props: { days: readonly UsageGroup[]; measure: Measure; children: ReactNode }) {
  const { days, measure, children } = props
  const { sizeOf } = measures[measure]
  const map = useMemo(() => heatMap(days.map((day) => ({ day: day.key, size: sizeOf(day) }))), [days, sizeOf])
  const [at, setAt] = useState<number | null>(null)
  const box = useRef<HTMLDivElement>(null)
  // The latest days are what is looked for where not all fit, also after a phone was turned.
  useLayoutEffect(() => {
    const shown = box.current
    const toEnd = new ResizeObserver(() => shown?.scrollTo({ left: shown.scrollWidth }))
    if (shown !== null) {
      toEnd.observe(shown)
    }
    return () => toEnd.disconnect()
  }, [])
  const sum = sumText(days)
  const shown = at === null ? undefined : days[at]
  return (
    <section aria-label={words.lastYear} className="rounded-card border border-line bg-surface px-4 py-3.5">
      <div className="mb-2 flex flex-wrap items-center gap-x-2">
        <h2 className="text-sm font-semibold">{words.lastYear}</h2>
        <p aria-hidden="true" className="min-w-0 flex-1 truncate text-xs text-muted">
          {shown === undefined ? sum : `${dayText(shown.key)}: ${amountText(shown)}`}
        </p>
        <Legend />
      </div>
      <div ref={box} className="thin-scroll overflow-x-auto">
        <Squares label={words.usedInTheLastYear(sum)} map={map} days={days} onShow={setAt} />
      </div>
      {children}
    </section>
  )
}

function sumText(days: readonly UsageGroup[]): string {
  const turns = days.reduce((all, day) => all + day.turns, 0)
  return words.turnsOnDays(turns, days.filter((day) => day.turns > 0).length)
}

function Legend() {
  return (
    <p className="flex items-center gap-1 text-xs text-muted">
      {words.less}
      {grounds.map((ground) => (
        <span key={ground} aria-hidden="true" className={classes('size-3 rounded-[3px]', ground)} />
      ))}
      {words.more}
    </p>
  )
}

function Squares(props: {
  label: string
  map: HeatMap
  days: readonly UsageGroup[]
  onShow: (at: number | null) => void
}) {
  const { label, map, days, onShow } = props
  const grid = useRef<SVGSVGElement>(null)
  const last = days.length - 1
  const [stop, setStop] = useState(last)
  return (
    <svg
      ref={grid}
      role="grid"
      aria-label={label}
      aria-readonly="true"
      viewBox={`0 0 ${LEFT + map.columns * STEP} ${TOP + 7 * 16}`}
      className="w-full min-w-200 text-xs"
      onPointerLeave={() => onShow(null)}
      onBlur={() => onShow(null)}
      onKeyDown={move}
    >
      <Names map={map} />
      {map.rows.map((cells, row) => (
        <g key={weekdays[row]} role="row" aria-label={weekdays[row]}>
          {cells.map(({ index, column, step }) => (
            <rect
              key={index}
              role="gridcell"
              data-day={index}
              tabIndex={index === stop ? 0 : -1}
              aria-label={`${dayText(days[index]?.key ?? '')}: ${amountText(days[index] ?? nothing)}`}
              x={LEFT + column * STEP}
              y={TOP + row * 16}
              width={CELL}
              height={CELL}
              rx="3"
              className={classes(fills[step], 'focus:stroke-text focus:outline-none')}
              onPointerEnter={() => onShow(index)}
              onClick={() => onShow(index)}
              onFocus={() => {
                setStop(index)
                onShow(index)
              }}
            />
          ))}
        </g>
      ))}
    </svg>
  )

  function move(event: KeyboardEvent): void {
    const target = dayAtKey(event.key, { stop, last, week: 7 })
    if (target !== null) {
      event.preventDefault()
      grid.current?.querySelector<SVGRectElement>(`[data-day="${target}"]`)?.focus()
    }
  }
}

function Names({ map }: { map: HeatMap }) {
  return (
    <g aria-hidden="true" className="fill-muted">
      {map.months.map(({ column, label }) => (
        <text key={column} x={LEFT + column * STEP} y="10">
          {label}
        </text>
      ))}
      {[0, 2, 4].map((row) => (
        <text key={row} x="0" y={TOP + row * 16 + 11}>
          {weekdays[row]}
        </text>
      ))}
    </g>
  )
}

const weekdays = [words.mon, words.tue, words.wed, words.thu, words.fri, words.sat, words.sun] as const
