import { HomeportError } from '#shared/errors.ts'
import { MessageId } from '#shared/ids.ts'
import type { MessageTiming } from '#shared/operations/turn.ts'
import type { NewEvent } from '#shared/session/events.ts'
import type { AgentRun } from '../core/agentRun.ts'
import type { RowChange, StoredMessage } from '../ports/sessionPorts.ts'
import { nextPrompt, putBackHeld, recalled } from './queueEdits.ts'
import { attached, contentsOf, withAttachments } from './attached.ts'
import { assertRoom } from './queueRoom.ts'
import type { SentPrompts } from './sentPrompts.ts'
import { awaitsTurn, isOpen } from '../core/processPhase.ts'
import { statusChange, statusEvent, statusOf } from '../core/sessionCore.ts'
import type { SessionCore } from '../core/sessionCore.ts'
import { isEmptyTurn, withUsage } from './turnEnd.ts'
import type { TurnEnd } from './turnEnd.ts'

export interface Prompt {
  readonly content: string
  readonly when: MessageTiming
  readonly idempotency_key?: string | undefined
  readonly author: string
  /** Hashes of what the session holds. */
  readonly attachments?: readonly string[] | undefined
}

export interface Accepted {
  readonly message_id: MessageId
  /** How many prompts and running turns come before it. 0: it goes as soon as Claude can take it. */
  readonly position: number
}

/** sent: Claude has it · queued: it waits here. */
type Placed = Accepted & { readonly state: 'sent' | 'queued' }

/**
 * Prompts on their way to Claude: at once when it is idle (or shall be steered), else in order, one per turn.
 * A prompt is in the log and in the database before Claude has it.
 */
export class TurnQueue {
  readonly #core: SessionCore
  /** Prompts whose `user_message` is in the log already, but which a lost process never took. */
  #again: readonly StoredMessage[] = []
  /** A turn of Claude's own that ended while a prompt waited for its answer. */
  #carried: TurnEnd | null = null

  constructor(core: SessionCore) {
    this.#core = core
  }

  /** @throws HomeportError SESSION_003 when the queue is full. */
  accept(prompt: Prompt): Placed {
    const { journal, deps, run } = this.#core
    const known = this.#known(prompt.idempotency_key)
    if (known !== null) {
      return known
    }
    const stored: StoredMessage = {
      message: {
        message_id: MessageId.parse(deps.ids.uuid()),
        content: prompt.content,
        created_at: deps.clock.timestamp(),
        ...withAttachments(attached(this.#core, prompt.attachments ?? [])),
      },
      state: 'sent',
      timing: prompt.when,
      author: prompt.author,
    }
    const added = (message: StoredMessage): RowChange => {
      return { kind: 'message_added', message, idempotency_key: prompt.idempotency_key ?? null }
    }
    if (run !== null && this.#mayGoAtOnce(run, prompt.when)) {
      this.#handOver(run, stored, { change: added(stored) })
      return { message_id: stored.message.message_id, position: 0, state: 'sent' }
    }
    const queue = [...journal.header.queue, stored.message]
    assertRoom(queue)
    journal.commit([{ type: 'queue_changed', data: { queue } }], [added({ ...stored, state: 'queued' })])
    return { message_id: stored.message.message_id, position: this.#before(queue.length - 1), state: 'queued' }
  }

  /** A prompt that waits goes at once, whatever runs. No-op where no process can take it: it waits on. */
  sendNow(messageId: MessageId, timing: MessageTiming): void {
    const { journal, deps, run } = this.#core
    const stored = deps.store.message(journal.session.id, messageId)
    if (run !== null && stored?.state === 'queued' && this.#mayGoAtOnce(run, timing)) {
      const change = { kind: 'messages_moved', ids: [messageId], state: 'sent' } as const
      this.#handOver(run, { ...stored, timing }, { change })
    }
  }

  /** Takes a waiting prompt out. @throws HomeportError SESSION_003 once Claude has it, SESSION_002 when unknown. */
  async cancel(messageId: MessageId): Promise<void> {
    const { journal, deps, run } = this.#core
    const queue = journal.header.queue.filter(({ message_id }) => message_id !== messageId)
    const moved = { kind: 'messages_moved', ids: [messageId], state: 'cancelled' } as const
    if (queue.length < journal.header.queue.length) {
      journal.commit([{ type: 'queue_changed', data: { queue } }], [moved])
      return
    }
    const stored = deps.store.message(journal.session.id, messageId)
    if (stored === null) {
      throw new HomeportError('SESSION_002', 'This session has no such message.')
    }
    if (stored.state === 'cancelled') {
      return
    }
    if (stored.state === 'done' || run === null || !(await run.process.recall(messageId))) {
      throw new HomeportError(
        'SESSION_003',
        'Claude has this message already. Stop the turn if it should not be answered.',
      )
    }
    journal.commit([recalled(messageId)], [moved])
  }

  /** Those that were to be sent again wait as well, held. */
  holdAgain(): void {
    putBackHeld(this.#core, this.#again)
    this.#again = []
  }

  /** What Claude holds in its own queue comes back, held: a person stops it, and nothing more shall begin. */
  async takeBack(run: AgentRun): Promise<void> {
    const { deps, journal } = this.#core
    const back = []
    for (const id of run.ahead()) {
      const stored = deps.store.message(journal.session.id, id)
      if (stored !== null && (await run.process.recall(id))) {
        run.unhand(id)
        back.push(stored)
      }
    }
    putBackHeld(this.#core, back)
  }

  /** These were logged as sent but are not in Claude's transcript: they go first, without a second log entry. */
  sendAgain(messages: readonly StoredMessage[]): void {
    this.#again = messages
  }

  /** What was sent to a process that was replaced: Claude has it, or gets it again. */
  takeUp(sent: SentPrompts | null): void {
    if (sent !== null && sent.held.length > 0) {
      const ids = sent.held.map(({ message }) => message.message_id)
      this.#core.journal.commit([], [{ kind: 'messages_moved', ids, state: 'done' }])
    }
    this.sendAgain(sent?.lost ?? this.#again)
  }

  /** The process that should have taken those died as well: they wait like any other prompt. */
  putBack(): { readonly events: NewEvent[]; readonly changes: RowChange[] } {
    const messages = this.#again.map(({ message }) => message)
    this.#again = []
    const queue = [...messages, ...this.#core.journal.header.queue]
    const ids = messages.map(({ message_id }) => message_id)
    return ids.length === 0
      ? { events: [], changes: [] }
      : {
          events: [{ type: 'queue_changed', data: { queue } }],
          changes: [{ kind: 'messages_moved', ids, state: 'queued' }],
        }
  }

  /** The process can take a prompt: the next one goes. No-op while a turn runs, files are put back, or nothing waits. */
  advance(): void {
    const { run, phase, journal, deps } = this.#core
    if (run === null || !isOpen(phase) || run.isRewinding || !this.#mayWrite(run)) {
      return
    }
    if (this.#again.length > 0) {
      this.#resend(run)
      return
    }
    const next = nextPrompt(journal.header)
    if (next === undefined || run.inTurn) {
      return
    }
    const stored = deps.store.message(journal.session.id, next.message_id)
    if (stored !== null) {
      this.#handOver(run, stored, { change: { kind: 'messages_moved', ids: [next.message_id], state: 'sent' } })
    }
  }

  /** A turn is over: it is logged, its prompts are settled, and the next prompt's turn begins. */
  turnEnded(run: AgentRun, update: TurnEnd, before: readonly NewEvent[]): void {
    if (update.is_own === true) {
      this.#ownTurnEnded(run, update, before)
      return
    }
    const { kind: _, models, ...turn } = withUsage(update, this.#carried)
    this.#carried = null
    const shares = models === undefined ? {} : { models: [...models] }
    const data = { ...turn, ...shares, files_changed: [...turn.files_changed] }
    const { journal } = this.#core
    const settled = run.endTurn()
    const next = isOpen(this.#core.phase) && !run.inTurn ? nextPrompt(journal.header) : undefined
    const status = statusOf(this.#core, journal.header.approvals.length)
    // With a prompt waiting the session goes straight into its next turn, without looking idle in between.
    const after = next === undefined || status === 'WAITING' ? statusChange(journal, status) : []
    const restarted = run.inTurn && status === 'WORKING' ? [statusEvent('WORKING')] : after
    journal.commit(
      [...before, { type: 'turn_completed', data }, ...restarted],
      settled.length > 0 ? [{ kind: 'messages_moved', ids: settled, state: 'done' }] : [],
    )
    this.advance()
  }

  /** Claude's own turn ends no prompt: where one waits for its answer, what it used is counted with that answer. */
  #ownTurnEnded(run: AgentRun, update: TurnEnd, before: readonly NewEvent[]): void {
    run.endOwnTurn()
    const { is_own: _, ...turn } = withUsage(update, this.#carried)
    if (run.inTurn) {
      this.#carried = turn
      this.#core.journal.commit(before)
      return
    }
    this.#carried = null
    if (isEmptyTurn(turn) && before.length === 0) {
      this.#core.journal.commit(
        statusChange(this.#core.journal, statusOf(this.#core, this.#core.journal.header.approvals.length)),
      )
      this.advance()
      return
    }
    this.turnEnded(run, turn, before)
  }

  #known(key: string | undefined): Placed | null {
    const { journal, deps } = this.#core
    const known = key === undefined ? null : deps.store.messageByKey(journal.session.id, key)
    if (known === null) {
      return null
    }
    const { message_id } = known.message
    const index = journal.header.queue.findIndex((message) => message.message_id === message_id)
    return index === -1
      ? { message_id, position: 0, state: 'sent' }
      : { message_id, position: this.#before(index), state: 'queued' }
  }

  /** What comes before the prompt at `index` in the queue. Those that are held do not go before it. */
  #before(index: number): number {
    const { run, phase, journal } = this.#core
    const isBusy = run?.inTurn === true || awaitsTurn(phase)
    const going = journal.header.queue.slice(0, index).filter(({ held }) => held !== true)
    return this.#again.length + going.length + (isBusy ? 1 : 0)
  }

  #mayGoAtOnce(run: AgentRun, when: MessageTiming): boolean {
    if (!isOpen(this.#core.phase) || run.isRewinding || this.#again.length > 0 || !this.#mayWrite(run)) {
      return false
    }
    return when === 'queue' ? !run.inTurn && nextPrompt(this.#core.journal.header) === undefined : true
  }

  /** Whether the process knows all of the conversation: else its next turn would begin beside what something else wrote. */
  #mayWrite({ inTurn }: AgentRun): boolean {
    const { deps, journal } = this.#core
    return inTurn || deps.writers?.mayWrite(journal.session.id) !== false
  }

  /** Logs the prompt as sent, then sends it. In this order: what Claude got is never missing in the log. */
  #handOver(run: AgentRun, { message, timing, author }: StoredMessage, { change }: { change: RowChange }): void {
    const { journal } = this.#core
    const queue = journal.header.queue.filter(({ message_id }) => message_id !== message.message_id)
    const events: NewEvent[] = [
      {
        type: 'user_message',
        content: message.content,
        data: { message_id: message.message_id, author, ...withAttachments(message.attachments) },
      },
    ]
    if (queue.length < journal.header.queue.length) {
      events.push({ type: 'queue_changed', data: { queue } })
    }
    if (!run.inTurn && journal.header.approvals.length === 0) {
      events.push(statusEvent('WORKING'))
    }
    journal.commit(events, [change])
    run.hand(message.message_id, timing)
    const attachments = contentsOf(this.#core, message)
    run.send({ message_id: message.message_id, content: message.content, timing, attachments })
  }

  #resend(run: AgentRun): void {
    const messages = this.#again
    this.#again = []
    if (!run.inTurn) {
      this.#core.journal.commit([statusEvent('WORKING')])
    }
    for (const { message } of messages) {
      run.hand(message.message_id, 'queue')
      const attachments = contentsOf(this.#core, message)
      run.send({ message_id: message.message_id, content: message.content, timing: 'queue', attachments })
    }
  }
}
