import { digits } from '#renderer/format/numbers.ts'
import type { Measure } from './measures.ts'

export interface Scale {
  /** At full height, in the measure's own unit; never 0. */
  readonly top: number
  /** From 0 to `top`. */
  readonly ticks: readonly { readonly size: number; readonly label: string }[]
}

/** About so many steps from nothing to the top. */
const STEPS = 3

/** A scale of round numbers that has room for `most`, which is in dollars, tokens or ms. */
export function scaleOf(most: number, measure: Measure): Scale {
  const { size: unit, name } = unitOf(most, measure)
  const step = roundStep(most / unit / STEPS, measure === 'cost' ? 0.0001 : 1)
  const count = Math.max(1, Math.ceil(most / unit / step - 1e-9))
  const ticks = Array.from({ length: count + 1 }, (_, index) => ({
    size: index * step * unit,
    label: name(index * step, step),
  }))
  return { top: count * step * unit, ticks }
}

/** 1, 2 or 5 times a power of ten, not smaller than `wanted` and `least`. */
function roundStep(wanted: number, least: number): number {
  const rough = Math.max(wanted, least)
  const power = 10 ** Math.floor(Math.log10(rough) + 1e-9)
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough - power * 1e-9) ?? 10
  return factor * power
}

interface Unit {
  readonly size: number
  readonly name: (amount: number, step: number) => string
}

function unitOf(most: number, measure: Measure): Unit {
  switch (measure) {
    case 'cost':
      return { size: 1, name: (amount, step) => `$${step < 1 ? amount.toFixed(decimalsOf(step)) : digits(amount)}` }
    case 'tokens':
      return tokenUnits.find(({ size }) => most >= size) ?? plain
    case 'time':
      return timeUnits.find(({ size }) => most >= 2 * size) ?? seconds
  }
}

const named =
  (unit: string) =>
  (amount: number): string =>
    amount === 0 ? '0' : `${digits(Math.round(amount))}\u00A0${unit}`

const plain: Unit = { size: 1, name: (amount) => digits(Math.round(amount)) }
const tokenUnits: readonly Unit[] = [
  { size: 1_000_000, name: named('M') },
  { size: 1000, name: named('k') },
]
const seconds: Unit = { size: 1000, name: named('s') }
const timeUnits: readonly Unit[] = [
  { size: 3_600_000, name: named('h') },
  { size: 60_000, name: named('m') },
]

function decimalsOf(step: number): number {
  return Math.max(2, Math.ceil(-Math.log10(step) - 1e-9))
}
