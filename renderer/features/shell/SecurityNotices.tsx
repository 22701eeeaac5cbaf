import type { SecurityNotice } from '#shared/protocol/frames.ts'
import { dismissSecurityNotices } from '#renderer/state/workstation/securityNotices.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import * as words from './laterWords.ts'

/** Security notices about sign-ins, until they are dismissed. */
export function SecurityNotices({ notices }: { notices: readonly SecurityNotice[] }) {
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
        {words.seeDevices}
      </Link>
      <button type="button" className={linkClass} onClick={dismissSecurityNotices}>
        {words.dismiss}
      </button>
    </span>
  )
}
