import { now } from '#renderer/state/workstation/now.ts'
import { useStore } from '#renderer/state/store.ts'
import { ago, exactTime } from '#renderer/format/numbers.ts'

/** How long ago something was, by the workstation's clock; drawn again only when the words change. `at` as on the wire. */
export function Ago({ at }: { at: string }) {
  const words = useStore(now, (time) => ago(Date.parse(at), time))
  return (
    <time dateTime={at} title={exactTime(at)}>
      {words}
    </time>
  )
}
