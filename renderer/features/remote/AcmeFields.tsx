import { ChevronRight } from 'lucide-react'
import type { RemoteChoice } from '#shared/operations/remote.ts'
import { Field, Select } from '#renderer/ui/Field.tsx'
import { DraftField, type Drafting, fixedBy, fixedText } from './DraftField.tsx'
import * as words from './words.ts'

const challenges: Readonly<Record<RemoteChoice['challenge'], { readonly name: string; readonly means: string }>> = {
  http: { name: words.overPort80, means: words.port80OfYourName },
  tls_alpn: { name: words.overPort443, means: words.port443OfYourName },
  dns: {
    name: words.inTheDns,
    means: words.noPortHasToLead,
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
        label={words.howTheAuthoritySeesThat}
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
          label={words.programThatWritesTheRecord}
          hint={words.aPathOnThisMachine}
          placeholder={words.usrLocalBinDnsHook}
        />
      )}
      <DraftField
        drafting={drafting}
        name="email"
        setting="remote.certificate.email"
        label={words.yourEMailAddressOptional}
        hint={words.whereTheAuthorityCanReach}
      />
      <label className="flex min-h-11 items-center gap-3">
        <input
          type="checkbox"
          checked={draft.terms_agreed}
          disabled={fixedTerms !== null}
          onChange={(event) => change({ terms_agreed: event.target.checked })}
        />
        <span>{words.iHaveReadTheAuthoritys}</span>
      </label>
      <Seldom drafting={drafting} />
      <p className="text-muted">{words.theNamesItIsFor}</p>
    </div>
  )
}

function Seldom({ drafting }: { drafting: Drafting }) {
  return (
    <details className="group">
      <summary className="flex min-h-8 cursor-pointer items-center gap-1.5 text-muted touch:min-h-11">
        <ChevronRight className="size-4 group-open:rotate-90" aria-hidden="true" />
        {words.anotherAuthorityAnotherPort}
      </summary>
      <div className="mt-2 space-y-3">
        <DraftField
          drafting={drafting}
          name="directory_url"
          setting="remote.certificate.directory_url"
          label={words.directoryOfTheAuthority}
          hint={words.emptyLetsEncrypt}
        />
        <DraftField
          drafting={drafting}
          name="ca_file"
          setting="remote.certificate.ca_file"
          label={words.whatSignsTheAuthoritysOwn}
          hint={words.forAnAuthorityOfYour}
        />
        {drafting.draft.challenge === 'http' && (
          <DraftField
            drafting={drafting}
            name="http_port"
            setting="remote.certificate.http_port"
            label={words.portOfThisMachineThat}
            hint={words.empty80}
          />
        )}
      </div>
    </details>
  )
}

function challengeOf(value: string): RemoteChoice['challenge'] {
  return value === 'dns' || value === 'tls_alpn' ? value : 'http'
}
