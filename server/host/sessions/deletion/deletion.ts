import { HomeportError } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { Session as SessionState } from '#shared/session/session.ts'
import type { Clock } from '#server/platform/clock.ts'
import { failureText } from '#server/platform/failure.ts'
import type { SessionLog, SessionStore, SessionTokens, SessionVariables, Timers } from '../ports/sessionPorts.ts'
import type { SessionRegistry } from '../registry.ts'
import type { Session } from '../session.ts'

/** How long a person may take a deletion back. */
export const RESTORABLE_MS = 10_000

export interface GoneSession extends Pick<SessionState, 'id' | 'workspace_path'> {
  /** A person wants the folder of its own to stay. */
  readonly is_kept: boolean
}

export interface DeletionDeps {
  readonly registry: Pick<SessionRegistry, 'findAny' | 'running'>
  readonly store: Pick<SessionStore, 'deleted' | 'header' | 'remove'>
  readonly tokens: Pick<SessionTokens, 'wipe'>
  /** Absent: sessions have no variables of their own. */
  readonly variables?: Pick<SessionVariables, 'wipe'>
  readonly clock: Clock
  readonly timers: Timers
  readonly log: Pick<SessionLog, 'info' | 'error'>
  /** Told of each session that is gone: what others keep of it goes too. */
  readonly onGone?: (session: GoneSession) => void
}

/**
 * Deletes sessions in two steps: at once no list shows it and nothing runs in it; after `RESTORABLE_MS` its rows go. A
 * host that stops in between leaves the second step to the next.
 */
export class Deletion {
  readonly #deps: DeletionDeps
  readonly #pending = new Map<SessionId, () => void>()
  /** Those of which something is gone already. */
  readonly #going = new Set<SessionId>()

  constructor(deps: DeletionDeps) {
    this.#deps = deps
  }

  /**
   * Marks the session as deleted, then ends its process. Idempotent until it is gone.
   * @throws HomeportError SESSION_002 when there is none, or it is somebody else's.
   */
  async delete(id: SessionId, actor: Actor): Promise<SessionState> {
    const session = this.#deps.registry.findAny(id, actor)
    if (session.state.deletes_at === null) {
      this.#mark(session)
    }
    // Marked first: nobody can send it anything while its process ends.
    await session.pause()
    return session.state
  }

  /** @throws HomeportError SESSION_002 when it is gone · SESSION_003 when it was not deleted. */
  restore(id: SessionId, actor: Actor): SessionState {
    const session = this.#deps.registry.findAny(id, actor)
    if (session.state.deletes_at === null) {
      throw new HomeportError('SESSION_003', 'This session is not deleted. Nothing was changed.')
    }
    if (this.#going.has(id)) {
      throw new HomeportError('SESSION_002', 'This session is gone: it can no longer be brought back.')
    }
    this.#callOff(id)
    session.patch({ deletes_at: null })
    return session.state
  }

  /** Goes on with what the host before left: its sessions go when their time has come. Call it once, after recovery. */
  resume(): void {
    for (const { id, deletes_at } of this.#deps.store.deleted()) {
      const left = Date.parse(deletes_at ?? '') - this.#deps.clock.now()
      this.#removeAfter(id, Math.min(RESTORABLE_MS, Math.max(0, left)))
    }
  }

  /** What is not gone yet is left to the next host. */
  stop(): void {
    for (const id of this.#pending.keys()) {
      this.#callOff(id)
    }
  }

  #mark(session: Session): void {
    const deletes_at = new Date(this.#deps.clock.now() + RESTORABLE_MS).toISOString()
    session.patch({ deletes_at })
    this.#removeAfter(session.state.id, RESTORABLE_MS)
  }

  #removeAfter(id: SessionId, ms: number): void {
    this.#pending.set(
      id,
      this.#deps.timers.after(ms, () => void this.#remove(id)),
    )
  }

  async #remove(id: SessionId): Promise<void> {
    this.#pending.delete(id)
    const { registry, store, tokens, variables, log, onGone } = this.#deps
    try {
      // Its process may take longer to end than its person may think about it.
      await registry.running(id)?.pause()
      const session = store.header(id)?.session
      if (session?.deletes_at === null) {
        return
      }
      this.#going.add(id)
      if (session !== undefined) {
        // First: with the row goes the knowledge of what there is to remove.
        await variables?.wipe(session)
      }
      store.remove(id)
      tokens.wipe(id)
      if (session !== undefined) {
        onGone?.({ id, workspace_path: session.workspace_path, is_kept: session.checkout?.is_kept === true })
      }
      log.info('a deleted session is gone', { session_id: id })
    } catch (error) {
      log.error('a deleted session could not be removed; the next start of the host tries again', {
        session_id: id,
        reason: failureText(error),
      })
    } finally {
      this.#going.delete(id)
    }
  }

  #callOff(id: SessionId): void {
    this.#pending.get(id)?.()
    this.#pending.delete(id)
  }
}
