import type { ApprovalId, MessageId } from '#shared/ids.ts'
import type { MessageTiming } from '#shared/operations/turn.ts'
import type { AgentAnswer, AgentMessage, AgentProcess } from '../ports/agent.ts'

interface Handed {
  readonly message_id: MessageId
  readonly timing: MessageTiming
  /** The number of the turn whose end settles it: a prompt sent into a turn may only run in the next one. */
  readonly settles: number
}

/** Tools by which Claude has itself called again later, in the process that it runs in. */
const TIMERS: ReadonlySet<string> = new Set(['ScheduleWakeup', 'CronCreate'])

/**
 * What a session knows about its living process, beside header and phase: nothing of it survives the process.
 */
export class AgentRun {
  readonly process: AgentProcess
  readonly openTools = new Set<string>()
  /** A turn runs, or was asked for by handing a prompt over. */
  inTurn = false
  /** Claude has set a timer in it that begins a turn later: it goes with the process. */
  hasTimers = false
  /** It puts files back: until that is done no prompt goes to it, and nothing replaces it. */
  isRewinding = false
  /** The turn that runs was stopped because it costs more than its person wants. */
  isOverBudget = false
  /** Its own ids of what it waits for, by the ids under which people know it. */
  readonly #requested = new Map<ApprovalId, ApprovalId>()
  /** What is to be said before the first prompt. */
  #preface: string | null
  #turn = 1
  #handed: Handed[] = []

  constructor(process: AgentProcess, preface: string | null) {
    this.process = process
    this.#preface = preface
  }

  noteTool(id: string, name: string): void {
    this.openTools.add(id)
    this.hasTimers ||= TIMERS.has(name)
  }

  /** Whether it has put this question, whatever id of its own it has for it. */
  hasAsked(approvalId: ApprovalId): boolean {
    return this.#requested.has(approvalId)
  }

  noteRequest(approvalId: ApprovalId, own: ApprovalId): void {
    this.#requested.set(approvalId, own)
  }

  answer(approvalId: ApprovalId, answer: AgentAnswer): void {
    this.process.answer(this.#requested.get(approvalId) ?? approvalId, answer)
  }

  /** The id under which people know what the process calls `own`. */
  knownAs(own: ApprovalId): ApprovalId {
    return [...this.#requested].find(([, asked]) => asked === own)?.[0] ?? own
  }

  /** Says a prompt to the process. Commands mean nothing with words before them: the preface waits for another one. */
  send(message: AgentMessage): void {
    const preface = this.#preface
    if (preface === null || message.content.startsWith('/')) {
      this.process.send(message)
      return
    }
    this.#preface = null
    this.process.send({ ...message, content: `${preface}\n\n${message.content}` })
  }

  /** A prompt goes to the process now. */
  hand(message_id: MessageId, timing: MessageTiming): void {
    this.#handed.push({ message_id, timing, settles: this.inTurn ? this.#turn + 1 : this.#turn })
    this.inTurn = true
  }

  /** The process runs these prompts again by itself: its first turn settles them. */
  adopt(messageIds: readonly MessageId[]): void {
    this.#handed.push(
      ...messageIds.map((message_id) => ({ message_id, timing: 'queue' as const, settles: this.#turn })),
    )
  }

  /** A turn that Claude began by itself is over: prompts that were sent into it run in the next one. */
  endOwnTurn(): void {
    this.#turn += 1
    this.#handed = this.#handed.map((handed) => ({ ...handed, settles: Math.max(handed.settles, this.#turn) }))
    this.inTurn = this.#handed.some(({ settles }) => settles === this.#turn)
  }

  /** The turn is over: the prompts it settled. The turn of an urgent prompt follows at once, so one stays running. */
  endTurn(): MessageId[] {
    const settled = this.#handed.filter(({ settles }) => settles <= this.#turn)
    this.#handed = this.#handed.filter(({ settles }) => settles > this.#turn)
    this.#turn += 1
    this.inTurn = this.#handed.some(({ timing }) => timing === 'now')
    return settled.map(({ message_id }) => message_id)
  }

  /** Prompts that wait in Claude's own queue for the turn after the one that runs. */
  ahead(): MessageId[] {
    return this.#handed.filter(({ settles }) => settles > this.#turn).map(({ message_id }) => message_id)
  }

  /** Claude gave it back: no turn settles it any more. */
  unhand(messageId: MessageId): void {
    this.#handed = this.#handed.filter(({ message_id }) => message_id !== messageId)
  }

  /** All prompts that no turn's end has settled. */
  unsettled(): MessageId[] {
    return this.#handed.map(({ message_id }) => message_id)
  }
}
