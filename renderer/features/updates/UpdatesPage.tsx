import { HostCard } from './HostCard.tsx'
import { ProgramCard } from './ProgramCard.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { ScrollingPage } from '#renderer/views/page/ScrollingPage.tsx'
import * as words from './words.ts'

/** Updates of the program, and of the session host. */
export function UpdatesPage() {
  return (
    <ScrollingPage title={words.updates}>
      <ProgramCard />
      <HostCard />
      <p className="text-xs text-muted">
        {words.whichVersionsAreFetchedAnd((text) => (
          <Link href="/settings/updates" className="text-accent underline">
            {text}
          </Link>
        ))}
      </p>
    </ScrollingPage>
  )
}
