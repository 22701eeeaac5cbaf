import { HomeportError } from '#shared/errors.ts'
import { effortLevelsOf } from '#shared/session/effortLevels.ts'
import type { Effort } from '#shared/session/effort.ts'
import type { PermissionMode } from '#shared/session/status.ts'
import { assertGoingOn } from '../core/goingOn.ts'
import type { SessionCore } from '../core/sessionCore.ts'
import type { AgentServers } from '../ports/agent.ts'

/** What is undefined stays as it is. */
interface OptionChanges {
  readonly model?: string | undefined
  readonly effort?: Effort | null | undefined
  readonly permission_mode?: PermissionMode | undefined
}

/** With what Claude works in a session: a person changes it, also while a turn runs. Without a process it waits for the next. */
export class SessionOptions {
  readonly #core: SessionCore

  constructor(core: SessionCore) {
    this.#core = core
  }

  /** Its MCP servers; null while no process is there. */
  get servers(): AgentServers | null {
    return this.#core.run?.process.servers ?? null
  }

  /**
   * Several at once: a model and an effort that do not fit are refused before either is changed.
   * @throws HomeportError as `setModel` and `setEffort`.
   */
  async change({ model, effort, permission_mode }: OptionChanges): Promise<void> {
    if (model !== undefined) {
      this.#assertTakes(effort ?? null, model)
      await this.setModel(model)
    }
    if (effort !== undefined) {
      await this.setEffort(effort)
    }
    if (permission_mode !== undefined) {
      await this.setPermissionMode(permission_mode)
    }
  }

  /**
   * An effort that the new model does not take goes back to Claude Code's own.
   * @throws HomeportError SESSION_003 with Claude's reason when it refuses, or when the session has ended.
   */
  async setModel(wanted: string): Promise<void> {
    assertGoingOn(this.#core)
    const { run, journal } = this.#core
    const model = run === null ? wanted : await run.process.setModel(wanted)
    const levels = levelsOf(this.#core, model)
    const { effort } = journal.session
    journal.patch({ model, effort_levels: levels ?? [] })
    if (effort !== null && levels?.includes(effort) === false) {
      await this.setEffort(null)
    }
  }

  /** @throws HomeportError as `setModel`. */
  async setPermissionMode(mode: PermissionMode): Promise<void> {
    assertGoingOn(this.#core)
    const { run, journal } = this.#core
    const permission_mode = run === null ? mode : await run.process.setPermissionMode(mode)
    journal.patch({ permission_mode, permission_mode_chosen: true })
  }

  /**
   * In force from the next turn on; null: Claude Code's own.
   * @throws HomeportError as `setModel`, and SESSION_003 for a level that the model is known not to take.
   */
  async setEffort(effort: Effort | null): Promise<void> {
    assertGoingOn(this.#core)
    const { run, journal } = this.#core
    this.#assertTakes(effort, journal.session.model)
    await run?.process.setEffort(effort)
    journal.patch({ effort })
  }

  /** @throws HomeportError SESSION_003 for a level that a model is known not to take. */
  #assertTakes(effort: Effort | null, model: string | null): void {
    const levels = levelsOf(this.#core, model)
    if (effort !== null && levels?.includes(effort) === false) {
      throw notTaken(effort, levels)
    }
  }
}

/** What Claude Code last told this person about the model; null: nothing. */
export function levelsOf(
  { deps, journal }: Pick<SessionCore, 'deps' | 'journal'>,
  model: string | null,
): Effort[] | null {
  return effortLevelsOf(deps.store.models(journal.session.user_id), model)
}

function notTaken(effort: Effort, levels: readonly Effort[]): HomeportError {
  const offer = levels.length === 0 ? 'It offers no choice.' : `Choose one of: ${levels.join(', ')}.`
  return new HomeportError(
    'SESSION_003',
    `The model does not take the effort "${effort}". Nothing was changed. ${offer}`,
  )
}
