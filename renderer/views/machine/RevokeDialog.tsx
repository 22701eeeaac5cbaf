import type { Device } from '#shared/operations/device.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { revokeDevice } from './revokeDevices.ts'
import * as words from './words.ts'

/** Confirms a revocation, which only a new sign-in undoes. */
export function RevokeDialog({ device, onClose }: { device: Device; onClose: () => void }) {
  const isToken = device.kind === 'personal_token'
  return (
    <Dialog title={isToken ? words.revokeName(device.name) : words.signOutName(device.name)} onClose={onClose}>
      <p className="text-muted">{isToken ? words.theProgramThatUsesThis : words.itIsCutOffAt}</p>
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button variant="danger" onClick={revoke}>
          {isToken ? words.revoke : words.signOut}
        </Button>
      </div>
    </Dialog>
  )

  function revoke(): void {
    onClose()
    void revokeDevice(device)
  }
}
