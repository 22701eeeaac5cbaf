import { RefreshCw } from 'lucide-react'
import { useStore } from '#renderer/state/store.ts'
import { FAR_PX, pull } from './pull.ts'
import { words } from './words.ts'

/** What a pull would do, and that it is done. Follows the finger at half its way. */
export function PullLine() {
  const state = useStore(pull, (value) => value)
  if (state.kind === 'none') {
    return null
  }
  const isAsking = state.kind === 'asking'
  const text = isAsking ? words.asking : state.px >= FAR_PX ? words.letGo : words.pullFurther
  const height = isAsking ? 36 : Math.min(48, state.px / 2)
  return (
    <p
      role="status"
      style={{ height }}
      className="flex flex-none items-center justify-center gap-2 overflow-hidden text-xs text-muted"
    >
      <RefreshCw className={`size-4 ${isAsking ? 'motion-safe:animate-spin' : ''}`} aria-hidden="true" />
      {text}
    </p>
  )
}
