import type { RefObject } from 'react'
import type { WriteText } from '../useCaret.ts'
import { CompletionMenu } from './CompletionMenu.tsx'
import type { CompletionSource, MenuKey } from './source.ts'
import { completed, triggerAt } from './trigger.ts'
import { useTrigger } from './useTrigger.ts'

/** The menu of a field whose text holds a sign that may be completed; shown while the caret is behind it. */
export function Completion(props: {
  source: CompletionSource
  field: RefObject<HTMLTextAreaElement | null>
  write: WriteText
  onKeys: (handle: MenuKey | null) => void
}) {
  const { source, field, write, onKeys } = props
  const { trigger, close } = useTrigger(field)
  return trigger === null ? null : (
    <CompletionMenu
      source={source}
      trigger={trigger}
      field={field}
      onKeys={onKeys}
      onClose={close}
      onChoose={(chosen) => {
        // Letters may have come since the menu was drawn.
        const area = field.current
        const now = area === null ? null : triggerAt(area.value, area.selectionStart)
        if (area === null || now === null) {
          return false
        }
        const next = completed(area.value, now, chosen)
        write(next.text, next.caret)
        return true
      }}
    />
  )
}
