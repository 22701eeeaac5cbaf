import { IDLE } from '../core/processPhase.ts'
import type { Before, Deaths, ProcessPhase } from '../core/processPhase.ts'
import { conversationGone, couldNotStart, stopped, writtenElsewhere } from './endings.ts'
import { whileRenewing, whileRerunning, whileRunning, whileStarting, whileStopping } from './nextLivingPhase.ts'
import { to } from './transition.ts'
import type { Effect, Input, StartPlan, Transition } from './transition.ts'

type In<K extends ProcessPhase['kind']> = Extract<ProcessPhase, { kind: K }>

/**
 * The phase of a session's process after an input, and its effects. An input that means nothing in a phase
 * leaves it as it is: the same object, nothing to do.
 */
export function next(phase: ProcessPhase, input: Input): Transition {
  switch (phase.kind) {
    case 'idle':
      return whileIdle(phase, input)
    case 'held':
      return whileHeld(phase, input)
    case 'lent':
      return whileLent(phase, input)
    case 'preparing':
      return whilePreparing(phase, input)
    case 'starting':
      return whileStarting(phase, input)
    case 'running':
      return whileRunning(phase, input)
    case 'rerunning':
      return whileRerunning(phase, input)
    case 'renewing':
      return whileRenewing(phase, input)
    case 'stopping':
      return whileStopping(phase, input)
  }
}

const NO_DEATHS: Deaths = { atStart: 0, inTurn: 0 }

function whileIdle(phase: In<'idle'>, input: Input): Transition {
  switch (input.kind) {
    case 'hold':
      return to({ kind: 'held' })
    case 'lend':
      return to(LENT)
    case 'begin':
      return to(starting(NO_DEATHS), { kind: 'launch', start: 'new', held: [], preface: null })
    case 'wake':
      return looking({ after: 'rest', preface: null, deaths: NO_DEATHS }, input.reason)
    case 'rerun':
      return looking({ after: 'rerun', preface: null, deaths: NO_DEATHS }, input.reason)
    case 'start_over':
      return looking({ after: 'start_over', preface: input.preface, deaths: NO_DEATHS }, 'start_over')
    case 'stop':
      return to(phase, { kind: 'settle', ending: stopped(input.order), owesTurn: false })
    default:
      return to(phase)
  }
}

function whileHeld(phase: In<'held'>, input: Input): Transition {
  switch (input.kind) {
    case 'release':
      return to(IDLE)
    case 'stop':
      return to(IDLE, { kind: 'settle', ending: stopped(input.order), owesTurn: false })
    default:
      return to(phase)
  }
}

const LENT: ProcessPhase = { kind: 'lent', inTurn: false }

/** Nothing is started here: what is asked for waits. Only what ends the session for good takes it back. */
function whileLent(phase: In<'lent'>, input: Input): Transition {
  switch (input.kind) {
    case 'turn_elsewhere':
      return input.runs === phase.inTurn ? to(phase) : to({ kind: 'lent', inTurn: input.runs })
    case 'give_back':
      return to(IDLE)
    case 'stop':
      return input.order.status === 'SUSPENDED'
        ? to(phase)
        : to(IDLE, { kind: 'settle', ending: stopped(input.order), owesTurn: false })
    default:
      return to(phase)
  }
}

function whilePreparing(phase: In<'preparing'>, input: Input): Transition {
  if (input.kind === 'stop') {
    return to(IDLE, { kind: 'settle', ending: stopped(input.order), owesTurn: false })
  }
  if (phase.step === 'waiting') {
    return input.kind === 'due' ? looking(phase, 'claude_crashed') : to(phase)
  }
  switch (input.kind) {
    case 'planned':
      return planned(phase, input.plan)
    case 'start_failed':
      return notStarted(input.problem)
    default:
      return to(phase)
  }
}

function looking(
  { after, preface, deaths }: { readonly after: Before; readonly preface: string | null; readonly deaths: Deaths },
  reason: string,
): Transition {
  return to({ kind: 'preparing', step: 'looking', after, preface, deaths }, { kind: 'plan', reason })
}

function planned({ preface, deaths }: In<'preparing'>, plan: StartPlan): Transition {
  if (plan.kind === 'gone') {
    return to(IDLE, { kind: 'settle', ending: conversationGone(), owesTurn: false })
  }
  if (plan.kind === 'lent') {
    return to(LENT, { kind: 'settle', ending: writtenElsewhere(), owesTurn: false }, { kind: 'tell_up' })
  }
  const { start } = plan
  const launch: Effect = { kind: 'launch', start, held: [], preface: start === 'new' ? preface : null }
  if (plan.kind === 'rested') {
    return to(starting(deaths), { kind: 'take_up', sent: plan.sent }, launch)
  }
  const again: Effect = { kind: 'send_again', messages: plan.sent.lost }
  const isComing = start === 'resume_interrupted'
  return isComing || plan.kind === 'passed'
    ? to(
        { kind: 'rerunning', isReady: false, wanted: null, deaths },
        again,
        { ...launch, held: plan.sent.held },
        { kind: 'await_turn', isComing },
      )
    : to(starting(deaths), again, launch)
}

function starting(deaths: Deaths): ProcessPhase {
  return { kind: 'starting', wanted: null, deaths }
}

function notStarted(problem: string): Transition {
  return to(IDLE, { kind: 'settle', ending: couldNotStart({ problem, stderr: '' }), owesTurn: false })
}
