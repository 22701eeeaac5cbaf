import type { ApprovalDecision } from '#shared/session/session.ts'
import type { ElectronParts, NotificationPart } from '../electronApi.ts'
import type { Announcement } from './notify.ts'
import * as words from './words.ts'

/** More than these are closed, the oldest first. */
const MAX_SHOWN = 20

export interface NotificationsDeps {
  readonly Notification: ElectronParts['Notification']
  readonly platform: NodeJS.Platform
  readonly onOpen: (announcement: Announcement) => void
  readonly onAnswer: (announcement: Announcement, decision: ApprovalDecision) => void
  /** The system accepted it but did not show it; `error` is the system's message. */
  readonly onFailed: (announcement: Announcement, error: string) => void
}

/** The system reports a failure within this time, or never. */
const SHOWN_WITHIN_MS = 3_000

/** The system's notifications. One that waits for an answer is closed once it was answered, here or elsewhere. */
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

  /** Shows one and resolves with what went wrong, as a sentence; null when the system reports no failure. */
  async prove(announcement: Announcement): Promise<string | null> {
    const notification = this.#make(announcement)
    if (notification === null) {
      return words.thisSystemShowsNone
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), SHOWN_WITHIN_MS)
      const settle = (problem: string | null) => {
        clearTimeout(timer)
        resolve(problem)
      }
      notification.on('show', () => settle(null))
      notification.on('failed', (_event, error) => settle(words.theSystemDidNotShowIt(error)))
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
    // Holds a reference: a notification that is garbage-collected ignores clicks.
    this.#shown.set(announcement, notification)
    this.#bound()
    return notification
  }

  /** Closes those whose approval no longer waits. */
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
  { type: 'button', text: words.allowOnce },
  { type: 'button', text: words.deny },
] as const

/**
 * On Linux bodies are markup: anything in a command that looks like a tag would be hidden from the person who decides.
 */
export function bodyFor(body: string, platform: NodeJS.Platform): string {
  return platform === 'linux' ? body.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : body
}

/** Electron has no buttons on Linux's notifications. */
export function canAct(platform: NodeJS.Platform): boolean {
  return platform === 'darwin' || platform === 'win32'
}
