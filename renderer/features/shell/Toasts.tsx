import { X } from 'lucide-react'
import { toasts, dismissToast } from '#renderer/state/toasts.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button, IconButton } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import * as words from './words.ts'

/** Short messages, announced by screen readers. */
export function Toasts() {
  const messages = useStore(toasts, (value) => value)
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-24 z-10 flex flex-col items-center gap-2 px-3 md:bottom-6"
    >
      {messages.map(({ id, text, action }) => (
        <div
          key={id}
          className="pointer-events-auto flex max-w-120 items-center gap-2 rounded-card border border-line-strong bg-surface py-1 pr-1 pl-3"
        >
          <span dir="auto" className="min-w-0 break-words">
            <Marked text={text} />
          </span>
          {action !== undefined && (
            <Button
              onClick={() => {
                dismissToast(id)
                action.run()
              }}
            >
              {action.label}
            </Button>
          )}
          <IconButton label={words.dismiss} onClick={() => dismissToast(id)}>
            <X className="size-4" />
          </IconButton>
        </div>
      ))}
    </div>
  )
}
