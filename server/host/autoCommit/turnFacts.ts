import type { SessionId } from '#shared/ids.ts'
import type { Milestone } from '#shared/operations/autoCommit.ts'
import { DurableEvent } from '#shared/session/events.ts'
import type { LinkEvent } from '#server/link/link.ts'

/** Programs whose success says that the tests pass. */
const TESTS =
  /(?:^|[\s;&|(])(?:npm (?:run )?test|npm t|yarn test|pnpm (?:run )?test|bun test|npx (?:vitest|jest|playwright)|vitest|jest|pytest|python3? -m (?:pytest|unittest)|cargo (?:nextest|test)|go test|make (?:test|check)|mvn test|(?:\.\/)?gradlew? test|dotnet test|rspec|phpunit|node --test|deno test|mix test)(?:[\s;&|)]|$)/

const MOST_PROMPT = 2_000
const MOST_COMMAND = 1_000
const MOST_CALLS = 20
const MOST_SESSIONS = 500

interface Turn {
  readonly prompt: string
  /** Calls of tools that run tests, and have not answered yet. */
  readonly tests: readonly string[]
  /** How the last tests ended; null: there were none. */
  readonly didPass: boolean | null
}

const OF_INTEREST = new Set(['user_message', 'tool_use', 'tool_result'])
const NONE: Turn = { prompt: '', tests: [], didPass: null }

/** What the latest turn of each session was asked for, and whether its last tests passed. Bounded; nothing of it is stored. */
export class TurnFacts {
  readonly #turns = new Map<SessionId, Turn>()

  promptOf(id: SessionId): string {
    return this.#turns.get(id)?.prompt ?? ''
  }

  /** What the turn reached, now that it has ended. */
  milestoneOf(id: SessionId): Milestone {
    return this.#turns.get(id)?.didPass === true ? 'tests_pass' : 'turn_done'
  }

  /** An event of a session, as it was published. */
  take({ session_id, type, seq, payload }: LinkEvent): void {
    // Results are long, and those of tests alone matter.
    const awaits = type !== 'tool_result' || (this.#turns.get(session_id)?.tests.length ?? 0) > 0
    const isOfInterest = seq !== null && OF_INTEREST.has(type) && awaits
    const event = isOfInterest ? DurableEvent.safeParse(JSON.parse(payload.toString('utf8'))).data : undefined
    if (event !== undefined) {
      this.#apply(session_id, event)
    }
  }

  #apply(session_id: SessionId, event: DurableEvent): void {
    const turn = this.#turns.get(session_id) ?? NONE
    if (event.type === 'user_message') {
      this.#keep(session_id, { ...NONE, prompt: (event.content ?? '').slice(0, MOST_PROMPT) })
    } else if (event.type === 'tool_use' && isTestRun(event.data.name, event.data.input)) {
      this.#keep(session_id, { ...turn, tests: [...turn.tests.slice(-MOST_CALLS), event.data.tool_use_id] })
    } else if (event.type === 'tool_result' && turn.tests.includes(event.data.tool_use_id)) {
      this.#keep(session_id, { ...turn, didPass: !event.data.is_error })
    }
  }

  #keep(id: SessionId, turn: Turn): void {
    this.#turns.delete(id)
    this.#turns.set(id, turn)
    const [oldest] = this.#turns.keys()
    if (this.#turns.size > MOST_SESSIONS && oldest !== undefined) {
      this.#turns.delete(oldest)
    }
  }
}

function isTestRun(tool: string, input: Readonly<Record<string, unknown>>): boolean {
  const command = tool === 'Bash' ? input['command'] : null
  return typeof command === 'string' && TESTS.test(command.slice(0, MOST_COMMAND))
}
