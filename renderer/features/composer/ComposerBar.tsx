import { ArrowUp, Square } from 'lucide-react'
import type { MessageTiming } from '#shared/operations/turn.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { TimingPicker } from './TimingPicker.tsx'

/** Below the text: timing, Stop, Send. */
export function ComposerBar(props: {
  isBusy: boolean
  isEmpty: boolean
  timing: MessageTiming
  onTiming: (timing: MessageTiming) => void
  onStop: () => void
}) {
  const { isBusy } = props
  return (
    <div className="flex items-center gap-2 px-2 pb-2">
      {isBusy && <TimingPicker timing={props.timing} onChange={props.onTiming} />}
      <span className="min-w-0 flex-1 truncate px-1.5 text-xs text-muted">
        <span className="touch:hidden max-md:hidden">
          {isBusy ? 'Esc stops' : 'Enter sends, Shift + Enter breaks the line'}
        </span>
      </span>
      {isBusy && (
        <Button onClick={props.onStop} title="Stop the turn (Esc)">
          <Square className="size-3 fill-current" aria-hidden="true" />
          Stop
        </Button>
      )}
      <Button type="submit" variant="primary" disabled={props.isEmpty} aria-label="Send" title="Send">
        <ArrowUp className="size-4" aria-hidden="true" />
      </Button>
    </div>
  )
}
