import { Check, TriangleAlert } from 'lucide-react'
import { Link } from '#renderer/ui/Link.tsx'
import type { Finding } from './findings.ts'

const healthTexts = {
  nothing: 'Looking…',
  part: 'All is well, as far as it can be seen from here.',
  all: 'All is well.',
} as const

/**
 * Whether all is well, or the list of problems with links to where to fix them. `seen`: how many of the checks had
 * data.
 */
export function HealthList({ found, seen }: { found: readonly Finding[]; seen: 'nothing' | 'part' | 'all' }) {
  if (found.length === 0) {
    return (
      <p role="status" className="flex items-center gap-2 text-base font-medium">
        {seen !== 'nothing' && <Check aria-hidden="true" className="size-5 text-good" />}
        {healthTexts[seen]}
      </p>
    )
  }
  return (
    <ul aria-label="What needs a look" className="space-y-1">
      {found.map(({ text, href }) => (
        <li key={text} className="flex items-start gap-2 rounded-control bg-bad-ground px-3 py-2 text-bad">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <span className="min-w-0 flex-1 break-words">{text}</span>
          {href !== '/panel' && (
            <Link href={href} className="shrink-0 underline">
              Look
            </Link>
          )}
        </li>
      ))}
    </ul>
  )
}
