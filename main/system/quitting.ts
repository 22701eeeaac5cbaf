import type { QuitChoice } from '#shared/desktop/bridge.ts'
import { linesOfCut } from '#shared/session/cutByStop.ts'
import type { DesktopFacts } from '#shared/desktop/desktopState.ts'
import type { Dialogs } from './dialogs.ts'
import type { ElectronParts } from '../electronApi.ts'
import type { Preventable } from '../electronWindow.ts'
import * as words from './words.ts'

/** Whether sessions keep running after the program quits; 'cancelled' when it does not quit. */
export type QuitAnswer = { readonly keep_sessions: boolean } | 'cancelled'

export interface QuittingDeps {
  readonly app: Pick<ElectronParts['app'], 'quit'>
  readonly dialog: Pick<Dialogs, 'showMessageBox'>
  readonly preferences: { quitChoice: QuitChoice }
  /** Whether the host can go on without this program (`hostSurvivesExit`). */
  readonly canKeep: boolean
  /** How many sessions would end, or go on without a window; null: that is not known right now. */
  readonly liveSessions: () => number | null
  /** What stopping would interrupt, one line for each session. */
  readonly cut: () => readonly string[]
  /** Disconnects from the server, and stops it when it is ours. */
  readonly leave: (answer: { readonly keep_sessions: boolean }) => Promise<void>
}

/** Asks what to do with running sessions, then quits the program. */
export class Quitting {
  readonly #deps: QuittingDeps
  #stage: 'running' | 'asking' | 'leaving' | 'gone' = 'running'

  constructor(deps: QuittingDeps) {
    this.#deps = deps
  }

  /** Windows may close now. */
  get isUnderWay(): boolean {
    return this.#stage === 'leaving' || this.#stage === 'gone'
  }

  /** Handles Electron's `before-quit`, which is prevented until everything is done. */
  onBeforeQuit(event: Preventable): void {
    if (this.#stage === 'gone') {
      return
    }
    event.preventDefault()
    if (this.#stage === 'running') {
      void this.#askAndLeave()
    }
  }

  /** Quits without asking, for a signal or a shutdown. Sessions keep running where they can. */
  async quitKeeping(): Promise<void> {
    const keep_sessions = this.#deps.canKeep && this.#deps.liveSessions() !== 0
    await this.leaveFor({ keep_sessions }, () => this.#deps.app.quit())
  }

  /** Quits without asking and suspends the sessions: the system would kill what runs. */
  async quitStopping(): Promise<void> {
    await this.leaveFor({ keep_sessions: false }, () => this.#deps.app.quit())
  }

  /** Disconnects without asking, then runs `end`, which ends the program. No-op while quitting. */
  async leaveFor(answer: { readonly keep_sessions: boolean }, end: () => void): Promise<void> {
    if (!this.isUnderWay) {
      await this.#leave(answer, end)
    }
  }

  async #askAndLeave(): Promise<void> {
    this.#stage = 'asking'
    const answer = await this.#ask().catch((): QuitAnswer => 'cancelled')
    if (answer === 'cancelled') {
      this.#stage = 'running'
      return
    }
    await this.#leave(answer, () => this.#deps.app.quit())
  }

  async #leave(answer: { readonly keep_sessions: boolean }, end: () => void): Promise<void> {
    this.#stage = 'leaving'
    try {
      await this.#deps.leave(answer)
    } finally {
      this.#stage = 'gone'
      end()
    }
  }

  async #ask(): Promise<QuitAnswer> {
    const { dialog, preferences, canKeep } = this.#deps
    const count = this.#deps.liveSessions()
    if (count === 0) {
      return { keep_sessions: false }
    }
    if (!canKeep) {
      const { response } = await dialog.showMessageBox(suspendQuestion(count, this.#deps.cut()))
      return response === 0 ? { keep_sessions: false } : 'cancelled'
    }
    if (preferences.quitChoice !== 'ask') {
      return { keep_sessions: preferences.quitChoice === 'keep' }
    }
    const { response, checkboxChecked } = await dialog.showMessageBox(quitQuestion(count, this.#deps.cut()))
    const choice = CHOICES[response] ?? 'cancelled'
    if (choice === 'cancelled') {
      return 'cancelled'
    }
    if (checkboxChecked) {
      preferences.quitChoice = choice
    }
    return { keep_sessions: choice === 'keep' }
  }
}

const CHOICES = ['keep', 'stop', 'cancelled'] as const

/** What is lost, below what is asked. */
function withTurns(text: string, cut: readonly string[]): string {
  return cut.length === 0 ? text : `${text}\n\n${words.aStopCuts(cut)}`
}

function suspendQuestion(count: number | null, cut: readonly string[]) {
  return {
    type: 'question' as const,
    title: words.quit,
    message: words.quitAllTheSame(count),
    detail: withTurns(words.anAppImageTakesItsFiles, cut),
    buttons: [words.answers.quit, words.answers.cancel],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  }
}

function quitQuestion(count: number | null, cut: readonly string[]) {
  return {
    type: 'question' as const,
    title: words.quit,
    message: words.whatIsToBecomeOfThem(count),
    detail: withTurns(words.keptRunningOrStopped, cut),
    buttons: [words.answers.keep, words.answers.stop, words.answers.cancel],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
    checkboxLabel: words.doNotAskAgain,
    checkboxChecked: false,
  }
}

/** What stopping would interrupt, one line for each session; none without a connection. */
function cutSessions({ overview }: Pick<DesktopFacts, 'overview'>): string[] {
  return overview === null ? [] : linesOfCut(overview.sessions)
}

/** How many sessions have a running Claude Code, or are about to; null without a connection. */
export function liveSessions({ overview }: Pick<DesktopFacts, 'overview'>): number | null {
  const live = ['STARTING', 'ACTIVE', 'WORKING', 'WAITING']
  return overview === null ? null : overview.sessions.filter(({ status }) => live.includes(status)).length
}

/** What quitting would end, evaluated when it is asked; nothing while another program's server runs the sessions. */
export function sessionsAffected(
  isOurs: () => boolean,
  facts: () => Pick<DesktopFacts, 'overview'>,
): Pick<QuittingDeps, 'liveSessions' | 'cut'> {
  return { liveSessions: () => (isOurs() ? liveSessions(facts()) : 0), cut: () => cutSessions(facts()) }
}
