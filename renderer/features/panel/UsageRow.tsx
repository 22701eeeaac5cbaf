import type { ReactNode } from 'react'
import { Sparkline } from '#renderer/ui/Sparkline.tsx'

/** A name, a chart of the last two minutes, and the current value. `most`: the value at full height. */
export function UsageRow(props: {
  name: ReactNode
  values: readonly number[]
  most: number
  now: string
  beside?: string
}) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 py-1.5">
      <span className="min-w-0 flex-1 basis-32 wrap-anywhere">{props.name}</span>
      <span className="max-md:hidden">
        <Sparkline values={props.values} most={props.most} />
      </span>
      <span className="w-12 text-right tabular-nums md:w-16">{props.now}</span>
      <span className="w-16 text-right text-muted md:w-20 tabular-nums">{props.beside}</span>
    </li>
  )
}
