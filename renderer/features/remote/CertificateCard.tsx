import type { RemoteCertificate, RemoteStatus } from '#shared/operations/remote.ts'
import { Problem } from '#renderer/ui/Problem.tsx'
import { QrCode } from './QrCode.tsx'
import { TrustSteps } from './TrustSteps.tsx'

/** Which certificate devices see, until when, and what they can do with it. */
export function CertificateCard({ status, certificate }: { status: RemoteStatus; certificate: RemoteCertificate }) {
  return (
    <section className="space-y-3 rounded-card border border-line bg-surface p-4">
      <h2 className="text-base font-semibold">Certificate</h2>
      {certificate.warning !== null && <Problem>{certificate.warning}</Problem>}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-muted">From</dt>
        <dd>{certificate.kind === 'files' ? 'your own files' : 'the workstation’s own authority'}</dd>
        <dt className="text-muted">Until</dt>
        <dd>
          {new Date(certificate.expires_at).toLocaleDateString(undefined, { dateStyle: 'long' })}
          {certificate.kind === 'own_ca' && ', renewed by itself'}
        </dd>
        <dt className="text-muted">For</dt>
        <dd className="min-w-0 break-words">{certificate.names.join(', ')}</dd>
        <dt className="text-muted">SHA-256</dt>
        <dd className="min-w-0 font-mono text-xs break-all">{certificate.fingerprint}</dd>
      </dl>
      {status.ca_url === null ? <OwnFilesNote /> : <OwnAuthority url={status.ca_url} />}
    </section>
  )
}

function OwnFilesNote() {
  return (
    <p className="text-muted">
      If it comes from an authority that browsers know, everything works at once. If not, browsers warn, and until they
      trust it there is no installed app and no push notification.
    </p>
  )
}

function OwnAuthority({ url }: { url: string }) {
  return (
    <>
      <p>
        No browser knows this authority until you install its certificate on the device. <b>Until then</b> the page
        works only after a warning, and there is no installed app and no push notification. <b>After that</b> everything
        works. It can vouch for this machine’s names and its own network only: for no other site.
      </p>
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
