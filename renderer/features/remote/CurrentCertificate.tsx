import type { RemoteCertificate, RemoteStatus } from '#shared/operations/remote.ts'
import { Problem } from '#renderer/ui/Problem.tsx'
import { certificateNames } from './certificateText.ts'
import { QrCode } from '#renderer/ui/QrCode.tsx'
import { TrustSteps } from './TrustSteps.tsx'

/** The current certificate, its expiry, and how devices can trust it. */
export function CurrentCertificate({ status, certificate }: { status: RemoteStatus; certificate: RemoteCertificate }) {
  return (
    <div className="space-y-3">
      {certificate.warning !== null && <Problem>{certificate.warning}</Problem>}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-muted">From</dt>
        <dd>{certificateNames[certificate.kind]}</dd>
        <dt className="text-muted">Until</dt>
        <dd>
          {new Date(certificate.expires_at).toLocaleDateString(undefined, { dateStyle: 'long' })}
          {certificate.renews_at !== null && ', renewed by itself'}
        </dd>
        <dt className="text-muted">For</dt>
        <dd className="min-w-0 break-words">{certificate.names.join(', ')}</dd>
        <dt className="text-muted">SHA-256</dt>
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
      <p className="text-muted">It can vouch for this machine’s names and its own network only: for no other site.</p>
      <div className="flex flex-wrap gap-4">
        <div className="min-w-0 flex-1 basis-64">
          <a
            href="/homeport-ca.crt"
            download
            className="inline-flex min-h-8 items-center text-accent underline touch:min-h-11"
          >
            Download the certificate
          </a>
          <p className="mb-2 text-muted">Or scan the code with the device, then:</p>
          <TrustSteps />
        </div>
        <QrCode text={url} label={`QR code of ${url}`} />
      </div>
    </>
  )
}
