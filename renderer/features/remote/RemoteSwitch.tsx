import type { RemoteStatus } from '#shared/operations/remote.ts'
import { switchRemoteOff } from './remote.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { QrCode } from '#renderer/ui/QrCode.tsx'

/** The status of remote access, with the address once it is on. */
export function RemoteSwitch({ status }: { status: RemoteStatus }) {
  const { enabled, remote_url: url, problem, order } = status
  if (url !== null) {
    return <Open url={url} problem={status.sign_in_problem ?? null} />
  }
  if (!enabled) {
    return (
      <p className="text-base text-muted">
        It is off: nobody but this machine can connect. Four steps, and other devices reach it with TLS 1.3, without any
        relay. Each can be skipped and done later.
      </p>
    )
  }
  return (
    <section className="space-y-3 rounded-card border border-line bg-surface p-4">
      <h2 className="text-base font-semibold">It is switched on, but not open yet</h2>
      {problem !== null ? <Problem>{problem}</Problem> : <p role="status">{order?.text ?? 'It is being opened…'}</p>}
      <p className="text-muted">It is tried again by itself. Nobody but this machine can connect meanwhile.</p>
      <Button onClick={() => void switchRemoteOff()}>Switch it off</Button>
    </section>
  )
}

function Open({ url, problem }: { url: string; problem: string | null }) {
  return (
    <section className="rounded-card border border-line bg-surface p-4">
      <div className="flex flex-wrap gap-4">
        <div className="min-w-0 flex-1 basis-64 space-y-3">
          <h2 className="text-base font-semibold">Remote access is on</h2>
          <p className="flex items-center gap-1">
            <a href={url} className="min-w-0 wrap-anywhere text-accent underline">
              {url}
            </a>
            <CopyButton text={url} label="Copy the address" />
          </p>
          <p className="text-muted">{problem ?? 'A phone is paired under Machine; others sign in with GitHub.'}</p>
          <Button onClick={() => void switchRemoteOff()}>Switch it off</Button>
          <p className="text-xs text-muted">Switching off ends every remote connection at once.</p>
        </div>
        <QrCode text={url} label={`QR code of ${url}`} />
      </div>
    </section>
  )
}
