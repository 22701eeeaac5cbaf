import type { SessionId } from '#shared/ids.ts'
import type { SessionCore } from '../core/sessionCore.ts'
import type { AgentListener, AgentUpdate } from '../ports/agent.ts'
import type { FilesOfTurns, TurnFiles } from '../ports/turnFiles.ts'
import type { TurnEnd } from '../turns/turnEnd.ts'

/** A listener that hears of the end of a turn together with the files that it changed. */
export function gatedByFiles(
  { deps, journal }: Pick<SessionCore, 'deps' | 'journal'>,
  listener: AgentListener,
): AgentListener {
  const { filesOfTurns } = deps
  if (filesOfTurns === undefined) {
    return listener
  }
  const gate = new TurnGate(journal.session.id, filesOfTurns, (update) => listener.onUpdate(update))
  return {
    onUpdate: (update) => gate.take(update),
    onExit: (exit) => {
      gate.flush()
      listener.onExit(exit)
    },
  }
}

/**
 * Lets the end of a turn wait until it is known what files it changed, and all that comes after it with it: in their order,
 * and no longer than the measuring may take.
 */
class TurnGate {
  readonly #session: SessionId
  readonly #files: FilesOfTurns
  readonly #pass: (update: AgentUpdate) => void
  /** What came behind an end that is measured; null: nothing is. */
  #waiting: AgentUpdate[] | null = null

  constructor(session: SessionId, files: FilesOfTurns, pass: (update: AgentUpdate) => void) {
    this.#session = session
    this.#files = files
    this.#pass = pass
  }

  take(update: AgentUpdate): void {
    if (this.#waiting !== null) {
      this.#waiting.push(update)
      return
    }
    const measuring = update.kind === 'turn_ended' ? this.#files.measure(this.#session) : null
    if (measuring === null || update.kind !== 'turn_ended') {
      this.#pass(update)
      return
    }
    const waiting: AgentUpdate[] = [update]
    this.#waiting = waiting
    void measuring
      .catch(() => null)
      .then((files) => this.#waiting === waiting && this.#release(files === null ? update : withFiles(update, files)))
  }

  /** The process is gone: what waits is passed on as Claude said it. */
  flush(): void {
    while (this.#waiting !== null) {
      const waiting = this.#waiting
      this.#waiting = null
      waiting.forEach((update) => this.#pass(update))
    }
  }

  #release(end: TurnEnd): void {
    const [, ...behind] = this.#waiting ?? []
    this.#waiting = null
    this.#pass(end)
    behind.forEach((update) => this.take(update))
  }
}

function withFiles(end: TurnEnd, { files, additions, deletions }: TurnFiles): TurnEnd {
  return {
    ...end,
    files_changed: [...new Set([...end.files_changed, ...files])],
    ...(files.length === 0 ? {} : { lines_changed: { additions, deletions } }),
  }
}
