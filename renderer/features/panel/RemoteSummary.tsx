import type { ReactNode } from 'react'
import type { RemoteStatus } from '#shared/operations/remote.ts'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { ToneLabel } from '#renderer/ui/ToneLabel.tsx'
import * as words from './words.ts'

/** The remote address and its certificate. `code`: pairs a phone. */
export function RemoteSummary({ status, code }: { status: RemoteStatus; code: ReactNode }) {
  const { remote_url: url, certificate, enabled, sign_in_problem: problem } = status
  if (url === null) {
    return <p className="text-muted">{enabled ? words.itIsSwitchedOnBut : words.offNobodyButThisMachine}</p>
  }
  return (
    <div className="space-y-4">
      <div className="space-y-2">
        <ToneLabel tone="accent">{words.on}</ToneLabel>
        <p className="flex items-center gap-1">
          <a href={url} className="min-w-0 wrap-anywhere text-accent underline">
            {url}
          </a>
          <CopyButton text={url} label={words.copyTheAddress} />
        </p>
        {typeof problem === 'string' && <p className="text-muted">{problem}</p>}
        {certificate !== null && (
          <p className="text-muted">
            {(certificate.renews_at === null ? words.certificateYouRenew : words.certificateRenewedByItself)(
              new Date(certificate.expires_at).toLocaleDateString(undefined, { dateStyle: 'long' }),
            )}
          </p>
        )}
      </div>
      {code}
    </div>
  )
}
