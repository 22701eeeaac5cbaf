import { useState } from 'react'
import { MAX_NOTIFICATION_ADDRESSES } from '#shared/operations/notificationAddresses.ts'
import { useQuery } from '#renderer/state/query.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { AddAddress } from './AddAddress.tsx'
import { AddressLine } from './AddressLine.tsx'
import { addresses } from './addresses.ts'
import { words } from './words.ts'

/** Notifications that do not go to browsers. */
export function OtherAddresses() {
  const state = useQuery(addresses)
  const mayDrive = useMay('drive')
  const [isAdding, setIsAdding] = useState(false)
  if (state.kind !== 'ready') {
    return state.kind === 'failed' ? (
      <li className="px-4 py-3">
        <Problem>{state.message}</Problem>
      </li>
    ) : null
  }
  const { addresses: all, can_mail: canMail } = state.value
  const hasRoom = all.length < MAX_NOTIFICATION_ADDRESSES
  return (
    <li className="space-y-2 px-4 py-3">
      <div className="flex items-center gap-x-3 gap-y-2 max-md:flex-wrap">
        <div className="min-w-0 flex-1 basis-60">
          <p className="font-medium">{words.title}</p>
          <p className="text-muted">{words.about}</p>
        </div>
        {mayDrive && hasRoom && !isAdding && <Button onClick={() => setIsAdding(true)}>{words.add}</Button>}
      </div>
      <ul className="divide-y divide-line empty:hidden">
        {all.map((address) => (
          <AddressLine key={address.id} address={address} />
        ))}
      </ul>
      {isAdding && <AddAddress canMail={canMail} onDone={() => setIsAdding(false)} />}
    </li>
  )
}
