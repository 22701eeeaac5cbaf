import { HomeportError, readDetails } from '#shared/errors.ts'
import type { MessageId } from '#shared/ids.ts'
import type { Effort } from '#shared/session/effort.ts'
import type { RewindChanges } from '#shared/operations/rewind.ts'
import { PermissionMode } from '#shared/session/status.ts'
import type { ControlChannel } from '../protocol/control.ts'
import { readRewindAnswer } from '../protocol/rewindAnswer.ts'

/** What is asked of a process while it runs: one request each, over its own stream. */
export class ProcessRequests {
  readonly #control: ControlChannel

  constructor(control: ControlChannel) {
    this.#control = control
  }

  /** Takes back a message from Claude Code's own queue. False: it is too late, or nobody answers. */
  async recall(messageId: MessageId): Promise<boolean> {
    try {
      const answer = await this.#control.request({ subtype: 'cancel_async_message', message_uuid: messageId })
      return answer['cancelled'] === true
    } catch {
      return false
    }
  }

  /** @throws HomeportError SESSION_003 */
  async interrupt(): Promise<void> {
    await this.#control.request({ subtype: 'interrupt' })
  }

  /** @throws HomeportError SESSION_003 */
  async stopTask(taskId: string): Promise<void> {
    await this.#control.request({ subtype: 'stop_task', task_id: taskId })
  }

  /** Returns the full name of the model in force. @throws HomeportError SESSION_003 */
  async setModel(model: string): Promise<string> {
    const answer = await this.#control.request({ subtype: 'set_model', model })
    return typeof answer['model'] === 'string' ? answer['model'] : model
  }

  /** Returns the mode in force. @throws HomeportError SESSION_003 */
  async setPermissionMode(mode: PermissionMode): Promise<PermissionMode> {
    try {
      const answer = await this.#control.request({ subtype: 'set_permission_mode', mode })
      return PermissionMode.safeParse(answer['mode']).data ?? mode
    } catch (error) {
      throw readDetails(error, 'SESSION_003')?.error_code === 'bypass_not_launched' ? NOT_BYPASSED : error
    }
  }

  /** What the process has cost, in US dollars; null: it does not say. */
  async cost(): Promise<number | null> {
    const answer = await this.#control.request({ subtype: 'get_session_cost' }).catch(() => null)
    const text = typeof answer?.['text'] === 'string' ? answer['text'].slice(0, 1000) : ''
    const said = /cost: *\$(\d{1,9}(?:\.\d{1,9})?)/.exec(text)?.[1]
    return said === undefined ? null : Number(said)
  }

  /** In force from the next turn on; null: what Claude Code takes by itself. @throws HomeportError SESSION_003 */
  async setEffort(effort: Effort | null): Promise<void> {
    await this.#control.request({ subtype: 'apply_flag_settings', settings: { effortLevel: effort } })
  }

  /**
   * `isTrial`: touches no file. @throws HomeportError SESSION_003, also where it cannot go back there; and where it does
   * not say whether it did.
   */
  async rewindFiles(messageId: MessageId, { isTrial }: { readonly isTrial: boolean }): Promise<RewindChanges> {
    const request = { subtype: 'rewind_files', user_message_id: messageId, dry_run: isTrial }
    const asked = isTrial
      ? this.#control.request(request)
      : this.#control.request(request, { timeoutMs: REWIND_TIMEOUT_MS }).catch((error: unknown) => {
          throw notCertain(error)
        })
    return readRewindAnswer(await asked)
  }
}

/** Many large files, on a slow disk: who is told that it failed would do it again beside it. */
const REWIND_TIMEOUT_MS = 120_000

function notCertain(error: unknown): HomeportError {
  const reason = error instanceof HomeportError ? error.message : String(error)
  return new HomeportError(
    'SESSION_003',
    `It is not certain whether the files were put back. ${reason} Look at the files before you go on.`,
  )
}

const NOT_BYPASSED = new HomeportError(
  'SESSION_003',
  'Claude Code runs without asking only when it was started that way. The mode is unchanged; start a new session in that mode.',
)
