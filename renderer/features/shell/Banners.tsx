import { dismissSecurityNotices, securityNotices } from '#renderer/state/workstation/securityNotices.ts'
import { useStore } from '#renderer/state/store.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { otherVersion } from '#renderer/state/workstation/serverVersion.ts'
import { claude } from '#renderer/state/workstation/claude.ts'

/** The banners that all pages show below the top bar. */
export function Banners() {
  return (
    <>
      <UpdatedBanner />
      <DemoBanner />
      <SecurityBanner />
    </>
  )
}

/** Security notices about sign-ins, until they are dismissed. */
function SecurityBanner() {
  const notices = useStore(securityNotices, (value) => value)
  if (notices.length === 0) {
    return null
  }
  return (
    <div className="flex-none space-y-1 p-2 md:px-4">
      {notices.map(({ at, message }, index) => (
        <Problem key={`${at} ${message}`} action={index === 0 && <Actions />}>
          {message}
        </Problem>
      ))}
    </div>
  )
}

function Actions() {
  const linkClass = 'min-h-8 touch:min-h-11 font-medium underline'
  return (
    <span className="flex gap-3">
      <Link href="/devices" className={`${linkClass} flex items-center`}>
        See devices
      </Link>
      <button type="button" className={linkClass} onClick={dismissSecurityNotices}>
        Dismiss
      </button>
    </span>
  )
}

/** Shown after the server was updated. Reloading loses nothing: drafts are stored as they are typed. */
function UpdatedBanner() {
  const version = useStore(otherVersion, (value) => value)
  return version === null ? null : (
    <p
      role="status"
      className="flex-none border-b border-line bg-accent-ground px-4 py-1 text-center text-xs text-accent"
    >
      Homeport was updated to {version}.{' '}
      <button type="button" className="min-h-8 touch:min-h-11 underline" onClick={() => location.reload()}>
        Reload this page
      </button>{' '}
      (what you have typed is kept)
    </p>
  )
}

/** Shown in the demo, where no model answers. */
function DemoBanner() {
  const isDemo = useStore(claude, (state) => state.kind === 'ready' && state.value.demo)
  return isDemo ? (
    <p className="flex-none border-b border-line bg-accent-ground px-4 py-1 text-center text-xs text-accent">
      <b className="font-semibold">Demo.</b> Claude Code is real; its answers come from a built-in script, not from
      Claude.
    </p>
  ) : null
}
