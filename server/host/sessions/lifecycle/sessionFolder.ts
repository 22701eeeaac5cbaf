import { needsTrust } from '#shared/session/trust.ts'
import type { InspectedFolder } from '../ports/folderTrust.ts'
import { folderChanged, folderTrusted, folderUntrusted } from './folderNotices.ts'
import type { ProcessLifecycle } from './processLifecycle.ts'
import type { SessionCore } from '../core/sessionCore.ts'

/** What a session does about the folder it works in: notices what it brings, and applies its person's decision about that. */
export class SessionFolder {
  readonly #core: SessionCore
  readonly #lifecycle: ProcessLifecycle
  /** One inspection after the other, in the order of the calls. */
  #inspecting: Promise<void> = Promise.resolve()

  constructor(core: SessionCore, lifecycle: ProcessLifecycle) {
    this.#core = core
    this.#lifecycle = lifecycle
  }

  /** Inspects the folder again: what it brings may have changed. Viewers are notified when it has. */
  refresh(): Promise<void> {
    this.#inspecting = this.#inspecting.then(() => this.#inspect())
    return this.#inspecting
  }

  /** The same, where a process would go on with what it was started with. A start inspects it anyway. */
  async refreshBeforePrompt(): Promise<void> {
    if (this.#core.run !== null) {
      await this.refresh()
    }
  }

  /** The session's person trusts what was seen: a process that runs is replaced as soon as no turn does. */
  trusted({ trust }: InspectedFolder, by: string): void {
    const { journal } = this.#core
    journal.patch({ trust })
    const inForce = journal.session.status === 'TERMINATED' ? 'next_start' : this.#lifecycle.renew('folder_trusted')
    journal.commit([folderTrusted(by, inForce)])
  }

  /** Its person has taken that back. */
  untrusted({ trust }: InspectedFolder, by: string): void {
    const { journal } = this.#core
    journal.patch({ trust })
    const inForce = journal.session.status === 'TERMINATED' ? 'next_start' : this.#lifecycle.renew('folder_untrusted')
    journal.commit([folderUntrusted(by, inForce)])
  }

  async #inspect(): Promise<void> {
    const { deps, journal } = this.#core
    const { user_id, workspace_path } = journal.session
    const { trust } = await deps.trust.inspect(user_id, workspace_path)
    const before = journal.session.trust
    if (JSON.stringify(trust) === JSON.stringify(before)) {
      return
    }
    journal.show({ trust })
    if (this.#core.run !== null && needsTrust(trust) && !needsTrust(before)) {
      journal.commit([folderChanged()])
      this.#lifecycle.renew('folder_changed')
    }
  }
}
