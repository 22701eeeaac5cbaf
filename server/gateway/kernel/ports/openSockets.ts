import type { Credential } from '../identity.ts'
import type { ListenerKind } from '../identity.ts'

/** All open sockets of this gateway, as those see them who decide what may stay open. */
export interface OpenSockets {
  /** What the open sockets of a listener were opened with. */
  credentialsOf(listener: ListenerKind): Credential[]
  /** Notifies the clients of a listener that it closes for good. */
  closeListener(listener: ListenerKind): void
  /**
   * Ends at once what was opened with the credential. `reason`: why, where its sign-in goes on; a browser whose sign-in was ended
   * removes what its person typed.
   */
  closeCredential(credential: Credential, reason?: string): void
  /**
   * Checks every credential again: sockets that may not stay are ended; those whose user is called otherwise now,
   * or has another role, are told to come back, and are let in as that.
   */
  review(): void
  connectedUsers(): number
  /** Sockets, signed in or not. */
  size(): number
  /** for_good: tells every client not to come back. Resolves when all are closed, or after CLOSE_WITHIN_MS. */
  closeAll(kind: 'for_good' | 'restart'): Promise<void>
}
