import type { ApprovalId } from '#shared/ids.ts'
import type { Approval } from '#shared/session/session.ts'
import type { AgentAnswer } from '#server/host/sessions/ports/agent.ts'
import type { ToolRequest, Judgement } from '#server/host/sessions/ports/approvalJudge.ts'
import type { PermissionRule } from '#server/host/sessions/ports/folderTrust.ts'
import { fileNow } from '#server/host/dangers/disk.ts'
import { askingRule } from '../mapping/decider.ts'
import { elicitationApproval, ElicitationRequest, toElicitResult } from '../protocol/elicitation.ts'
import { CanUseTool, type ControlRequestLine } from '../protocol/messages.ts'
import { toApproval, toPermissionResult } from '../protocol/permissions.ts'

export interface PermissionRequestsDeps {
  readonly write: (line: Record<string, unknown>) => void
  /** Judges the request before a person sees it. Never fails. */
  readonly judge: (request: ToolRequest) => Promise<Judgement>
  readonly onRequested: (approval: Approval) => void
  readonly onWithdrawn: (approvalId: ApprovalId) => void
  /** The permission rules that the process was started with. */
  readonly rules: () => readonly PermissionRule[]
  /** What the model gave the tool, which may hold a plan that the request lacks. */
  readonly inputOf: (toolUseId: string) => Readonly<Record<string, unknown>> | undefined
  /** A request that nobody here can answer. It was refused already. */
  readonly onUnknown: (request: ControlRequestLine['request']) => void
}

interface Waiting {
  readonly requestId: string
  /** The body of the answer, as the request wants it. */
  readonly toResponse: (answer: AgentAnswer) => Record<string, unknown>
}

/** The tools and questions that wait for an answer right now. Claude waits without end, and so does this. */
export class PermissionRequests {
  readonly #deps: PermissionRequestsDeps
  readonly #waiting = new Map<ApprovalId, Waiting>()
  /** Requests are reported in the order in which they came, however long each takes to judge. */
  #reported: Promise<void> = Promise.resolve()

  constructor(deps: PermissionRequestsDeps) {
    this.#deps = deps
  }

  get isWaiting(): boolean {
    return this.#waiting.size > 0
  }

  /** Takes a request of Claude's. What is not understood is refused at once, so that Claude does not wait for ever. */
  take(line: ControlRequestLine): void {
    const tool = CanUseTool.safeParse(line.request)
    if (tool.success) {
      const approval = toApproval(tool.data, null)
      const waiting = { requestId: line.request_id, toResponse: toPermissionResult }
      this.#enqueue(approval.approval_id, waiting, async () => {
        const request = toApproval(tool.data, await this.#findPlan(tool.data))
        const decision_reason = request.decision_reason ?? askingRule(tool.data, this.#deps.rules())
        return decision_reason === null ? request : { ...request, decision_reason }
      })
      return
    }
    const request = ElicitationRequest.safeParse(line.request)
    if (request.success) {
      const approval = elicitationApproval(request.data, line.request_id)
      const waiting = { requestId: line.request_id, toResponse: toElicitResult }
      this.#enqueue(approval.approval_id, waiting, async () => approval)
      return
    }
    this.refuse(line.request_id, line.request.subtype)
    this.#deps.onUnknown(line.request)
  }

  /** Answers Claude that the request is not known here. */
  refuse(request_id: string, name: string): void {
    this.#respond({ subtype: 'error', request_id, error: `Homeport does not know the request "${name}".` })
  }

  /** Claude has exited: nothing is reported any more. */
  close(): void {
    this.#waiting.clear()
  }

  #enqueue(approvalId: ApprovalId, waiting: Waiting, read: () => Promise<Approval>): void {
    this.#waiting.set(approvalId, waiting)
    this.#reported = this.#report(waiting, read, this.#reported)
  }

  async #report(waiting: Waiting, read: () => Promise<Approval>, before: Promise<void>): Promise<void> {
    const approval = await read()
    const judgement = await this.#deps.judge(approval)
    await before
    // It may have been withdrawn meanwhile.
    if (this.#waiting.get(approval.approval_id) === waiting) {
      this.#deps.onRequested({ ...approval, ...judgement })
    }
  }

  /** Claude no longer wants to know (an interrupt). No-op for a request that was answered. */
  withdraw(requestId: string): void {
    for (const [approvalId, waiting] of this.#waiting) {
      if (waiting.requestId === requestId) {
        this.#waiting.delete(approvalId)
        this.#deps.onWithdrawn(approvalId)
      }
    }
  }

  /** No-op for an approval that is not open any more. */
  answer(approvalId: ApprovalId, answer: AgentAnswer): void {
    const waiting = this.#waiting.get(approvalId)
    if (waiting === undefined) {
      return
    }
    this.#waiting.delete(approvalId)
    const response = waiting.toResponse(answer)
    this.#respond({ subtype: 'success', request_id: waiting.requestId, response })
  }

  #respond(response: Record<string, unknown>): void {
    this.#deps.write({ type: 'control_response', response })
  }

  /** Newer versions keep a plan in a file and may name only that. */
  async #findPlan(request: CanUseTool): Promise<string | null> {
    const given = this.#deps.inputOf(request.tool_use_id)?.['plan']
    if (typeof given === 'string') {
      return given
    }
    const file = request.input['planFilePath']
    return request.tool_name === 'ExitPlanMode' && typeof file === 'string' ? readPlan(file) : null
  }
}

const MAX_PLAN_BYTES = 256 * 1024

/** The path comes from the model: whatever lies there, it is examined like every foreign file. */
async function readPlan(file: string): Promise<string | null> {
  const plan = await fileNow(file)
  if (plan === null) {
    return null
  }
  const { bytes, is_whole } = plan
  return is_whole && bytes.length <= MAX_PLAN_BYTES ? bytes.toString('utf8') : `The plan is long; it lies in ${file}.`
}
