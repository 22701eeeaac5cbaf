import { isDeepStrictEqual } from 'node:util'
import type { DesktopFacts, DesktopState } from '#shared/desktop/desktopState.ts'
import type { TerminalConfirmation } from '#shared/operations/terminalConfirmation.ts'
import type { ApprovalDecision } from '#shared/session/session.ts'
import { HomeportError } from '#shared/errors.ts'
import { runThatIsNowhere } from '#shared/operations/task.ts'
import { newsBetween } from '#shared/session/news.ts'
import { type BadgeCount, showBadge } from '../notifications/badge.ts'
import type { DesktopActions } from './desktopActions.ts'
import type { DesktopModel } from '../state/desktopModel.ts'
import type { ElectronParts } from '../electronApi.ts'
import type { Logger } from '#server/index.ts'
import { Notifications } from '../notifications/notifications.ts'
import { type Announcement, announce, announceRun, announceTerminal } from '../notifications/notify.ts'
import type { Windows } from '../windows/windows.ts'
import * as words from './words.ts'

export interface ReactionsDeps {
  readonly parts: Pick<ElectronParts, 'app' | 'nativeImage' | 'powerSaveBlocker' | 'Notification'>
  readonly platform: NodeJS.Platform
  readonly model: DesktopModel
  readonly windows: Windows
  readonly actions: Pick<DesktopActions, 'answer' | 'openSession' | 'openPage'>
  readonly log: Pick<Logger, 'warn'>
}

/** What the program does by itself when the state changes: badge, keep-awake, notifications. */
export function reactToState(deps: ReactionsDeps): { readonly notifications: Notifications } {
  const { parts, platform, model, windows, actions } = deps
  const awake = new KeepAwake(parts.powerSaveBlocker)
  const notifications: Notifications = new Notifications({
    Notification: parts.Notification,
    platform,
    onOpen: (announcement) => void open(announcement, { windows, actions }),
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
      asking(now.facts, before.facts).forEach((one) => notifications.show(announceTerminal(one)))
    }
    const waiting = new Set(
      now.state.waiting.flatMap(({ approvals }) => approvals.map(({ approval_id }) => approval_id)),
    )
    notifications.keepOnly(({ approval_id }) => approval_id !== null && waiting.has(approval_id))
  })
  return { notifications }
}

/** A run of a task that could not begin, or was missed, is told while nobody looks: no session tells of it. */
export function reactToRun(
  news: unknown,
  { windows, notifications }: Pick<ReactionsDeps, 'windows'> & { readonly notifications: Pick<Notifications, 'show'> },
): void {
  const run = runThatIsNowhere(news)
  if (run !== null && !windows.isFocused()) {
    notifications.show(announceRun(run))
  }
}

/** Devices that wait for a yes to their first terminal since then. */
function asking(now: DesktopFacts, before: DesktopFacts): readonly TerminalConfirmation[] {
  const known = new Set(before.asking?.map(({ id }) => id))
  return (now.asking ?? []).filter(({ id }) => !known.has(id))
}

async function open(
  { session_id, page }: Announcement,
  { windows, actions }: Pick<ReactionsDeps, 'windows' | 'actions'>,
): Promise<void> {
  if (session_id !== null) {
    await actions.openSession(session_id)
  } else if (page === undefined) {
    await windows.show()
  } else {
    await actions.openPage(page)
  }
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
