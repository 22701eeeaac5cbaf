import { claude } from '#renderer/state/workstation/claude.ts'
import { signOut } from '#renderer/state/workstation/connection.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Link } from '#renderer/ui/Link.tsx'

/** Versions, links to the other pages, and Sign out. */
export function HomeFooter() {
  const version = useStore(claude, (state) => (state.kind === 'ready' ? state.value.version : null))
  const mayManage = useMay('manage')
  const isHere = useMay('local')
  return (
    <footer className="flex flex-wrap items-center gap-x-3 border-t border-line px-2 pt-3 text-muted">
      <Link href="/claude" className="inline-flex items-center underline touch:min-h-11 hover:text-text">
        {version === null ? 'Claude Code' : `Claude Code ${version}`}
      </Link>
      <Link href="/usage" className="inline-flex items-center underline touch:min-h-11 hover:text-text">
        Usage
      </Link>
      {mayManage && (
        <Link href="/panel" className="inline-flex items-center underline touch:min-h-11 hover:text-text">
          Control panel
        </Link>
      )}
      <Link href="/devices" className="inline-flex items-center underline touch:min-h-11 hover:text-text">
        Devices
      </Link>
      {isHere && (
        <Link href="/remote" className="inline-flex items-center underline touch:min-h-11 hover:text-text">
          Remote access
        </Link>
      )}
      {mayManage && (
        <>
          <Link href="/settings" className="inline-flex items-center underline touch:min-h-11 hover:text-text">
            Settings
          </Link>
          <Link href="/audit" className="inline-flex items-center underline touch:min-h-11 hover:text-text">
            Audit log
          </Link>
        </>
      )}
      <span className="flex-1" />
      <Button variant="ghost" onClick={() => void signOut()}>
        Sign out
      </Button>
    </footer>
  )
}
