import { HomeportError } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { SessionVariables } from '#server/host/sessions/ports/sessionPorts.ts'
import type { Vault } from '#server/platform/vault/vault.ts'

/** A session that has variables of its own, by their names. */
interface Holder {
  readonly id: SessionId
  readonly environment: readonly string[]
}

/**
 * The values of sessions' own variables: in the vault, one entry each, and nowhere else. Every method
 * @throws HomeportError SETTINGS_001 when the vault cannot be used.
 */
export class SessionEnvironment implements SessionVariables {
  readonly #vault: Vault

  constructor(vault: Vault) {
    this.#vault = vault
  }

  /** null removes one. */
  async keep(id: SessionId, changes: Readonly<Record<string, string | null>>): Promise<void> {
    // One after the other: each change of a vault waits for the one before.
    for (const [name, value] of Object.entries(changes)) {
      await (value === null ? this.#vault.delete(entryOf(id, name)) : this.#vault.set(entryOf(id, name), value))
    }
  }

  /** @throws HomeportError SESSION_003 when a value is gone: nothing starts without it. */
  async read({ id, environment }: Holder): Promise<Readonly<Record<string, string>>> {
    const entries = await Promise.all(
      environment.map(async (name) => [name, await this.#vault.get(entryOf(id, name))] as const),
    )
    const gone = entries.flatMap(([name, value]) => (value === null ? [name] : []))
    if (gone.length > 0) {
      throw new HomeportError(
        'SESSION_003',
        `The vault has no value any more for ${gone.join(', ')}, which this session sets. Give it again in the session's settings, or remove it there.`,
      )
    }
    return Object.fromEntries(entries.map(([name, value]) => [name, value ?? '']))
  }

  /** For a session that goes on from another one of the same person. What is gone stays gone. */
  async copy({ id, environment }: Holder, to: SessionId): Promise<void> {
    for (const name of environment) {
      const value = await this.#vault.get(entryOf(id, name))
      if (value !== null) {
        await this.#vault.set(entryOf(to, name), value)
      }
    }
  }

  /** Removes all of a session. */
  async wipe({ id, environment }: Holder): Promise<void> {
    await this.keep(id, Object.fromEntries(environment.map((name) => [name, null])))
  }
}

function entryOf(id: SessionId, name: string): string {
  return `session_variable.${id}.${name}`
}
