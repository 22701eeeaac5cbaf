import * as z from 'zod'
import type { FolderTrust } from '#shared/session/trust.ts'
import type { InspectedFolder } from '#server/host/sessions/ports/folderTrust.ts'
import { createDeferred } from '../protocol/deferred.ts'
import type { ControlRequestLine } from '../protocol/messages.ts'
import { liesAbove } from './shownCommands.ts'

/** The name under which Claude Code calls the guard. */
export const FOLDER_GUARD = 'folder_guard'

export interface FolderGuardDeps {
  readonly inspectAgain: () => Promise<InspectedFolder>
  readonly write: (line: Record<string, unknown>) => void
  /** `isStale`: Claude Code was started with what is not there any more. */
  readonly onChanged: (change: { readonly trust: FolderTrust; readonly isStale: boolean }) => void
}

const Call = z.looseObject({
  subtype: z.literal('hook_callback'),
  callback_id: z.literal(FOLDER_GUARD),
  input: z
    .looseObject({
      hook_event_name: z.string().optional(),
      source: z.string().optional(),
      command_name: z.string().optional(),
      command_source: z.string().optional(),
    })
    .optional(),
})
type Input = z.infer<typeof Call>['input']

/**
 * Stands between a running Claude Code and the files of its folder. Claude Code takes up changed settings, agents, commands
 * and skills at once (measured), but asks a `ConfigChange` hook first, also where hooks are switched off: what is not what
 * the process was started with is kept out. It still gets in where Claude Code reads all its settings anew (it writes some
 * of its own, `/clear`), so whoever hears `onChanged` lets another process go on.
 */
export class FolderGuard {
  readonly #deps: FolderGuardDeps
  readonly #started: InspectedFolder
  #seen: string
  #commands: readonly string[] = []
  readonly #hasCommands = createDeferred()

  constructor(started: InspectedFolder, deps: FolderGuardDeps) {
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
    void this.#answer(line.request_id, call.data.input)
    return true
  }

  /** The commands that Claude Code knew when it had started; empty when it did not say. */
  noteCommands(names: readonly string[]): void {
    this.#commands = names
    this.#hasCommands.resolve()
  }

  /** Reports a change, once for each. Resolves with whether the folder is what the process was started with. */
  async check(): Promise<boolean> {
    const now = await this.#deps.inspectAgain().catch(() => null)
    if (now === null) {
      // What cannot be read is not what was shown.
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

  async #answer(request_id: string, input: Input): Promise<void> {
    const reason = await (input?.hook_event_name === 'UserPromptExpansion'
      ? this.#againstCommand(input)
      : this.#againstChange(input?.source))
    const response = reason === null ? {} : { decision: 'block', reason }
    this.#write(request_id, response)
  }

  async #againstChange(source: string | undefined): Promise<string | null> {
    return (await this.check()) || source === 'user_settings' ? null : NOT_SHOWN
  }

  /**
   * Claude Code finds skills in folders below its own when it reads a file there (measured). It asks before it uses one by
   * itself; typed by a person, one may do at once what its file allows, and nobody was shown that.
   */
  async #againstCommand({ command_name: name = '', command_source }: NonNullable<Input>): Promise<string | null> {
    if (command_source !== 'projectSettings') {
      return null
    }
    await this.#hasCommands.promise
    return this.#commands.includes(name) || (await liesAbove(this.#started.folder, name)) ? null : NOT_OF_THIS_FOLDER
  }

  #write(request_id: string, response: Record<string, unknown>): void {
    this.#deps.write({ type: 'control_response', response: { subtype: 'success', request_id, response } })
  }
}

const NOT_SHOWN = 'What this folder brings has changed; Homeport asks its person first.'
const NOT_OF_THIS_FOLDER =
  'This skill lies in a folder below, and what it allows was not shown to you. Nothing was done; start a session in that folder to use it, or ask Claude to.'
