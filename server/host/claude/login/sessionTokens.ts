import type { SessionId } from '#shared/ids.ts'
import type { SessionTokens } from '#server/host/sessions/ports/sessionPorts.ts'
import { SealedSecrets } from '#server/platform/vault/sealedSecrets.ts'

/**
 * Tokens given for one session only: in this process's memory, wrapped, and nowhere at rest. They end with the session
 * and with the host; a session that outlives its token says so instead of billing somebody else.
 */
export class MemorySessionTokens implements SessionTokens {
  readonly #secrets = new SealedSecrets()

  get(sessionId: SessionId): string | null {
    return this.#secrets.get(sessionId)
  }

  keep(sessionId: SessionId, token: string): void {
    this.#secrets.set(sessionId, token)
  }

  wipe(sessionId: SessionId): void {
    this.#secrets.delete(sessionId)
  }

  wipeAll(): void {
    this.#secrets.clear()
  }
}
