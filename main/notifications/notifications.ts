import type { ApprovalDecision } from '#shared/session/session.ts'
import type { ElectronParts, NotificationPart } from '../electronApi.ts'
import type { Announcement } from './notify.ts'

/** Older ones are taken away: nobody reads the twenty-first. */
const MAX_SHOWN = 20

export interface NotificationsDeps {
  readonly Notification: ElectronParts['Notification']
  readonly platform: NodeJS.Platform
  readonly onOpen: (announcement: Announcement) => void
  readonly onAnswer: (announcement: Announcement, decision: ApprovalDecision) => void
  /** The system took it and did not show it; `error` in its words. */
  readonly onFailed: (announcement: Announcement, error: string) => void
}

/** The system says at once what became of one, or never. */
const TOLD_WITHIN_MS = 3_000

/** The system's notifications. Those that wait for an answer go away once it was given, here or elsewhere. */
export class Notifications {
  readonly #deps: NotificationsDeps
  readonly #shown = new Map<Announcement, NotificationPart>()

  constructor(deps: NotificationsDeps) {
    this.#deps = deps
  }

  /** No-op where the system shows none. */
  show(announcement: Announcement): void {
    this.#make(announcement)?.show()
  }

  /** Shows one and resolves with what went wrong, for people; null: nothing that the system tells of. */
  async prove(announcement: Announcement): Promise<string | null> {
    const notification = this.#make(announcement)
    if (notification === null) {
      return 'This system shows no notifications.'
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), TOLD_WITHIN_MS)
      const told = (problem: string | null) => {
        clearTimeout(timer)
        resolve(problem)
      }
      notification.on('show', () => told(null))
      notification.on('failed', (_event, error) => told(`The system did not show it: ${error || 'it gave no reason'}.`))
      notification.show()
    })
  }

  #make(announcement: Announcement): NotificationPart | null {
    const { Notification, platform, onOpen, onAnswer, onFailed } = this.#deps
    if (!Notification.isSupported()) {
      return null
    }
    const { title } = announcement
    const body = bodyFor(announcement.body, platform)
    const actions = canAct(platform) && announcement.isAnswerable ? [...ACTIONS] : []
    const notification = new Notification({ title, body, ...(actions.length === 0 ? {} : { actions }) })
    notification.on('click', () => onOpen(announcement))
    notification.on('action', ({ actionIndex }) => onAnswer(announcement, actionIndex === 0 ? 'allow' : 'deny'))
    notification.on('failed', (_event, error) => {
      this.#shown.delete(announcement)
      onFailed(announcement, error)
    })
    // Kept: a notification that is collected as garbage answers to no click.
    this.#shown.set(announcement, notification)
    this.#bound()
    return notification
  }

  /** Takes away those whose approval does not wait any more. */
  keepOnly(waits: (announcement: Announcement) => boolean): void {
    for (const announcement of this.#shown.keys()) {
      if (announcement.approval_id !== null && !waits(announcement)) {
        this.#remove(announcement)
      }
    }
  }

  #bound(): void {
    const [oldest] = this.#shown.keys()
    if (this.#shown.size > MAX_SHOWN && oldest !== undefined) {
      this.#remove(oldest)
    }
  }

  #remove(announcement: Announcement): void {
    this.#shown.get(announcement)?.close()
    this.#shown.delete(announcement)
  }
}

const ACTIONS = [
  { type: 'button', text: 'Allow once' },
  { type: 'button', text: 'Deny' },
] as const

/** On Linux bodies are markup: a command would be shown without what looks like tags, where a person decides. */
export function bodyFor(body: string, platform: NodeJS.Platform): string {
  return platform === 'linux' ? body.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : body
}

/** Electron has no buttons on Linux's notifications. */
export function canAct(platform: NodeJS.Platform): boolean {
  return platform === 'darwin' || platform === 'win32'
}
