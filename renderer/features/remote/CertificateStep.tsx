import type { CertificateKind, RemoteStatus } from '#shared/operations/remote.ts'
import { Problem } from '#renderer/ui/Problem.tsx'
import { AcmeFields } from './AcmeFields.tsx'
import { CurrentCertificate } from './CurrentCertificate.tsx'
import { certificateMeans, certificateNames } from './certificateText.ts'
import { DraftField, type Drafting, fixedBy, fixedText } from './DraftField.tsx'
import * as words from './words.ts'

const kinds: readonly CertificateKind[] = ['own_ca', 'acme', 'tailscale', 'files']

/** Step 2: the current certificate, and the choice of its kind. */
export function CertificateStep({ status, drafting }: { status: RemoteStatus; drafting: Drafting }) {
  const { order, certificate } = status
  return (
    <>
      {certificate !== null && <CurrentCertificate status={status} certificate={certificate} />}
      {order !== null &&
        (order.state === 'failed' ? <Problem>{order.text}</Problem> : <p role="status">{order.text}</p>)}
      <KindChoice drafting={drafting} />
      <KindFields drafting={drafting} />
    </>
  )
}

function KindChoice({ drafting: { draft, change, fixed } }: { drafting: Drafting }) {
  const variable = fixedBy(fixed, 'remote.certificate.kind')
  return (
    <fieldset disabled={variable !== null}>
      <legend className="mb-2 text-sm font-medium">{words.whereItComesFrom}</legend>
      {variable !== null && <p className="mb-2 text-xs text-muted">{fixedText(variable)}</p>}
      <div className="divide-y divide-line rounded-control border border-line">
        {kinds.map((kind) => (
          <label key={kind} className="flex min-h-11 cursor-pointer items-start gap-3 px-3 py-2.5">
            <input
              type="radio"
              name="certificate"
              className="mt-1"
              checked={draft.certificate === kind}
              onChange={() => change({ certificate: kind })}
            />
            <span>
              <span className="block font-medium">{certificateNames[kind]}</span>
              <span className="block text-muted">{certificateMeans[kind]}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function KindFields({ drafting }: { drafting: Drafting }) {
  switch (drafting.draft.certificate) {
    case 'own_ca':
      return null
    case 'tailscale':
      return (
        <p className="text-muted">
          {words.switchMagicDNSAndHttpsCertificates(
            <code className="wrap-anywhere">sudo tailscale set --operator=$USER</code>,
          )}
        </p>
      )
    case 'acme':
      return <AcmeFields drafting={drafting} />
    case 'files':
      return <FileFields drafting={drafting} />
  }
}

function FileFields({ drafting }: { drafting: Drafting }) {
  return (
    <div className="space-y-3">
      <DraftField
        drafting={drafting}
        name="cert_file"
        setting="remote.certificate.cert_file"
        label={words.certificateFilePemWithIts}
        hint={words.aPathOnThisMachineA}
        placeholder={words.pathToFullchainPem}
      />
      <DraftField
        drafting={drafting}
        name="key_file"
        setting="remote.certificate.key_file"
        label={words.keyFilePem}
        hint={words.pathOnThisMachine}
        placeholder={words.pathToPrivkeyPem}
      />
    </div>
  )
}
