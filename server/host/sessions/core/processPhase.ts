import type { SessionStatus } from '#shared/session/status.ts'

/** Why a process is being stopped, and what the session is afterwards. */
export interface StopOrder {
  readonly status: Extract<SessionStatus, 'SUSPENDED' | 'TERMINATED' | 'FAILED'>
  readonly reason: string
  /** For a turn that did not end by itself in time. */
  readonly error: string
}

/** What came before a start: nothing that runs on, a process of another login, a turn that was cut, a lost conversation. */
export type Before = 'rest' | 'renewal' | 'rerun' | 'start_over'

/** How often processes died: before one was ready, and in the turn that runs. */
export interface Deaths {
  readonly atStart: number
  readonly inTurn: number
}

/** The phase of the one process of a session. Only `lifecycle` changes it; everybody may read it. */
export type ProcessPhase =
  /** There is none, and none is coming. */
  | { readonly kind: 'idle' }
  /** None may be started yet: what a dead host left is not cleared away. */
  | { readonly kind: 'held' }
  /** None may be started: something else writes in the conversation. `inTurn`: a turn runs there. */
  | { readonly kind: 'lent'; readonly inTurn: boolean }
  /**
   * One is about to be started. waiting: after a crash in mid-turn · looking: reading what Claude has of the conversation.
   * `preface` comes before the first prompt of a new conversation.
   */
  | {
      readonly kind: 'preparing'
      readonly step: 'waiting' | 'looking'
      readonly after: Before
      readonly preface: string | null
      readonly deaths: Deaths
    }
  /** It runs, and does not read yet. */
  | { readonly kind: 'starting'; readonly wanted: Wanted; readonly deaths: Deaths }
  /** It reads and writes. */
  | { readonly kind: 'running'; readonly wanted: Wanted; readonly deaths: Deaths }
  /** It was started to run a cut turn again, and has not begun to. */
  | { readonly kind: 'rerunning'; readonly isReady: boolean; readonly wanted: Wanted; readonly deaths: Deaths }
  /** It is being ended at rest, so that another one goes on in its place. */
  | { readonly kind: 'renewing'; readonly reason: string; readonly deaths: Deaths }
  /** It is being ended. `keepsTurn`: in a way that lets another one run its turn again. */
  | {
      readonly kind: 'stopping'
      readonly order: StopOrder
      readonly keepsTurn: boolean
      readonly isReady: boolean
      /** The cut turn that it was to run again has not begun: nobody has said how that turn ended. */
      readonly awaitsTurn: boolean
    }

/** Why another process is to go on as soon as no turn runs (its login, or what its folder brings, changed); null: it is not. */
type Wanted = string | null

export const IDLE: ProcessPhase = { kind: 'idle' }

/** Whether a process may be there, or is about to be. */
export function isBusy({ kind }: ProcessPhase): boolean {
  return kind !== 'idle'
}

/** Whether a process runs, or may. */
export function isAlive({ kind }: ProcessPhase): boolean {
  return kind !== 'idle' && kind !== 'held' && kind !== 'lent' && kind !== 'preparing'
}

/** Whether the process has said that it reads. */
export function isReady(phase: ProcessPhase): boolean {
  switch (phase.kind) {
    case 'running':
    case 'renewing':
      return true
    case 'rerunning':
    case 'stopping':
      return phase.isReady
    default:
      return false
  }
}

/** Whether prompts may go to the process: it reads, and nothing is about to replace or end it. */
export function isOpen(phase: ProcessPhase): boolean {
  return phase.kind === 'running' && phase.wanted === null
}

/** Whether a cut turn is to begin again in the process, and has not. */
export function awaitsTurn(phase: ProcessPhase): boolean {
  return phase.kind === 'rerunning' || (phase.kind === 'stopping' && phase.awaitsTurn)
}

/** Whether the process ends in a way that lets another one run its turn again. */
export function keepsTurn(phase: ProcessPhase): boolean {
  return phase.kind === 'stopping' && phase.keepsTurn
}
