import type { Device } from '#shared/operations/device.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { revokeDevice } from './revokeDevices.ts'

/** Confirms a revocation, which only a new sign-in undoes. */
export function RevokeDialog({ device, onClose }: { device: Device; onClose: () => void }) {
  const isToken = device.kind === 'personal_token'
  return (
    <Dialog title={isToken ? `Revoke “${device.name}”?` : `Sign out ${device.name}?`} onClose={onClose}>
      <p className="text-muted">
        {isToken
          ? 'The program that uses this token is cut off at once and needs a new one.'
          : 'It is cut off at once and has to sign in again. Sessions go on.'}
      </p>
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="danger" onClick={revoke}>
          {isToken ? 'Revoke' : 'Sign out'}
        </Button>
      </div>
    </Dialog>
  )

  function revoke(): void {
    onClose()
    void revokeDevice(device)
  }
}
