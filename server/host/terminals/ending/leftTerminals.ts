import type { SessionId, TerminalId, UserId } from '#shared/ids.ts'
import type { TerminalEnd, TerminalInfo } from '#shared/session/terminal.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Runner } from '../../runners/runner.ts'
import type { TerminalRows } from '../../store/rows/terminalRows.ts'

interface Left {
  readonly info: TerminalInfo
  readonly user_id: UserId
}

export interface LeftTerminalsDeps {
  readonly rows: TerminalRows
  readonly clock: Clock
  readonly runner: Pick<Runner, 'kill'>
}

/** Terminals of hosts that died: nobody can look at them any more, but their ends are told until they are closed. */
export class LeftTerminals {
  readonly #deps: LeftTerminalsDeps
  readonly #left = new Map<TerminalId, Left>()

  constructor(deps: LeftTerminalsDeps) {
    this.#deps = deps
  }

  get(id: TerminalId): Left | undefined {
    return this.#left.get(id)
  }

  ofSession(sessionId: SessionId): TerminalInfo[] {
    return [...this.#left.values()].map(({ info }) => info).filter(({ session_id }) => session_id === sessionId)
  }

  forget(id: TerminalId): void {
    this.#left.delete(id)
  }

  /** Ends the processes that were left, and takes their terminals as ended. */
  async recover(): Promise<void> {
    const { rows, clock, runner } = this.#deps
    const ended_at = clock.timestamp()
    const unseen: TerminalEnd = { exit_code: null, signal: null, reason: 'host_died', ended_at, last_lines: [] }
    await Promise.all(
      rows.all().map(async (stored) => {
        const info = { ...stored.info, owner: null, ended: stored.info.ended ?? unseen }
        this.#left.set(info.terminal_id, { info, user_id: stored.user_id })
        if (stored.info.ended === null) {
          await runner.kill(stored.process, stored.mark)
          rows.put({ ...stored, info })
        }
      }),
    )
  }
}
