import type { RemoteStatus } from '#shared/operations/remote.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import type { Origins } from '../../kernel/origin/sameOrigin.ts'
import type { RemoteApp } from '../listener/listener.ts'
import { RemoteListener, type RemoteListenerDeps } from './remoteListener.ts'

/** The remote listener: off until somebody at this machine opens it. */
export interface RemoteAccess {
  status(): RemoteStatus
  /** null while nobody can reach it. */
  url(): string | null
  /** `Host` headers that are ours; none while it is off. */
  origins(): Origins
  /** The certificate that devices must trust; null with the owner's own files, and while it is off. */
  caCertificate(): string | null
  /** @throws HomeportError PORT_001, CERT_001 or SETTINGS_001; what was there before is restored then. */
  on(request: ParamsOf<'remote.on'>): Promise<RemoteStatus>
  /** Every remote connection has ended when it resolves. */
  off(): Promise<RemoteStatus>
  /**
   * Comes first: says what answers, and opens it again when it was on. Never throws: what is wrong is in the status,
   * and tried again.
   */
  begin(app: RemoteApp): Promise<void>
  /** Looks after certificate and addresses, as a timer does. */
  check(): Promise<void>
  /** Ends it with the gateway; it stays switched on. */
  close(): Promise<void>
}

export function createRemoteAccess(deps: RemoteListenerDeps): RemoteAccess {
  const listener = new RemoteListener(deps)
  /** What comes now makes an opening that still waits for its certificate pointless. */
  const instead = <T>(change: () => Promise<T>): Promise<T> => {
    listener.giveUp()
    return listener.inTurn(change)
  }
  return {
    status: () => listener.status(),
    url: () => listener.url(),
    origins: () => listener.origins(),
    caCertificate: () => listener.caCertificate(),
    on: (request) => instead(() => listener.switchOn(request)),
    off: () => instead(() => listener.switchOff()),
    begin: (app) => listener.begin(app),
    check: () => listener.inTurn(() => listener.check()),
    close: () => instead(() => listener.close()),
  }
}
