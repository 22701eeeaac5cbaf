import type { ApprovalDecision } from '#shared/session/session.ts'
import type { ElectronParts, NotificationPart } from './electronParts.ts'
import type { Announcement } from './notify.ts'

/** Older ones are taken away: nobody reads the twenty-first. */
const MAX_SHOWN = 20

export interface NotificationsDeps {
  readonly Notification: ElectronParts['Notification']
  readonly platform: NodeJS.Platform
  readonly onOpen: (announcement: Announcement) => void
  readonly onAnswer: (announcement: Announcement, decision: ApprovalDecision) => void
}

/** The system's notifications. Those that wait for an answer go away once it was given, here or elsewhere. */
export class Notifications {
  readonly #deps: NotificationsDeps
  readonly #shown = new Map<Announcement, NotificationPart>()

  constructor(deps: NotificationsDeps) {
    this.#deps = deps
  }

  /** False: this system shows none. */
  show(announcement: Announcement): boolean {
    const { Notification, platform, onOpen, onAnswer } = this.#deps
    if (!Notification.isSupported()) {
      return false
    }
    const { title, body } = announcement
    const actions = canAct(platform) && announcement.isAnswerable ? [...ACTIONS] : []
    const notification = new Notification({ title, body, actions, timeoutType: 'default' })
    notification.on('click', () => onOpen(announcement))
    notification.on('action', ({ actionIndex }) => onAnswer(announcement, actionIndex === 0 ? 'allow' : 'deny'))
    // Kept: a notification that is collected as garbage answers to no click.
    this.#shown.set(announcement, notification)
    this.#bound()
    notification.show()
    return true
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

/** Electron has no buttons on Linux's notifications. Pure. */
export function canAct(platform: NodeJS.Platform): boolean {
  return platform === 'darwin' || platform === 'win32'
}
