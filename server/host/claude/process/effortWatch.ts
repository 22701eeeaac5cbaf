import * as z from 'zod'
import { Effort } from '#shared/session/effort.ts'
import type { AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import type { ControlChannel } from '../protocol/control.ts'

export interface EffortWatchDeps {
  readonly control: Pick<ControlChannel, 'request'>
  readonly onUpdate: (update: AgentUpdate) => void
}

/** Notices an effort that a person set by Claude Code's own command: that holds in the process like every other choice. */
export class EffortWatch {
  readonly #deps: EffortWatchDeps
  /** What the command that is under way named; null: none is. */
  #named: Effort | 'auto' | null = null

  constructor(deps: EffortWatchDeps) {
    this.#deps = deps
  }

  noteSent(content: string): void {
    const named = Named.safeParse(/^\s{0,99}\/effort\s{1,99}(\w{1,20})\s*$/.exec(content)?.[1]).data
    this.#named = named ?? this.#named
  }

  noteTurnEnded(): void {
    const named = this.#named
    this.#named = null
    if (named !== null) {
      void this.#check(named)
    }
  }

  async #check(named: Effort | 'auto'): Promise<void> {
    // A process that ends has no effort any more.
    const answer = await this.#deps.control.request({ subtype: 'get_settings' }).catch(() => null)
    const settings = Settings.safeParse(answer).data
    if (settings !== undefined && (named === 'auto' || named === settings.applied.effort)) {
      this.#deps.onUpdate({ kind: 'effort_changed', effort: named === 'auto' ? null : named })
    }
  }
}

const Named = Effort.or(z.literal('auto'))
const Settings = z.looseObject({ applied: z.looseObject({ effort: z.string().nullish() }) })
