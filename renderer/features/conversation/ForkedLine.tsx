import { GitFork } from 'lucide-react'
import { ForkedFrom } from '#shared/session/session.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import * as words from './laterWords.ts'

/** Where a fork begins: leads to the session that it is from. `text`: the same in words alone. */
export function ForkedLine({ text, details }: { text: string; details: Readonly<Record<string, unknown>> }) {
  const from = ForkedFrom.safeParse(details)
  return (
    <div className="flex gap-2 py-2 text-muted">
      <GitFork aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <p dir="auto" className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        {from.success ? <LinkedFrom from={from.data} text={text} /> : <Marked text={text} />}
      </p>
    </div>
  )
}

function LinkedFrom({ from: { session_id, name }, text }: { from: ForkedFrom; text: string }) {
  return (
    <>
      {words.forkedFrom(
        <Link href={`/session/${session_id}`} className="text-accent underline touch:inline-block touch:py-3">
          <Marked text={name} />
        </Link>,
        text.slice(words.forkedFromName(name).length),
      )}
    </>
  )
}
