import { useState } from 'react'
import type { Device } from '#shared/operations/device.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { DeviceRow } from '#renderer/views/machine/DeviceRow.tsx'
import { revokeDevices } from '#renderer/views/machine/revokeDevices.ts'
import * as words from './words.ts'

const SHOWN = 4

/** The signed-in devices, the one that looks first, then the last used. */
export function Devices({ devices }: { devices: readonly Device[] }) {
  const recent = devices.toSorted((left, right) => order(right) - order(left))
  return (
    <>
      <ul className="-my-2">
        {recent.slice(0, SHOWN).map((device) => (
          <DeviceRow key={device.id} device={device} />
        ))}
      </ul>
      {devices.length > SHOWN && <p className="mt-3 text-muted">{words.andMoreDevices(devices.length - SHOWN)}</p>}
    </>
  )
}

function order({ current, last_used_at, created_at }: Device): number {
  return current ? Infinity : Date.parse(last_used_at ?? created_at)
}

/** Signs all devices but this one out, after a confirmation. Nothing where there is no other. */
export function RevokeOthers({ devices }: { devices: readonly Device[] }) {
  const [isAsking, setAsking] = useState(false)
  const others = devices.filter(({ current }) => !current)
  if (others.length === 0) {
    return null
  }
  const close = () => setAsking(false)
  return (
    <>
      <Button variant="ghost" onClick={() => setAsking(true)}>
        {words.signOutAllOthers}
      </Button>
      {isAsking && (
        <Dialog title={words.signOutOtherDevices(others.length)} onClose={close}>
          <p className="text-muted">{words.everyBrowserAndProgramBut}</p>
          <div className="mt-4 flex justify-end gap-2">
            <Button onClick={close}>{words.cancel}</Button>
            <Button
              variant="danger"
              onClick={() => {
                close()
                void revokeDevices(others)
              }}
            >
              {words.signOut}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
