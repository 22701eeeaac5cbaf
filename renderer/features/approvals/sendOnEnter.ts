import type { KeyboardEvent } from 'react'
import { isComposing } from '#renderer/platform/inputMethod.ts'
import { isTouch } from '#renderer/platform/viewport.ts'

/** Enter sends what is written to Claude and Shift + Enter breaks the line, as everywhere; on touch screens Enter breaks it. */
export function sendOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key === 'Enter' && !event.shiftKey && !isComposing(event.nativeEvent) && !isTouch()) {
    event.preventDefault()
    // A held key counts once.
    if (!event.repeat) {
      event.currentTarget.form?.requestSubmit()
    }
  }
}
