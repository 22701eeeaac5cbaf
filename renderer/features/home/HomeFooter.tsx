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
  const links = [
    { href: '/claude', label: version === null ? 'Claude Code' : `Claude Code ${version}`, isOffered: true },
    { href: '/usage', label: 'Usage', isOffered: true },
    { href: '/panel', label: 'Control panel', isOffered: mayManage },
    { href: '/devices', label: 'Devices', isOffered: true },
    { href: '/remote', label: 'Remote access', isOffered: isHere },
    { href: '/settings', label: 'Settings', isOffered: mayManage },
    { href: '/audit', label: 'Audit log', isOffered: mayManage },
  ]
  return (
    <footer className="flex flex-wrap items-center gap-x-3 border-t border-line px-2 pt-3 text-muted">
      {links.map(
        ({ href, label, isOffered }) =>
          isOffered && (
            <Link key={href} href={href} className="inline-flex items-center underline touch:min-h-11 hover:text-text">
              {label}
            </Link>
          ),
      )}
      <span className="flex-1" />
      <Button variant="ghost" onClick={() => void signOut()}>
        Sign out
      </Button>
    </footer>
  )
}
