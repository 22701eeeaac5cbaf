import type { SessionId } from '#shared/ids.ts'
import { useStore } from '#renderer/state/store.ts'
import { sessionLoads } from '#renderer/state/workstation/sessionLoads.ts'

const BARS = 14
const STEP = 4
const HEIGHT = 16
/** The newest bars are drawn strong: the last 40 seconds. */
const STRONG = 4
const none = [] as const

/** How busy a session's processes were: a bar for each ten seconds of the last two minutes, a full one for a whole core. */
export function LoadBars({ id }: { id: SessionId }) {
  const values = useStore(sessionLoads, (loads) => loads.get(id) ?? none)
  const top = Math.max(100, ...values)
  return (
    <svg aria-hidden="true" width={BARS * STEP} height={HEIGHT + 1} className="shrink-0">
      {values.map((value, index) => {
        const height = Math.max(1, (value / top) * HEIGHT)
        const place = BARS - values.length + index
        return (
          <rect
            key={place}
            x={place * STEP}
            y={HEIGHT + 1 - height}
            width="3"
            height={height}
            rx="1"
            className={place >= BARS - STRONG ? 'fill-accent' : 'fill-accent-line'}
          />
        )
      })}
    </svg>
  )
}
