import type { ApprovalId, SessionId, UserId } from '#shared/ids.ts'
import type { NotificationChoices } from '#shared/operations/push.ts'
import { runThatIsNowhere } from '#shared/operations/task.ts'
import { type PendingApproval, type ReadyOverview, needsYouCount } from '#shared/session/overviewState.ts'
import type { News } from '#shared/session/news.ts'
import type { Session } from '#shared/session/session.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Looking } from './looking.ts'
import { type Circumstances, type PushMessage, asks, ended, securityNotice, taken, taskDidNotRun } from './messages.ts'
import { isQuiet } from './quiet.ts'
import type { Timers } from './timers.ts'
import type { Change } from './watch.ts'

/** One that nobody answered for so long is told, whoever looks. */
export const TOLD_AFTER_MS = 60_000

export interface DecideDeps {
  readonly clock: Pick<Clock, 'now'>
  readonly timers: Pick<Timers, 'after'>
  readonly looking: Pick<Looking, 'isLooking'>
  readonly choicesOf: (userId: UserId) => NotificationChoices
  /** What is known now. */
  readonly overviewOf: (userId: UserId) => ReadyOverview | null
  /** Says it to all of the person's browsers; `canAnswer`: of the one that it is made for. */
  readonly tell: (userId: UserId, make: (canAnswer: boolean) => PushMessage) => void
}

export interface Decide {
  /** What changed in a person's sessions. */
  changed(change: Change): void
  /** What concerns sign-ins is always told. */
  notice(userId: UserId, words: string): void
  /** How a run of a task stands. One that no session tells of is told where it failed or was missed. */
  taskRun(userId: UserId, news: unknown): void
  dispose(): void
}

/** Of what a person is told, and when. What is shown of a session is replaced by what comes next, and taken back in time. */
export function createDecide(deps: DecideDeps): Decide {
  return new Deciding(deps)
}

class Deciding implements Decide {
  readonly #deps: DecideDeps
  /** What is shown of sessions: the approval, or that the turn ended. */
  readonly #shown = new Map<SessionId, ApprovalId | 'ended'>()
  readonly #waiting = new Map<string, () => void>()
  /** When the turn that runs began. */
  readonly #began = new Map<SessionId, number>()

  constructor(deps: DecideDeps) {
    this.#deps = deps
  }

  changed(change: Change): void {
    const { userId, before, now, news } = change
    if (before === null) {
      this.#begin(userId, now)
    }
    this.#takeBack(change)
    for (const one of news) {
      if (one.kind === 'asks') {
        this.#asked(userId, { session_id: one.session.id, approval: one.approval })
      } else {
        this.#ended(userId, one)
      }
    }
    this.#noteTurns(now.sessions)
  }

  notice(userId: UserId, words: string): void {
    this.#deps.tell(userId, () => securityNotice(words, this.#circumstances(userId)))
  }

  taskRun(userId: UserId, news: unknown): void {
    const run = runThatIsNowhere(news)
    if (run !== null && this.#deps.choicesOf(userId).failed && !this.#deps.looking.isLooking(userId)) {
      this.#deps.tell(userId, () => taskDidNotRun(run, this.#circumstances(userId)))
    }
  }

  dispose(): void {
    this.#waiting.forEach((stop) => stop())
    this.#waiting.clear()
  }

  /** What waited before this server started was told by the one before it, if nobody has answered for long. */
  #begin(userId: UserId, { approvals }: ReadyOverview): void {
    for (const pending of approvals) {
      this.#shown.set(pending.session_id, pending.approval.approval_id)
      this.#later(userId, pending)
    }
  }

  #asked(userId: UserId, pending: PendingApproval): void {
    const session = this.#sessionOf(userId, pending.session_id)
    const choices = this.#deps.choicesOf(userId)
    if (session === undefined || !choices.needs_you || isMuted(choices, session)) {
      return
    }
    if (this.#deps.looking.isLooking(userId)) {
      this.#later(userId, pending)
    } else {
      this.#tellOf(userId, pending)
    }
  }

  /** Told in a minute, unless it is answered by then. */
  #later(userId: UserId, pending: PendingApproval): void {
    const id = pending.approval.approval_id
    this.#waiting.get(id)?.()
    const stop = this.#deps.timers.after(TOLD_AFTER_MS, () => {
      this.#waiting.delete(id)
      const choices = this.#deps.choicesOf(userId)
      const session = this.#sessionOf(userId, pending.session_id)
      if (session !== undefined && choices.needs_you && !isMuted(choices, session) && this.#waits(userId, id)) {
        this.#tellOf(userId, pending)
      }
    })
    this.#waiting.set(id, stop)
  }

  #tellOf(userId: UserId, { session_id, approval }: PendingApproval): void {
    const session = this.#sessionOf(userId, session_id)
    const about = this.#circumstances(userId)
    if (session === undefined || isQuiet(about.choices.quiet, about.at)) {
      return
    }
    this.#shown.set(session_id, approval.approval_id)
    this.#deps.tell(userId, (canAnswer) => asks({ session, approval, canAnswer }, about))
  }

  #ended(userId: UserId, { kind, session }: Exclude<News, { readonly kind: 'asks' }>): void {
    const about = this.#circumstances(userId)
    const { choices, at } = about
    const took = at - (this.#began.get(session.id) ?? at)
    const isLoud = !isQuiet(choices.quiet, at)
    const isWanted = {
      failed: choices.failed,
      finished: choices.finished && took >= choices.finished_after_s * 1000 && isLoud,
      // It stands in every list, too: it takes the place of nothing that waits for an answer.
      two_ways: choices.failed && isLoud && !this.#asksIn(userId, session.id),
    }[kind]
    if (isWanted && !isMuted(choices, session) && !this.#deps.looking.isLooking(userId)) {
      this.#shown.set(session.id, 'ended')
      this.#deps.tell(userId, () => ended(kind, session, about))
    }
  }

  /** What was answered, read or deleted elsewhere. */
  #takeBack({ userId, before, now }: Change): void {
    const waits = new Set(now.approvals.map(({ approval }) => approval.approval_id))
    for (const { session_id, approval } of before?.approvals ?? []) {
      const id = approval.approval_id
      if (!waits.has(id)) {
        this.#waiting.get(id)?.()
        this.#waiting.delete(id)
        this.#replace(userId, session_id, id)
      }
    }
    this.#closeRead(userId, { before: before?.sessions ?? [], now: now.sessions })
  }

  #closeRead(
    userId: UserId,
    { before, now }: { readonly before: readonly Session[]; readonly now: readonly Session[] },
  ): void {
    for (const { id, unread } of before.filter((one) => this.#shown.get(one.id) === 'ended')) {
      const after = now.find((one) => one.id === id)
      if (after === undefined || (unread && !after.unread)) {
        this.#close(userId, id)
      }
    }
  }

  /** Another approval of the session takes its place, if one waits. */
  #replace(userId: UserId, sessionId: SessionId, answered: ApprovalId): void {
    if (this.#shown.get(sessionId) !== answered) {
      return
    }
    const next = this.#deps.overviewOf(userId)?.approvals.find(({ session_id }) => session_id === sessionId)
    this.#close(userId, sessionId)
    if (next !== undefined) {
      this.#asked(userId, next)
    }
  }

  #close(userId: UserId, sessionId: SessionId): void {
    this.#shown.delete(sessionId)
    const { badge } = this.#circumstances(userId)
    this.#deps.tell(userId, () => taken(sessionId, badge))
  }

  #noteTurns(sessions: readonly Session[]): void {
    for (const { id, turn_started_at: began } of sessions) {
      if (began === null) {
        this.#began.delete(id)
      } else {
        this.#began.set(id, Date.parse(began))
      }
    }
  }

  #circumstances(userId: UserId): Circumstances {
    const overview = this.#deps.overviewOf(userId)
    const badge = overview === null ? 0 : needsYouCount(overview)
    return { choices: this.#deps.choicesOf(userId), at: this.#deps.clock.now(), badge }
  }

  #sessionOf(userId: UserId, id: SessionId): Session | undefined {
    return this.#deps.overviewOf(userId)?.sessions.find((one) => one.id === id)
  }

  #asksIn(userId: UserId, id: SessionId): boolean {
    return this.#deps.overviewOf(userId)?.approvals.some(({ session_id }) => session_id === id) === true
  }

  #waits(userId: UserId, id: ApprovalId): boolean {
    return this.#deps.overviewOf(userId)?.approvals.some(({ approval }) => approval.approval_id === id) === true
  }
}

/** The folder itself, or one below it. */
function isMuted({ muted }: NotificationChoices, { workspace_path: folder }: Session): boolean {
  return muted.some((one) => folder === one || folder.startsWith(`${one}/`))
}
