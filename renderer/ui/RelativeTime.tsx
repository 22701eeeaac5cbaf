import { now } from '#renderer/state/workstation/now.ts'
import { useStore } from '#renderer/state/store.ts'
import { age, ago } from '#renderer/format/ago.ts'
import { exactTime } from '#renderer/format/numbers.ts'
import { titledBy } from './pointedAt.ts'

/** A relative time by the workstation's clock, re-rendered only when its text changes. `at` as on the wire. */
export function RelativeTime({ at, isShort = false }: { at: string; isShort?: boolean }) {
  const said = useStore(now, (time) => (isShort ? age : ago)(Date.parse(at), time))
  return (
    <time dateTime={at} {...titledBy(() => exactTime(at))}>
      {said}
    </time>
  )
}
