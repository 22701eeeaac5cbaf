import { useEffect } from 'react'
import type { RemoteStatus } from '#shared/operations/remote.ts'
import { SOON_MS } from './remote.ts'
import { remoteStatus } from '#renderer/state/workstation/statusQueries.ts'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'

/** Whether a device has really connected, which no test from this machine can show. */
export function PhoneTest({ visitor }: { visitor: RemoteStatus['visitor'] }) {
  useEffect(() => remoteStatus.watch(SOON_MS), [])
  return (
    <div className="space-y-2">
      <h3 className="font-medium">From a phone</h3>
      <p className="text-muted">
        Scan the code at the top of this page with the phone. For the way from outside switch its Wi-Fi off first. As
        soon as it gets here, this page says so; it need not sign in for that.
      </p>
      <p role="status" className={visitor === null ? 'text-muted' : 'font-medium text-good'}>
        {visitor === null ? 'No other device has come yet.' : <Came visitor={visitor} />}
      </p>
    </div>
  )
}

function Came({ visitor }: { visitor: NonNullable<RemoteStatus['visitor']> }) {
  return (
    <>
      A device reached this machine from {visitor.address}, <RelativeTime at={visitor.at} />.
    </>
  )
}
