import type { QuitChoice } from '#shared/desktop/bridge.ts'
import { linesOfCut } from '#shared/session/cutByStop.ts'
import type { DesktopFacts } from '#shared/desktop/desktopState.ts'
import type { Dialogs } from './dialogs.ts'
import type { ElectronParts } from '../electronApi.ts'
import type { Preventable } from '../electronWindow.ts'

/** What becomes of sessions at the end; cancelled: the program goes on. */
export type QuitAnswer = { readonly keep_sessions: boolean } | 'cancelled'

export interface QuittingDeps {
  readonly app: Pick<ElectronParts['app'], 'quit'>
  readonly dialog: Pick<Dialogs, 'showMessageBox'>
  readonly preferences: { quitChoice: QuitChoice }
  /** Whether the host can go on without this program (`hostSurvivesExit`). */
  readonly canKeep: boolean
  /** How many sessions would end, or go on without a window; null: that is not known right now. */
  readonly liveSessions: () => number | null
  /** What a stop would cut, a line for each session. */
  readonly cut: () => readonly string[]
  /** Takes leave of the server. */
  readonly leave: (answer: { readonly keep_sessions: boolean }) => Promise<void>
}

/** Asks once what is to become of running sessions, and ends the program when that is done. */
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

  /** Electron's `before-quit`: held back until everything is done. */
  onBeforeQuit(event: Preventable): void {
    if (this.#stage === 'gone') {
      return
    }
    event.preventDefault()
    if (this.#stage === 'running') {
      void this.#askAndLeave()
    }
  }

  /** Ends without a question: a signal, or the computer shuts down. Sessions go on where they can. */
  async quitKeeping(): Promise<void> {
    const keep_sessions = this.#deps.canKeep && this.#deps.liveSessions() !== 0
    await this.leaveFor({ keep_sessions }, () => this.#deps.app.quit())
  }

  /** The same, but sessions are suspended: nothing that runs would be left alone. */
  async quitStopping(): Promise<void> {
    await this.leaveFor({ keep_sessions: false }, () => this.#deps.app.quit())
  }

  /** Takes leave without a question, then runs `end`, which ends the program. No-op when that is under way. */
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

function whatIsOpen(count: number | null): string {
  return count === null ? 'Sessions may be open' : count === 1 ? 'A session is open' : `${count} sessions are open`
}

function listed(cut: readonly string[]): string {
  return cut.length === 0 ? '' : `\n\nA stop cuts:\n${cut.join('\n')}`
}

function suspendQuestion(count: number | null, cut: readonly string[]) {
  return {
    type: 'question' as const,
    title: 'Quit Homeport',
    message: `${whatIsOpen(count)}. Quit all the same?`,
    detail:
      'An AppImage takes its files along when it ends, so Claude cannot go on without it. The conversations are kept; ' +
      `your next message goes on with them.${listed(cut)}`,
    buttons: ['Quit', 'Cancel'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  }
}

function quitQuestion(count: number | null, cut: readonly string[]) {
  return {
    type: 'question' as const,
    title: 'Quit Homeport',
    message: `${whatIsOpen(count)}. What is to become of ${count === 1 ? 'it' : 'them'}?`,
    detail:
      'Kept running, Claude goes on in the background, and Homeport finds the sessions when it starts again; until ' +
      `then nobody can reach them. Stopped, they keep their conversations and can be resumed.${listed(cut)}`,
    buttons: ['Keep running', 'Stop', 'Cancel'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
    checkboxLabel: 'Do not ask again',
    checkboxChecked: false,
  }
}

/** What a stop would cut in them, a line for each; none while there is no connection. */
function cutSessions({ overview }: Pick<DesktopFacts, 'overview'>): string[] {
  return overview === null ? [] : linesOfCut(overview.sessions)
}

/** Sessions that have a Claude Code running, or are about to; null while there is no connection. */
export function liveSessions({ overview }: Pick<DesktopFacts, 'overview'>): number | null {
  const live = ['STARTING', 'ACTIVE', 'WORKING', 'WAITING']
  return overview === null ? null : overview.sessions.filter(({ status }) => live.includes(status)).length
}

/** What a quit would end, asked when it is wanted; nothing while another program's server runs them. */
export function sessionsAtStake(
  isOurs: () => boolean,
  facts: () => Pick<DesktopFacts, 'overview'>,
): Pick<QuittingDeps, 'liveSessions' | 'cut'> {
  return { liveSessions: () => (isOurs() ? liveSessions(facts()) : 0), cut: () => cutSessions(facts()) }
}
