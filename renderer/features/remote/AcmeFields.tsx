import { ChevronRight } from 'lucide-react'
import type { RemoteChoice } from '#shared/operations/remote.ts'
import { Field, Select } from '#renderer/ui/Field.tsx'
import { DraftField, type Drafting, fixedBy, fixedText } from './DraftField.tsx'

const challenges: Readonly<Record<RemoteChoice['challenge'], { readonly name: string; readonly means: string }>> = {
  http: { name: 'Over port 80', means: 'Port 80 of your name has to lead to this machine while it is shown.' },
  tls_alpn: { name: 'Over port 443', means: 'Port 443 of your name has to lead to the port of remote access.' },
  dns: {
    name: 'In the DNS',
    means: 'No port has to lead here: a program of yours writes a record where your name is kept.',
  },
}

/** The settings of an ACME authority; the host names follow in the next step. */
export function AcmeFields({ drafting }: { drafting: Drafting }) {
  const { draft, change, fixed } = drafting
  const fixedChallenge = fixedBy(fixed, 'remote.certificate.challenge')
  const fixedTerms = fixedBy(fixed, 'remote.certificate.terms_agreed')
  return (
    <div className="space-y-3">
      <Field
        label="How the authority sees that the name leads here"
        hint={fixedChallenge === null ? challenges[draft.challenge].means : fixedText(fixedChallenge)}
      >
        <Select
          value={draft.challenge}
          disabled={fixedChallenge !== null}
          onChange={(event) => change({ challenge: challengeOf(event.target.value) })}
        >
          {Object.entries(challenges).map(([value, { name }]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      {draft.challenge === 'dns' && (
        <DraftField
          drafting={drafting}
          name="dns_hook"
          setting="remote.certificate.dns_hook"
          label="Program that writes the record"
          hint="A path on this machine. It is run as: PROGRAM set NAME VALUE, and later: PROGRAM remove NAME VALUE."
          placeholder="/usr/local/bin/dns-hook"
        />
      )}
      <DraftField
        drafting={drafting}
        name="email"
        setting="remote.certificate.email"
        label="Your e-mail address (optional)"
        hint="Where the authority can reach you."
      />
      <label className="flex min-h-11 items-center gap-3">
        <input
          type="checkbox"
          checked={draft.terms_agreed}
          disabled={fixedTerms !== null}
          onChange={(event) => change({ terms_agreed: event.target.checked })}
        />
        <span>I have read the authority’s terms of service and agree to them.</span>
      </label>
      <Seldom drafting={drafting} />
      <p className="text-muted">The names it is for are asked for in the next step: at least one is needed.</p>
    </div>
  )
}

function Seldom({ drafting }: { drafting: Drafting }) {
  return (
    <details className="group">
      <summary className="flex min-h-8 cursor-pointer items-center gap-1.5 text-muted touch:min-h-11">
        <ChevronRight className="size-4 group-open:rotate-90" aria-hidden="true" />
        Another authority, another port
      </summary>
      <div className="mt-2 space-y-3">
        <DraftField
          drafting={drafting}
          name="directory_url"
          setting="remote.certificate.directory_url"
          label="Directory of the authority"
          hint="Empty: Let’s Encrypt."
        />
        <DraftField
          drafting={drafting}
          name="ca_file"
          setting="remote.certificate.ca_file"
          label="What signs the authority’s own address (PEM)"
          hint="For an authority of your own. Empty: one that every system knows."
        />
        {drafting.draft.challenge === 'http' && (
          <DraftField
            drafting={drafting}
            name="http_port"
            setting="remote.certificate.http_port"
            label="Port of this machine that port 80 leads to"
            hint="Empty: 80."
          />
        )}
      </div>
    </details>
  )
}

function challengeOf(value: string): RemoteChoice['challenge'] {
  return value === 'dns' || value === 'tls_alpn' ? value : 'http'
}
