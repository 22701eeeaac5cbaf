import { useEffect } from 'react'
import { HostCard } from './HostCard.tsx'
import { ProgramCard } from './ProgramCard.tsx'
import { host, refreshHost } from './host.ts'
import { useStore } from '#renderer/state/store.ts'
import { followUpdates, updates } from './updates.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { ScrollingPage } from '#renderer/ui/ScrollingPage.tsx'

/** What is newer than what runs: the program, and the host that keeps the sessions. */
export function UpdatesPage() {
  const program = useStore(updates, (value) => value)
  const behind = useStore(host, (value) => value)
  useEffect(followUpdates, [])
  useEffect(() => void refreshHost(), [])
  return (
    <ScrollingPage>
      <div className="mx-auto w-full max-w-190 space-y-4 px-3 py-8 md:px-6">
        <h1 className="text-xl font-semibold">Updates</h1>
        <ProgramCard state={program} />
        <HostCard state={behind} />
        <p className="text-xs text-muted">
          Which versions are fetched, and from where, is among the{' '}
          <Link href="/settings" className="text-accent underline">
            settings
          </Link>
          . Every file is checked against the list of versions; on macOS and Windows it must carry the maker's signature
          too. On Linux nothing is signed: the server of the list, asked over TLS, is trusted.
        </p>
      </div>
    </ScrollingPage>
  )
}
