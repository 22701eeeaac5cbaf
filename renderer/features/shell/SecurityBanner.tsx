import { putSecurityNoticesAway, securityNotices } from '#renderer/state/workstation/securityNotices.ts'
import { useStore } from '#renderer/state/store.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'

/** On every page, as soon as something happened to a sign-in that its owner should know. Stays until put away. */
export function SecurityBanner() {
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
  const look = 'min-h-8 touch:min-h-11 font-medium underline'
  return (
    <span className="flex gap-3">
      <Link href="/devices" className={`${look} flex items-center`}>
        See devices
      </Link>
      <button type="button" className={look} onClick={putSecurityNoticesAway}>
        Dismiss
      </button>
    </span>
  )
}
