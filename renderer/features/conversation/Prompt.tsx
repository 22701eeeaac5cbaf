import { Marked } from '#renderer/ui/Marked.tsx'
import { exactTime } from '#renderer/format/numbers.ts'

/** From this length on a message may exceed the height of its bubble on narrow screens. */
const LONG_CHARACTERS = 600
const LONG_LINES = 18

/** A person's message. A long one scrolls, also with the keyboard. */
export function Prompt({ text, at, note }: { text: string; at?: string; note?: string }) {
  const isLong = text.length > LONG_CHARACTERS || text.split('\n').length > LONG_LINES
  return (
    <div className="flex flex-col items-end py-3">
      <span className="sr-only">You:</span>
      <div
        {...(isLong ? { tabIndex: 0, role: 'group', 'aria-label': 'Your message' } : {})}
        dir="auto"
        title={at === undefined ? undefined : exactTime(at)}
        className="thin-scroll max-h-120 max-w-[88%] overflow-y-auto rounded-card bg-raised px-3.5 py-2 text-base break-words whitespace-pre-wrap"
      >
        <Marked text={text} />
      </div>
      {note !== undefined && <span className="mt-1 text-xs text-muted">{note}</span>}
    </div>
  )
}
