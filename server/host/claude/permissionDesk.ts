import type { ApprovalId } from '#shared/ids.ts'
import type { Approval } from '#shared/session/session.ts'
import type { AgentAnswer } from '#server/host/sessions/agent.ts'
import type { Asked, Judgement } from '#server/host/sessions/approvalJudge.ts'
import { fileNow } from '#server/host/dangers/disk.ts'
import { CanUseTool, type ControlRequestLine } from './messages.ts'
import { toApproval, toPermissionResult } from './permissions.ts'

export interface PermissionDeskDeps {
  readonly write: (line: Record<string, unknown>) => void
  /** Looks at what is asked, before anybody is asked. Never fails. */
  readonly judge: (asked: Asked) => Promise<Judgement>
  readonly onRequested: (approval: Approval) => void
  readonly onWithdrawn: (approvalId: ApprovalId) => void
  /** What the model gave the tool, which may hold a plan that the request lacks. */
  readonly inputOf: (toolUseId: string) => Readonly<Record<string, unknown>> | undefined
}

/** The tools that wait for an answer right now. Claude waits without end, and so does this. */
export class PermissionDesk {
  readonly #deps: PermissionDeskDeps
  /** Claude's request ids by approval. */
  readonly #waiting = new Map<ApprovalId, string>()
  /** Requests are told in the order in which they came, however long each is looked at. */
  #told: Promise<void> = Promise.resolve()

  constructor(deps: PermissionDeskDeps) {
    this.#deps = deps
  }

  get isWaiting(): boolean {
    return this.#waiting.size > 0
  }

  /** Takes a request of Claude's. What is not understood is refused at once, so that Claude does not wait for ever. */
  take(line: ControlRequestLine): void {
    const request = CanUseTool.safeParse(line.request)
    if (!request.success) {
      const error = `Homeport does not know the request "${line.request.subtype}".`
      this.#respond({ subtype: 'error', request_id: line.request_id, error })
      return
    }
    const { approval_id } = toApproval(request.data, null)
    this.#waiting.set(approval_id, line.request_id)
    this.#told = this.#tell(request.data, line.request_id, this.#told)
  }

  /** Claude has ended: nothing is told any more. */
  close(): void {
    this.#waiting.clear()
  }

  async #tell(request: CanUseTool, requestId: string, before: Promise<void>): Promise<void> {
    const approval = toApproval(request, await this.#findPlan(request))
    const judgement = await this.#deps.judge(approval)
    await before
    // It may have been withdrawn meanwhile.
    if (this.#waiting.get(approval.approval_id) === requestId) {
      this.#deps.onRequested({ ...approval, ...judgement })
    }
  }

  /** Claude no longer wants to know (an interrupt). No-op for a request that was answered. */
  withdraw(requestId: string): void {
    for (const [approvalId, waiting] of this.#waiting) {
      if (waiting === requestId) {
        this.#waiting.delete(approvalId)
        this.#deps.onWithdrawn(approvalId)
      }
    }
  }

  /** No-op for an approval that is not open any more. */
  answer(approvalId: ApprovalId, answer: AgentAnswer): void {
    const requestId = this.#waiting.get(approvalId)
    if (requestId === undefined) {
      return
    }
    this.#waiting.delete(approvalId)
    this.#respond({ subtype: 'success', request_id: requestId, response: toPermissionResult(answer) })
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

/** The path comes from the model: whatever lies there, it is looked at as any foreign file. */
async function readPlan(file: string): Promise<string | null> {
  const plan = await fileNow(file)
  if (plan === null) {
    return null
  }
  const { bytes, is_whole } = plan
  return is_whole && bytes.length <= MAX_PLAN_BYTES ? bytes.toString('utf8') : `The plan is long; it lies in ${file}.`
}
