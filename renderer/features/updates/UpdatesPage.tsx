import { HostCard } from './HostCard.tsx'
import { ProgramCard } from './ProgramCard.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { ScrollingPage } from '#renderer/views/page/ScrollingPage.tsx'

/** Updates of the program, and of the session host. */
export function UpdatesPage() {
  return (
    <ScrollingPage title="Updates">
      <ProgramCard />
      <HostCard />
      <p className="text-xs text-muted">
        Which versions are fetched, and from where, is among the{' '}
        <Link href="/settings/updates" className="text-accent underline">
          settings
        </Link>
        . Every file is checked against the list of versions; on macOS and Windows it must carry the maker's signature
        too. On Linux nothing is signed: the server of the list, asked over TLS, is trusted.
      </p>
    </ScrollingPage>
  )
}
