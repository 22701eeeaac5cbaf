import { monthOf } from './dayText.ts'

/** How dark a day is: 0 is nothing, 4 is among the busiest quarter of the days on which there was something. */
export type HeatStep = 0 | 1 | 2 | 3 | 4

export interface HeatCell {
  /** Which of the days. */
  readonly index: number
  /** The week, from 0. */
  readonly column: number
  readonly step: HeatStep
}

export interface HeatMap {
  /** Seven, Monday first. */
  readonly rows: readonly (readonly HeatCell[])[]
  readonly columns: number
  readonly months: readonly { readonly column: number; readonly label: string }[]
}

/** Room of a month's name, in weeks. */
const NAME_WEEKS = 3

/** Days that follow each other, as weeks: one column each, Monday at the top. */
export function heatMap(days: readonly { readonly day: string; readonly size: number }[]): HeatMap {
  const stepOf = stepsAmong(days.map(({ size }) => size))
  const first = days[0] === undefined ? 0 : weekday(days[0].day)
  const cells = days.map(({ size }, index) => ({
    index,
    column: Math.floor((index + first) / 7),
    step: stepOf(size),
  }))
  const rows = Array.from({ length: 7 }, (_, row) => cells.filter(({ index }) => (index + first) % 7 === row))
  const columns = (cells.at(-1)?.column ?? -1) + 1
  return { rows, columns, months: monthsOf(days, cells) }
}

/** A month is named above its first whole or begun week; one that has no room for its name is not. */
function monthsOf(days: readonly { readonly day: string }[], cells: readonly HeatCell[]): HeatMap['months'] {
  const starts = cells.flatMap(({ index, column }) => {
    const day = days[index]?.day ?? ''
    return index === 0 || day.endsWith('-01') ? [{ column, label: monthOf(day) }] : []
  })
  return starts.filter(({ column }, index) => (starts[index + 1]?.column ?? Infinity) - column >= NAME_WEEKS)
}

/** By rank, so that one very busy day does not make all others pale. */
function stepsAmong(sizes: readonly number[]): (size: number) => HeatStep {
  const used = sizes.filter((size) => size > 0).toSorted((one, other) => one - other)
  return (size) => {
    if (size <= 0) {
      return 0
    }
    const share = used.filter((other) => other <= size).length / used.length
    return share > 0.75 ? 4 : share > 0.5 ? 3 : share > 0.25 ? 2 : 1
  }
}

function weekday(day: string): number {
  return (new Date(day).getUTCDay() + 6) % 7
}
