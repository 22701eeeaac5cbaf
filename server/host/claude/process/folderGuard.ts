import * as z from 'zod'
import type { FolderTrust } from '#shared/session/trust.ts'
import type { FolderLook } from '#server/host/sessions/folderTrust.ts'
import type { ControlRequestLine } from '../protocol/messages.ts'

/** The name under which Claude Code calls the guard. */
export const FOLDER_GUARD = 'folder_guard'

export interface FolderGuardDeps {
  readonly lookAgain: () => Promise<FolderLook>
  readonly write: (line: Record<string, unknown>) => void
  /** `isStale`: Claude Code was started with what is not there any more. */
  readonly onChanged: (change: { readonly trust: FolderTrust; readonly isStale: boolean }) => void
}

const Call = z.looseObject({
  subtype: z.literal('hook_callback'),
  callback_id: z.literal(FOLDER_GUARD),
  input: z.looseObject({ source: z.string().optional() }).optional(),
})

/**
 * Stands between a running Claude Code and the files of its folder. Claude Code takes up changed settings, agents, commands
 * and skills at once (measured), but asks a `ConfigChange` hook first, also where hooks are switched off: what is not what
 * the process was started with is kept out. It still gets in where Claude Code reads all its settings anew (it writes some
 * of its own, `/clear`), so whoever hears `onChanged` lets another process go on.
 */
export class FolderGuard {
  readonly #deps: FolderGuardDeps
  readonly #started: FolderLook
  #seen: string

  constructor(started: FolderLook, deps: FolderGuardDeps) {
    this.#deps = deps
    this.#started = started
    this.#seen = started.trust.fingerprint
  }

  /** True when the request was for the guard; it answers by itself. */
  take(line: ControlRequestLine): boolean {
    const call = Call.safeParse(line.request)
    if (!call.success) {
      return false
    }
    void this.#answer(line.request_id, call.data.input?.source ?? '')
    return true
  }

  /** Tells of a change, once for each. Resolves with whether the folder is what the process was started with. */
  async check(): Promise<boolean> {
    const now = await this.#deps.lookAgain().catch(() => null)
    if (now === null) {
      // What cannot be looked at is not what was shown.
      return false
    }
    const { fingerprint } = now.trust
    if (fingerprint !== this.#seen) {
      this.#seen = fingerprint
      const isStale = this.#started.isInForce && fingerprint !== this.#started.trust.fingerprint
      this.#deps.onChanged({ trust: now.trust, isStale })
    }
    return fingerprint === this.#started.trust.fingerprint && now.folder === this.#started.folder
  }

  async #answer(request_id: string, source: string): Promise<void> {
    const isSame = await this.check()
    const response = isSame || source === 'user_settings' ? {} : { decision: 'block', reason: NOT_SHOWN }
    this.#deps.write({ type: 'control_response', response: { subtype: 'success', request_id, response } })
  }
}

const NOT_SHOWN = 'What this folder brings has changed; Homeport asks its person first.'
