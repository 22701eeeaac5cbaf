import { IDLE, awaitsTurn, isReady } from '../core/processPhase.ts'
import type { ProcessPhase } from '../core/processPhase.ts'
import { couldNotStart, crashed, crashedInTurn, overMemory, renewed, stopped, storageFailed } from './endings.ts'
import { to } from './transition.ts'
import type { Effect, Input, Transition } from './transition.ts'

type In<K extends ProcessPhase['kind']> = Extract<ProcessPhase, { kind: K }>

type Working = In<'starting' | 'running' | 'rerunning'>

type Exited = Extract<Input, { kind: 'exited' }>

/** How often a process may die before it was ready until the session is called failed. */
const START_TRIES = 2

/** After how long a process that died in mid-turn is started again: each death in the same turn waits longer. */
const RESTART_AFTER_MS = [500, 5_000, 30_000]

const NO_MORE: Effect = { kind: 'await_turn_no_more' }

/** A process is there, and does not read yet. */
export function whileStarting(phase: In<'starting'>, input: Input): Transition {
  return input.kind === 'ready'
    ? to({ ...phase, kind: 'running', deaths: { ...phase.deaths, atStart: 0 } }, { kind: 'tell_up' })
    : whileWorking(phase, input)
}

/** It reads and writes: the only phase in which another one may take its place. */
export function whileRunning(phase: In<'running'>, input: Input): Transition {
  if (input.kind !== 'at_rest' || phase.wanted === null) {
    return whileWorking(phase, input)
  }
  return input.mayBegin
    ? to(phase, { kind: 'check_rest_later' })
    : to({ kind: 'renewing', reason: phase.wanted, deaths: phase.deaths }, { kind: 'stop_process', keepsTurn: false })
}

/** It is to run a cut turn again, and has not begun to. */
export function whileRerunning(phase: In<'rerunning'>, input: Input): Transition {
  const { wanted, deaths } = phase
  const begun: ProcessPhase = { kind: phase.isReady ? 'running' : 'starting', wanted, deaths }
  switch (input.kind) {
    case 'ready':
      return to({ ...phase, isReady: true, deaths: { ...deaths, atStart: 0 } }, { kind: 'tell_up' })
    case 'turn_begun':
      return to(begun, NO_MORE)
    case 'given_up':
      return to(begun, NO_MORE, { kind: 'close_lost_turn' })
    default:
      return whileWorking(phase, input)
  }
}

/** It is being ended at rest, so that another one goes on. */
export function whileRenewing(phase: In<'renewing'>, input: Input): Transition {
  const { reason, deaths } = phase
  switch (input.kind) {
    case 'turn_ended':
      return turnEnded(phase)
    case 'stop':
    case 'storage_failed':
      return stopping(phase, input)
    case 'exited':
      return to(
        { kind: 'preparing', step: 'looking', after: 'renewal', preface: null, deaths },
        { kind: 'settle', ending: renewed(reason), owesTurn: false },
        { kind: 'plan', reason },
      )
    default:
      return to(phase)
  }
}

/** It is being ended. The first order counts. */
export function whileStopping(phase: In<'stopping'>, input: Input): Transition {
  const begun: ProcessPhase = { ...phase, awaitsTurn: false }
  switch (input.kind) {
    case 'ready':
      return to({ ...phase, isReady: true }, { kind: 'tell_up' })
    case 'turn_begun':
      return phase.awaitsTurn ? to(begun, NO_MORE) : to(phase)
    case 'given_up':
      return phase.awaitsTurn ? to(begun, NO_MORE, { kind: 'close_lost_turn' }) : to(phase)
    case 'stop':
      return to({ ...phase, keepsTurn: input.keepsTurn }, { kind: 'stop_process', keepsTurn: input.keepsTurn })
    case 'exited': {
      const settle: Effect = { kind: 'settle', ending: stopped(phase.order), owesTurn: phase.awaitsTurn }
      return to(IDLE, ...(phase.awaitsTurn ? [NO_MORE] : []), settle)
    }
    default:
      return to(phase)
  }
}

/** What starting, running and running a turn again have in common. */
function whileWorking(phase: Working, input: Input): Transition {
  switch (input.kind) {
    case 'turn_ended':
      return turnEnded(phase)
    case 'renew':
      return phase.wanted === null ? to({ ...phase, wanted: input.reason }) : to(phase)
    case 'stop':
    case 'storage_failed':
      return stopping(phase, input)
    case 'exited':
      return died(phase, input)
    default:
      return to(phase)
  }
}

/** Deaths are counted in one turn only. */
function turnEnded(phase: Working | In<'renewing'>): Transition {
  return phase.deaths.inTurn === 0 ? to(phase) : to({ ...phase, deaths: { ...phase.deaths, inTurn: 0 } })
}

function stopping(
  phase: Working | In<'renewing'>,
  input: Extract<Input, { kind: 'stop' | 'storage_failed' }>,
): Transition {
  const order = input.kind === 'stop' ? input.order : storageFailed(input.message)
  const keepsTurn = input.kind === 'stop' && input.keepsTurn
  return to(
    { kind: 'stopping', order, keepsTurn, isReady: isReady(phase), awaitsTurn: awaitsTurn(phase) },
    { kind: 'stop_process', keepsTurn },
  )
}

function died(phase: Working, input: Exited): Transition {
  const { phase: after, effects } = diedOf(phase, input)
  return to(after, ...(phase.kind === 'rerunning' ? [NO_MORE] : []), ...effects)
}

function diedOf(phase: Working, input: Exited): Transition {
  if (input.exit.over_memory === true) {
    // The same turn would take as much again: a person says whether it shall.
    return to(IDLE, { kind: 'settle', ending: overMemory(), owesTurn: phase.kind === 'rerunning' })
  }
  return isReady(phase) ? diedReady(phase, input) : diedAtStart(phase, input)
}

/** A turn is worth a few more starts; what dies while it rests is started by the next message. */
function diedReady(phase: Working, { exit, cutsTurn }: Exited): Transition {
  const owesTurn = phase.kind === 'rerunning'
  const inTurn = phase.deaths.inTurn + 1
  const delay_ms = cutsTurn || owesTurn ? RESTART_AFTER_MS[inTurn - 1] : undefined
  const facts = { code: exit.code, signal: exit.signal }
  if (delay_ms === undefined) {
    return to(
      IDLE,
      { kind: 'log', level: 'error', sentence: 'Claude Code died', facts },
      { kind: 'settle', ending: crashed(exit), owesTurn },
    )
  }
  const sentence = 'Claude Code died in a turn; it is started again'
  return to(
    { kind: 'preparing', step: 'waiting', after: 'rerun', preface: null, deaths: { ...phase.deaths, inTurn } },
    { kind: 'log', level: 'warn', sentence, facts: { ...facts, delay_ms } },
    { kind: 'settle', ending: crashedInTurn(exit, delay_ms), owesTurn },
    { kind: 'plan_later', delay_ms },
  )
}

/** What never ran would not run at a second try either. */
function diedAtStart(phase: Working, { exit }: Exited): Transition {
  const owesTurn = phase.kind === 'rerunning'
  const atStart = phase.deaths.atStart + 1
  const ran = exit.code !== null || exit.signal !== null
  if (!ran || atStart >= START_TRIES) {
    return to(IDLE, {
      kind: 'settle',
      ending: couldNotStart({ problem: exit.start_problem, stderr: exit.stderr }),
      owesTurn,
    })
  }
  const sentence = 'Claude Code died while starting; trying again'
  return to(
    {
      kind: 'preparing',
      step: 'looking',
      after: owesTurn ? 'rerun' : 'rest',
      preface: null,
      deaths: { ...phase.deaths, atStart },
    },
    { kind: 'log', level: 'warn', sentence, facts: { code: exit.code } },
    { kind: 'forget_process' },
    { kind: 'plan', reason: 'start_retried' },
  )
}
