import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import type { UsageRow } from '#shared/operations/usage.ts'
import { classes } from '#renderer/ui/classes.ts'
import { amountText } from './amountText.ts'
import { dayAtKey } from './dayKeys.ts'
import { dayText, shortDay } from './dayText.ts'
import { type Measure, measures } from './measures.ts'
import { type ModelStacks, modelStacks } from './modelStacks.ts'
import { type Scale, scaleOf } from './scale.ts'
import * as words from './words.ts'

const colours = ['bg-serie-1', 'bg-serie-2', 'bg-serie-3'] as const

/** One bar per day, stacked by model, on a scale. What a bar says is shown when it is pointed at, tapped or focused. */
export function DayBars(props: {
  readonly rows: readonly UsageRow[]
  readonly range: { readonly from: string; readonly to: string }
  readonly measure: Measure
}) {
  const { rows, range, measure } = props
  const stacks = useMemo(() => modelStacks(rows, range, measure), [rows, range, measure])
  const { sizeOf, perDay } = measures[measure]
  const [at, setAt] = useState<number | null>(null)
  const scale = scaleOf(Math.max(...stacks.days.map(({ day }) => sizeOf(day)), 0), measure)
  return (
    <figure className="min-w-0 rounded-card border border-line bg-surface px-4 py-3.5">
      <figcaption className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="flex-1 text-sm font-semibold whitespace-nowrap">{perDay}</h2>
        <Legend series={stacks.series} />
      </figcaption>
      <p aria-hidden="true" className="mb-2 min-h-4 text-xs text-muted">
        {valueAt(stacks, at, measure)}
      </p>
      <div className="flex gap-2 pt-2">
        <Ticks scale={scale} />
        <div className="relative h-36 min-w-0 flex-1">
          {scale.ticks.map(({ size }) => (
            <span
              key={size}
              aria-hidden="true"
              className="absolute inset-x-0 border-t border-line"
              style={{ bottom: `${(100 * size) / scale.top}%` }}
            />
          ))}
          <Bars key={`${range.from} ${range.to}`} stacks={stacks} scale={scale} onShow={setAt} />
        </div>
      </div>
      <DayNames days={stacks.days.map(({ day }) => day.key)} />
    </figure>
  )
}

function valueAt({ series, days }: ModelStacks, at: number | null, measure: Measure): string {
  const { sizeOf, text } = measures[measure]
  const shown = at === null ? undefined : days[at]
  if (shown === undefined) {
    const highest = days.map(({ day }) => day).toSorted((one, other) => sizeOf(other) - sizeOf(one))[0]
    return highest === undefined ? '' : words.highestOn(text(sizeOf(highest)), shortDay(highest.key))
  }
  const parts = series.flatMap((name, index) => {
    const size = shown.sizes[index] ?? 0
    return size > 0 ? [`${name} ${text(size)}`] : []
  })
  return `${dayText(shown.day.key)}: ${[amountText(shown.day), ...(parts.length > 1 ? parts : [])].join(' · ')}`
}

function Legend({ series }: { series: readonly string[] }) {
  return (
    <p className="flex flex-wrap gap-x-3 text-xs text-muted">
      {series.map((name, index) => (
        <span key={name} className="flex items-center gap-1.5">
          <span aria-hidden="true" className={classes('size-2.5 rounded-[2px]', colours[index])} />
          <bdi>{name}</bdi>
        </span>
      ))}
    </p>
  )
}

function Ticks({ scale }: { scale: Scale }) {
  return (
    <div aria-hidden="true" className="relative h-36 w-11 flex-none text-right text-xs text-muted tabular-nums">
      {scale.ticks.map(({ size, label }) => (
        <span
          key={size}
          className="absolute right-0 translate-y-1/2 whitespace-nowrap"
          style={{ bottom: `${(100 * size) / scale.top}%` }}
        >
          {label}
        </span>
      ))}
    </div>
  )
}

/** One tab stop; the arrows go from day to day. */
function Bars(props: { stacks: ModelStacks; scale: Scale; onShow: (at: number | null) => void }) {
  const { stacks, scale, onShow } = props
  const list = useRef<HTMLOListElement>(null)
  const last = stacks.days.length - 1
  const [stop, setStop] = useState(last)
  return (
    <ol
      ref={list}
      aria-label={words.days}
      className="absolute inset-0 flex"
      onPointerLeave={() => onShow(null)}
      onBlur={() => onShow(null)}
      onKeyDown={move}
    >
      {stacks.days.map(({ day, sizes }, index) => (
        <li key={day.key} className="h-full min-w-0 flex-1">
          <button
            type="button"
            tabIndex={index === stop ? 0 : -1}
            aria-label={`${dayText(day.key)}: ${amountText(day)}`}
            className="flex h-full w-full flex-col-reverse items-center gap-px rounded-[2px] hover:bg-raised focus:bg-raised"
            onPointerEnter={() => onShow(index)}
            onClick={() => onShow(index)}
            onFocus={() => {
              setStop(index)
              onShow(index)
            }}
          >
            {sizes.map((size, series) =>
              size > 0 ? (
                <span
                  key={series}
                  className={classes('min-h-px w-2/3 flex-none rounded-[1.5px]', colours[series])}
                  style={{ height: `${(100 * size) / scale.top}%` }}
                />
              ) : null,
            )}
          </button>
        </li>
      ))}
    </ol>
  )

  function move(event: KeyboardEvent): void {
    const target = dayAtKey(event.key, { stop, last, week: 0 })
    if (target !== null) {
      event.preventDefault()
      list.current?.querySelectorAll('button')[target]?.focus()
    }
  }
}

/** Some of the days below the bars, counted back from the last; on phones half as many. */
function DayNames({ days }: { days: readonly string[] }) {
  const every = Math.max(1, Math.ceil(days.length / 5))
  return (
    <div aria-hidden="true" className="relative mt-1.5 ml-13 h-4 text-xs text-muted">
      {days.map((day, index) =>
        (days.length - 1 - index) % every === 0 ? (
          <span
            key={day}
            className={classes(
              'absolute whitespace-nowrap',
              ((days.length - 1 - index) / every) % 2 === 1 && 'max-md:hidden',
              index === days.length - 1 ? 'right-0' : 'max-md:first:translate-x-0 -translate-x-1/2',
            )}
            style={index === days.length - 1 ? {} : { left: `${(100 * (index + 0.5)) / days.length}%` }}
          >
            {shortDay(day)}
          </span>
        ) : null,
      )}
    </div>
  )
}
