import { isDeepStrictEqual } from 'node:util'
import type { DesktopState } from '#shared/desktop/desktopState.ts'
import type { ApprovalDecision } from '#shared/session/session.ts'
import { HomeportError } from '#shared/errors.ts'
import { newsBetween } from '#shared/session/news.ts'
import { type BadgeCount, showBadge } from '../notifications/badge.ts'
import type { DesktopActions } from './desktopActions.ts'
import type { DesktopModel } from '../state/desktopModel.ts'
import type { ElectronParts } from '../electronApi.ts'
import type { Logger } from '#server/index.ts'
import { Notifications } from '../notifications/notifications.ts'
import { type Announcement, announce } from '../notifications/notify.ts'
import type { Windows } from '../windows/windows.ts'
import * as words from './words.ts'

export interface ReactionsDeps {
  readonly parts: Pick<ElectronParts, 'app' | 'nativeImage' | 'powerSaveBlocker' | 'Notification'>
  readonly platform: NodeJS.Platform
  readonly model: DesktopModel
  readonly windows: Windows
  readonly actions: Pick<DesktopActions, 'answer' | 'openSession'>
  readonly log: Pick<Logger, 'warn'>
}

/** What the program does by itself when the state changes: badge, keep-awake, notifications. */
export function reactToState(deps: ReactionsDeps): { readonly notifications: Notifications } {
  const { parts, platform, model, windows, actions } = deps
  const awake = new KeepAwake(parts.powerSaveBlocker)
  const notifications: Notifications = new Notifications({
    Notification: parts.Notification,
    platform,
    onOpen: ({ session_id }) => void (session_id === null ? windows.show() : actions.openSession(session_id)),
    onFailed: (_announcement, error) => deps.log.warn('the system did not show a notification', { error }),
    onAnswer: (announcement, decision) => void answer({ announcement, decision }, actions, notifications),
  })
  model.subscribe((now, before) => {
    const badge = badgeOf(now.state)
    if (!isDeepStrictEqual(badge, badgeOf(before.state))) {
      showBadge(badge, { app: parts.app, nativeImage: parts.nativeImage, windows, platform })
    }
    awake.set(now.state.keeps_awake)
    if (!windows.isFocused()) {
      announce(newsBetween(before.facts.overview, now.facts.overview)).forEach((one) => notifications.show(one))
    }
    const waiting = new Set(
      now.state.waiting.flatMap(({ approvals }) => approvals.map(({ approval_id }) => approval_id)),
    )
    notifications.keepOnly(({ approval_id }) => approval_id !== null && waiting.has(approval_id))
  })
  return { notifications }
}

function badgeOf({ waiting, failed, finished }: DesktopState): BadgeCount {
  return { needed: waiting.length + failed.length, finished: finished.length }
}

async function answer(
  { announcement, decision }: { announcement: Announcement; decision: ApprovalDecision },
  actions: Pick<DesktopActions, 'answer'>,
  notifications: Notifications,
): Promise<void> {
  const { session_id, approval_id } = announcement
  if (session_id === null || approval_id === null) {
    return
  }
  try {
    await actions.answer(session_id, approval_id, decision)
  } catch (error) {
    const why = error instanceof HomeportError ? error.message : words.theAnswerCouldNotBeGiven
    notifications.show({
      session_id,
      approval_id: null,
      isAnswerable: false,
      title: words.yourAnswerDidNotArrive,
      body: why,
    })
  }
}

/** Keeps the system from suspending, not the screen from going dark. */
class KeepAwake {
  readonly #blocker: ElectronParts['powerSaveBlocker']
  #id: number | null = null

  constructor(blocker: ElectronParts['powerSaveBlocker']) {
    this.#blocker = blocker
  }

  /** Idempotent. */
  set(needed: boolean): void {
    if (needed && this.#id === null) {
      this.#id = this.#blocker.start('prevent-app-suspension')
    } else if (!needed && this.#id !== null) {
      this.#blocker.stop(this.#id)
      this.#id = null
    }
  }
}
