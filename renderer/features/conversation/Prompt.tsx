import { exactTime } from '#renderer/words/numbers.ts'

/** What the person said: a quiet bubble. */
export function Prompt({ text, at, note }: { text: string; at?: string; note?: string }) {
  return (
    <div className="flex flex-col items-end py-3">
      <div
        title={at === undefined ? undefined : exactTime(at)}
        className="quiet-scroll max-h-120 max-w-[88%] overflow-y-auto rounded-card bg-raised px-3.5 py-2 text-base break-words whitespace-pre-wrap"
      >
        <span className="sr-only">You: </span>
        {text}
      </div>
      {note !== undefined && <span className="mt-1 text-xs text-muted">{note}</span>}
    </div>
  )
}
