import type { RemoteStatus } from '#shared/operations/remote.ts'
import { switchRemoteOff } from './remote.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { QrCode } from '#renderer/ui/QrCode.tsx'
import * as words from './words.ts'

/** The status of remote access, with the address once it is on. */
export function RemoteSwitch({ status }: { status: RemoteStatus }) {
  const { enabled, remote_url: url, problem, order } = status
  if (url !== null) {
    return <Open url={url} problem={status.sign_in_problem ?? null} />
  }
  if (!enabled) {
    return <p className="text-base text-muted">{words.itIsOffNobodyBut}</p>
  }
  return (
    <section className="space-y-3 rounded-card border border-line bg-surface p-4">
      <h2 className="text-base font-semibold">{words.itIsSwitchedOnBut}</h2>
      {problem !== null ? <Problem>{problem}</Problem> : <p role="status">{order?.text ?? words.itIsBeingOpened}</p>}
      <p className="text-muted">{words.itIsTriedAgainBy}</p>
      <Button onClick={() => void switchRemoteOff()}>{words.switchItOff}</Button>
    </section>
  )
}

function Open({ url, problem }: { url: string; problem: string | null }) {
  return (
    <section className="rounded-card border border-line bg-surface p-4">
      <div className="flex flex-wrap gap-4">
        <div className="min-w-0 flex-1 basis-64 space-y-3">
          <h2 className="text-base font-semibold">{words.remoteAccessIsOn}</h2>
          <p className="flex items-center gap-1">
            <a href={url} className="min-w-0 wrap-anywhere text-accent underline">
              {url}
            </a>
            <CopyButton text={url} label={words.copyTheAddress} />
          </p>
          <p className="text-muted">{problem ?? words.aPhoneIsPairedUnder}</p>
          <Button onClick={() => void switchRemoteOff()}>{words.switchItOff}</Button>
          <p className="text-xs text-muted">{words.switchingOffEndsEveryRemote}</p>
        </div>
        <QrCode text={url} label={words.qrCodeOfUrl(url)} />
      </div>
    </section>
  )
}
