import type { ApprovalId } from '#shared/ids.ts'
import type { NewEvent } from '#shared/session/events.ts'
import type { Approval } from '#shared/session/session.ts'
import { canonicalJson } from '#server/platform/canonicalJson.ts'
import { closeRefused, quietRefusal } from '../approvals/quietRefusal.ts'
import { type SessionCore, statusChange, statusOf } from '../core/sessionCore.ts'
import type { AgentAnswer } from '../ports/agent.ts'

/** Calls of a conversation that are remembered as open. */
const MOST_OPEN = 200

/**
 * What Claude Code asks in a terminal that drives the session, as approvals that every device can answer. It asks there as
 * well: whoever answers first, there or here, has answered.
 */
export class TerminalQuestions {
  readonly #core: SessionCore
  /** Calls without a result, as the transcript tells them. */
  readonly #open = new Map<string, { readonly name: string; readonly input: string }>()

  constructor(core: SessionCore) {
    this.#core = core
  }

  /** The id of a call that waits with just this input; null: the transcript tells of none. */
  callOf(name: string, input: Readonly<Record<string, unknown>>): string | null {
    const wanted = canonicalJson(input)
    const found = [...this.#open].findLast(([id, call]) => {
      const isAsked = this.#core.journal.header.approvals.some(({ tool_use_id }) => tool_use_id === id)
      return !isAsked && call.name === name && call.input === wanted
    })
    return found?.[0] ?? null
  }

  /** Shows a request to everybody. `onAnswer` is called once, unless it is withdrawn before. */
  async ask(request: Approval, onAnswer: (answer: AgentAnswer) => void): Promise<void> {
    const { deps, journal, askedInTerminal } = this.#core
    askedInTerminal.set(request.approval_id, onAnswer)
    const judged = await deps.judge.judge(request, journal.session.workspace_path)
    if (askedInTerminal.get(request.approval_id) !== onAnswer) {
      return
    }
    const approval = { ...request, ...judged }
    journal.commit(
      [{ type: 'approval_requested', data: approval }, ...statusChange(journal, 'WAITING')],
      [{ kind: 'approval_opened', approval }],
    )
  }

  /** What Claude is told at once instead of waiting for an answer; null: it waits. */
  refusal(request: Pick<Approval, 'kind'>): string | null {
    return quietRefusal(this.#core, request)
  }

  /** Shows everybody what was asked and refused at once. */
  async noteRefused(request: Approval, message: string): Promise<void> {
    const { deps, journal } = this.#core
    const approval = { ...request, ...(await deps.judge.judge(request, journal.session.workspace_path)) }
    journal.commit([{ type: 'approval_requested', data: approval }], [{ kind: 'approval_opened', approval }])
    closeRefused(this.#core, approval, message)
  }

  /** It was answered in the terminal, or is not asked any more. No-op for one that was answered here. */
  withdraw(id: ApprovalId): void {
    const { journal, askedInTerminal } = this.#core
    if (!askedInTerminal.delete(id) || !journal.header.approvals.some(({ approval_id }) => approval_id === id)) {
      return
    }
    const outcome = { approval_id: id, decision: 'cancelled', answered_by: null, message: SETTLED_THERE } as const
    const left = journal.header.approvals.length - 1
    journal.commit(
      [{ type: 'approval_resolved', data: outcome }, ...statusChange(journal, statusOf(this.#core, left))],
      [{ kind: 'approval_closed', outcome }],
    )
  }

  withdrawAll(): void {
    this.#open.clear()
    ;[...this.#core.askedInTerminal.keys()].forEach((id) => this.withdraw(id))
  }

  /** A call that has its result waits for nobody. */
  noteAll(events: readonly NewEvent[]): void {
    for (const event of events) {
      if (event.type === 'tool_use') {
        this.#open.set(event.data.tool_use_id, { name: event.data.name, input: canonicalJson(event.data.input) })
        this.#forgetOldest()
      } else if (event.type === 'tool_result') {
        this.#open.delete(event.data.tool_use_id)
        this.#settled(event.data.tool_use_id)
      }
    }
  }

  #settled(toolUseId: string): void {
    for (const { approval_id, tool_use_id } of this.#core.journal.header.approvals) {
      if (tool_use_id === toolUseId) {
        this.withdraw(approval_id)
      }
    }
  }

  #forgetOldest(): void {
    const [oldest] = this.#open.keys()
    if (this.#open.size > MOST_OPEN && oldest !== undefined) {
      this.#open.delete(oldest)
    }
  }
}

const SETTLED_THERE = 'Answered in the terminal.'
