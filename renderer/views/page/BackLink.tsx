import { ChevronLeft } from 'lucide-react'
import { historyEntry } from '#renderer/state/browser/scrollPositions.ts'
import { Link } from '#renderer/ui/Link.tsx'
import * as words from './words.ts'

/** Phones: to the page before, or to the list of sessions where this page was the first. */
export function BackLink() {
  return (
    <Link
      href="/"
      aria-label={words.back}
      title={words.back}
      className="flex size-11 shrink-0 items-center justify-center rounded-control text-muted md:hidden"
      onClick={(event) => {
        if (historyEntry() !== '') {
          event.preventDefault()
          history.back()
        }
      }}
    >
      <ChevronLeft className="size-5" aria-hidden="true" />
    </Link>
  )
}
