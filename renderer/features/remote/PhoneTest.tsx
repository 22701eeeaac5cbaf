import { useEffect } from 'react'
import type { RemoteStatus } from '#shared/operations/remote.ts'
import { SOON_MS } from './remote.ts'
import { remoteStatus } from '#renderer/state/workstation/statusQueries.ts'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'
import * as words from './words.ts'

/** Whether a device has really connected, which no test from this machine can show. */
export function PhoneTest({ visitor }: { visitor: RemoteStatus['visitor'] }) {
  useEffect(() => remoteStatus.watch(SOON_MS), [])
  return (
    <div className="space-y-2">
      <h3 className="font-medium">{words.fromAPhone}</h3>
      <p className="text-muted">{words.scanTheCodeAtThe}</p>
      <p role="status" className={visitor === null ? 'text-muted' : 'font-medium text-good'}>
        {visitor === null ? words.noOtherDeviceHasCome : <Came visitor={visitor} />}
      </p>
    </div>
  )
}

function Came({ visitor }: { visitor: NonNullable<RemoteStatus['visitor']> }) {
  return <>{words.aDeviceReachedThisMachine(visitor.address, <RelativeTime at={visitor.at} />)}</>
}
