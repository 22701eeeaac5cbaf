import type { RemoteStatus } from '#shared/operations/remote.ts'
import { switchRemoteOff } from '#renderer/state/remote.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { QrCode } from './QrCode.tsx'

/** Where other devices find the workstation. */
export function OpenDoor({ status, url }: { status: RemoteStatus; url: string }) {
  return (
    <section className="rounded-card border border-line bg-surface p-4">
      <div className="flex flex-wrap gap-4">
        <div className="min-w-0 flex-1 basis-64 space-y-3">
          <h2 className="text-base font-semibold">Remote access is on</h2>
          <p className="flex items-center gap-1">
            <a href={url} className="min-w-0 break-all text-accent underline">
              {url}
            </a>
            <CopyButton text={url} label="Copy the address" />
          </p>
          <p className="text-muted">
            It answers to <span className="break-words text-text">{status.hosts.join(', ')}</span> and to nothing else.
            Devices still have to sign in.
          </p>
          <Button onClick={() => void switchRemoteOff()}>Switch it off</Button>
          <p className="text-xs text-muted">Switching off ends every remote connection at once.</p>
        </div>
        <QrCode text={url} label={`QR code of ${url}`} />
      </div>
    </section>
  )
}
