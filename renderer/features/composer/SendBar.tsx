import { ArrowUp } from 'lucide-react'
import { Button } from '#renderer/ui/Button.tsx'
import * as words from './words.ts'

/** Below the text until the rest of the bar has come, and where it does not come: what is written can be sent. */
export function SendBar({ isSendable }: { isSendable: boolean }) {
  return (
    <div className="flex min-h-10 items-center justify-end px-2 pb-2 touch:min-h-13">
      <SendButton isSendable={isSendable} />
    </div>
  )
}

/** Sends to a Claude that takes the message at once. */
export function SendButton({ isSendable }: { isSendable: boolean }) {
  return (
    <Button
      type="submit"
      variant="primary"
      disabled={!isSendable}
      aria-label={words.send}
      title={words.sendEnterShiftEnterBreaks}
    >
      <ArrowUp className="size-4" aria-hidden="true" />
    </Button>
  )
}
