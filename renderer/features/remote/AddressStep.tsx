import type { RemoteStatus } from '#shared/operations/remote.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { DraftField, type Drafting } from './DraftField.tsx'

/** The host names, address and port. Empty fields use defaults that work at home. */
export function AddressStep({ status, drafting }: { status: RemoteStatus; drafting: Drafting }) {
  return (
    <div className="space-y-3">
      {status.hosts.length > 0 && (
        <p className="text-muted">
          It answers to <span className="break-words text-text">{status.hosts.join(', ')}</span> and to nothing else.
        </p>
      )}
      <DraftField
        drafting={drafting}
        name="names"
        setting="remote.names"
        label="Names"
        hint="Host names that lead to this machine. Empty: its addresses and its own name."
        placeholder="home.example.org, box.tailnet.ts.net"
      />
      <DraftField
        drafting={drafting}
        name="bind"
        setting="remote.bind"
        label="Address to listen on"
        hint="Empty: all IPv4 addresses of this machine. “::”: all, IPv6 too."
        placeholder="0.0.0.0"
      />
      <div className="grid gap-3 md:grid-cols-2">
        <DraftField
          drafting={drafting}
          name="port"
          setting="remote.port"
          label="Port"
          hint="Empty: 4443, or the next free one."
          placeholder="4443"
        />
        <DraftField
          drafting={drafting}
          name="public_port"
          setting="remote.public_port"
          label="Port that devices use"
          hint="Where your router passes another one on to this machine. Empty: the same."
        />
      </div>
      <p className="text-muted">
        A reverse proxy before it? Name it under{' '}
        <Link href="/settings/remote" className="text-accent underline">
          Settings
        </Link>
        , <code>remote.trusted_proxies</code>.
      </p>
    </div>
  )
}
