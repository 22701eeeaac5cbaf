import type { RemoteCertificate, RemoteStatus } from '#shared/operations/remote.ts'
import { Problem } from '#renderer/ui/Problem.tsx'
import { certificateNames } from './certificateText.ts'
import { QrCode } from '#renderer/ui/QrCode.tsx'
import { TrustSteps } from './TrustSteps.tsx'
import * as words from './words.ts'

/** The current certificate, its expiry, and how devices can trust it. */
export function CurrentCertificate({ status, certificate }: { status: RemoteStatus; certificate: RemoteCertificate }) {
  const until = new Date(certificate.expires_at).toLocaleDateString(undefined, { dateStyle: 'long' })
  return (
    <div className="space-y-3">
      {certificate.warning !== null && <Problem>{certificate.warning}</Problem>}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-muted">{words.from}</dt>
        <dd>{certificateNames[certificate.kind]}</dd>
        <dt className="text-muted">{words.until}</dt>
        <dd>{certificate.renews_at === null ? until : words.untilAndRenewedByItself(until)}</dd>
        <dt className="text-muted">{words.forWhat}</dt>
        <dd className="min-w-0 break-words">{certificate.names.join(', ')}</dd>
        <dt className="text-muted">{words.sha256}</dt>
        <dd className="min-w-0 font-mono text-xs wrap-anywhere">{certificate.fingerprint}</dd>
      </dl>
      <p>{certificate.works}</p>
      {status.ca_url !== null && <OwnAuthority url={status.ca_url} />}
    </div>
  )
}

function OwnAuthority({ url }: { url: string }) {
  return (
    <>
      <p className="text-muted">{words.itCanVouchForThis}</p>
      <div className="flex flex-wrap gap-4">
        <div className="min-w-0 flex-1 basis-64">
          <a
            href="/homeport-ca.crt"
            download
            className="inline-flex min-h-8 items-center text-accent underline touch:min-h-11"
          >
            {words.downloadTheCertificate}
          </a>
          <p className="mb-2 text-muted">{words.orScanTheCodeWith}</p>
          <TrustSteps />
        </div>
        <QrCode text={url} label={words.qrCodeOfUrl(url)} />
      </div>
    </>
  )
}
