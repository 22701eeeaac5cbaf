import * as z from 'zod'
import type { ProgramEnd, ProgramListener, RunnerMark } from '../../runners/runner.ts'
import type { Runner } from '../../runners/runner.ts'
import { INITIALIZE } from '../process/handshake.ts'
import { type RunningClaude, type SpawnRequest, spawnClaude } from '../process/spawnClaude.ts'

/** Of what it says before anybody reads it. More than that is nothing that a session could go on from. */
const MOST_BYTES = 256 * 1024

const GRACE_MS = 1_000

/** Of the first request, which is made here in the place of whoever takes the process. */
const OWN_ID = 'waiting'

const LINE_END = 0x0a

const Answer = z.looseObject({
  type: z.literal('control_response'),
  response: z.looseObject({ request_id: z.literal(OWN_ID) }),
})
type Answer = z.infer<typeof Answer>

const Asked = z.looseObject({ type: z.literal('control_request'), request_id: z.string() })
const First = Asked.extend({ request: z.looseObject({ subtype: z.literal('initialize') }) })

/**
 * A Claude Code that has started and waits for its first prompt. It belongs to no session yet. It is guarded from its first line
 * on, as any other is: a change of settings that it asks about is refused, and makes it useless.
 */
export class SpareProcess {
  readonly running: RunningClaude
  readonly #held: ['onStdout' | 'onStderr', Buffer][] = []
  #bytes = 0
  /** A line that has not come to its end. */
  #rest: Buffer = Buffer.alloc(0)
  #answer: Answer | null = null
  /** The id under which whoever takes it asks for that answer. */
  #askedAs: string | null = null
  #isTold = false
  #isTaken = false
  #hasChanged = false
  #listener: ProgramListener | null = null
  #end: ProgramEnd | null = null

  constructor(request: SpawnRequest, runner: Runner) {
    this.running = spawnClaude(
      { ...request, runner },
      {
        onStdout: (chunk) => this.#read(chunk),
        onStderr: (chunk) => this.#take('onStderr', chunk),
        onGone: (end) => {
          this.#end = end
          this.#listener?.onGone(end)
        },
      },
    )
    this.running.write({ type: 'control_request', request_id: OWN_ID, request: INITIALIZE })
  }

  /** It has ended, was to take up other settings, or said so much that it cannot be handed over whole. */
  get isUseless(): boolean {
    return this.#end !== null || this.#hasChanged || this.#bytes > MOST_BYTES || this.running.identity === null
  }

  /** From now on the listener hears it, first what it has said so far. Its first request is answered from here. Once. */
  handOver(listener: ProgramListener): RunningClaude {
    this.#isTaken = true
    // Whoever takes it has no hold of it before this returns.
    queueMicrotask(() => {
      this.#listener = listener
      this.#held.splice(0).forEach(([kind, chunk]) => listener[kind](chunk))
      this.#tell()
      if (this.#end !== null) {
        listener.onGone(this.#end)
      }
    })
    return { ...this.running, write: (line) => this.#write(line) }
  }

  /** Ends it with all that it started. */
  async end(runner: Runner, mark: RunnerMark): Promise<void> {
    const { identity, endInput } = this.running
    if (identity !== null) {
      // The end of its input is the end of a conversation that never began: it goes at once.
      endInput()
      await runner.stop(identity, { grace_ms: GRACE_MS, mark })
    }
  }

  #write(line: Record<string, unknown>): void {
    const first = this.#askedAs === null ? First.safeParse(line) : null
    if (first?.success === true) {
      this.#askedAs = first.data.request_id
      this.#tell()
    } else {
      this.running.write(line)
    }
  }

  /** The answer to the first request, to whoever asks for it. From then on nothing is read here any more. */
  #tell(): void {
    const [answer, request_id, listener] = [this.#answer, this.#askedAs, this.#listener]
    if (this.#isTold || answer === null || request_id === null || listener === null) {
      return
    }
    this.#isTold = true
    const told = { ...answer, response: { ...answer.response, request_id } }
    listener.onStdout(Buffer.from(`${JSON.stringify(told)}\n`))
    listener.onStdout(this.#rest)
    this.#rest = Buffer.alloc(0)
  }

  #read(chunk: Buffer): void {
    if (this.#isTold) {
      this.#listener?.onStdout(chunk)
      return
    }
    this.#bytes += chunk.length
    if (this.#bytes > MOST_BYTES && !this.#isTaken) {
      return
    }
    this.#rest = Buffer.concat([this.#rest, chunk])
    for (let end = this.#rest.indexOf(LINE_END); end !== -1 && !this.#isTold; end = this.#rest.indexOf(LINE_END)) {
      const line = this.#rest.subarray(0, end + 1)
      this.#rest = this.#rest.subarray(end + 1)
      this.#readLine(line)
    }
  }

  #readLine(line: Buffer): void {
    const said = parse(line)
    const answer = Answer.safeParse(said)
    const asked = this.#isTaken ? null : Asked.safeParse(said)
    if (answer.success) {
      this.#answer = answer.data
      this.#tell()
    } else if (asked?.success === true) {
      this.#hasChanged = true
      const response = { decision: 'block', reason: 'Nobody was shown this.' }
      const { request_id } = asked.data
      this.running.write({ type: 'control_response', response: { subtype: 'success', request_id, response } })
    } else {
      this.#take('onStdout', line)
    }
  }

  #take(kind: 'onStdout' | 'onStderr', chunk: Buffer): void {
    if (this.#listener !== null) {
      this.#listener[kind](chunk)
      return
    }
    this.#bytes += kind === 'onStderr' ? chunk.length : 0
    if (this.#bytes <= MOST_BYTES || this.#isTaken) {
      this.#held.push([kind, chunk])
    }
  }
}

function parse(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'))
  } catch {
    return null
  }
}
