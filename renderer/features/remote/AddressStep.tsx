import type { RemoteStatus } from '#shared/operations/remote.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { DraftField, type Drafting } from './DraftField.tsx'
import * as words from './words.ts'

/** The host names, address and port. Empty fields use defaults that work at home. */
export function AddressStep({ status, drafting }: { status: RemoteStatus; drafting: Drafting }) {
  return (
    <div className="space-y-3">
      {status.hosts.length > 0 && (
        <p className="text-muted">
          {words.itAnswersToHostsAnd(<span className="break-words text-text">{status.hosts.join(', ')}</span>)}
        </p>
      )}
      <DraftField
        drafting={drafting}
        name="names"
        setting="remote.names"
        label={words.names}
        hint={words.hostNamesThatLeadTo}
        placeholder={words.homeExampleOrgBoxTailnet}
      />
      <DraftField
        drafting={drafting}
        name="bind"
        setting="remote.bind"
        label={words.addressToListenOn}
        hint={words.emptyAllIPv4AddressesOf}
        placeholder="0.0.0.0"
      />
      <div className="grid gap-3 md:grid-cols-2">
        <DraftField
          drafting={drafting}
          name="port"
          setting="remote.port"
          label={words.port}
          hint={words.empty4443OrTheNext}
          placeholder="4443"
        />
        <DraftField
          drafting={drafting}
          name="public_port"
          setting="remote.public_port"
          label={words.portThatDevicesUse}
          hint={words.whereYourRouterPassesAnother}
        />
      </div>
      <p className="text-muted">
        {words.aReverseProxyBeforeIt(
          (text) => (
            <Link href="/settings/remote" className="text-accent underline">
              {text}
            </Link>
          ),
          <code>remote.trusted_proxies</code>,
        )}
      </p>
    </div>
  )
}
