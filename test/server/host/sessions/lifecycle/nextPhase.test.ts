import { describe, expect, test } from 'vitest'
import type { ProcessPhase, StopOrder } from '#server/host/sessions/core/processPhase.ts'
import type { AgentExit } from '#server/host/sessions/ports/agent.ts'
import { next } from '#server/host/sessions/lifecycle/nextPhase.ts'
import type { Effect, Input, StartPlan } from '#server/host/sessions/lifecycle/transition.ts'

const order: StopOrder = { status: 'SUSPENDED', reason: 'user_request', error: 'Stopped.' }
const laterOrder: StopOrder = { status: 'TERMINATED', reason: 'user_request', error: 'Ended.' }
const deaths = { atStart: 0, inTurn: 0 }
const sent = { held: [], lost: [] }

const looking = { kind: 'preparing', step: 'looking', after: 'rest', preface: 'before', deaths } as const
const stopping = { kind: 'stopping', order, keepsTurn: false, isReady: false, awaitsTurn: false } as const

const phases = {
  idle: { kind: 'idle' },
  held: { kind: 'held' },
  lent: { kind: 'lent', inTurn: false },
  'lent, in a turn': { kind: 'lent', inTurn: true },
  waiting: { ...looking, step: 'waiting', after: 'rerun', preface: null },
  looking,
  starting: { kind: 'starting', wanted: null, deaths },
  'starting again': { kind: 'starting', wanted: null, deaths: { atStart: 1, inTurn: 1 } },
  running: { kind: 'running', wanted: null, deaths },
  'running, died 3 times': { kind: 'running', wanted: null, deaths: { atStart: 0, inTurn: 3 } },
  'running, unwanted': { kind: 'running', wanted: 'new_login', deaths },
  rerunning: { kind: 'rerunning', isReady: false, wanted: null, deaths },
  'rerunning, ready': { kind: 'rerunning', isReady: true, wanted: 'new_login', deaths: { atStart: 0, inTurn: 1 } },
  renewing: { kind: 'renewing', reason: 'new_login', deaths: { atStart: 0, inTurn: 1 } },
  stopping,
  'stopping, awaits a turn': { ...stopping, isReady: true, awaitsTurn: true },
} satisfies Record<string, ProcessPhase>

function exit(how: Partial<AgentExit> = {}): AgentExit {
  return { code: 1, signal: null, expected: false, stderr: '', start_problem: null, ...how }
}

function plan(kind: 'cut' | 'passed' | 'rested', start: 'new' | 'resume' | 'resume_interrupted'): Input {
  return { kind: 'planned', plan: { kind, start, sent } satisfies StartPlan }
}

const inputs = {
  hold: { kind: 'hold' },
  release: { kind: 'release' },
  lend: { kind: 'lend' },
  give_back: { kind: 'give_back' },
  'a turn begins elsewhere': { kind: 'turn_elsewhere', runs: true },
  'a turn ends elsewhere': { kind: 'turn_elsewhere', runs: false },
  begin: { kind: 'begin' },
  wake: { kind: 'wake', reason: 'message' },
  rerun: { kind: 'rerun', reason: 'host_restarted' },
  start_over: { kind: 'start_over', preface: 'before' },
  due: { kind: 'due' },
  'planned: gone': { kind: 'planned', plan: { kind: 'gone' } },
  'planned: lent': { kind: 'planned', plan: { kind: 'lent' } },
  'planned: new': plan('rested', 'new'),
  'planned: resume': plan('rested', 'resume'),
  'planned: cut, sent again': plan('cut', 'resume'),
  'planned: cut, runs again': plan('cut', 'resume_interrupted'),
  'planned: cut, and others went on': plan('passed', 'resume'),
  start_failed: { kind: 'start_failed', problem: 'No binary.' },
  ready: { kind: 'ready' },
  turn_begun: { kind: 'turn_begun' },
  turn_ended: { kind: 'turn_ended' },
  given_up: { kind: 'given_up' },
  renew: { kind: 'renew', reason: 'other_folder' },
  at_rest: { kind: 'at_rest', mayBegin: false },
  'at_rest, may begin': { kind: 'at_rest', mayBegin: true },
  stop: { kind: 'stop', order: laterOrder, keepsTurn: false },
  'stop, keeping the turn': { kind: 'stop', order, keepsTurn: true },
  storage_failed: { kind: 'storage_failed', message: 'The disk is full.' },
  exited: { kind: 'exited', exit: exit(), cutsTurn: false },
  'exited in a turn': { kind: 'exited', exit: exit(), cutsTurn: true },
  'exited without ever running': { kind: 'exited', exit: exit({ code: null }), cutsTurn: false },
} satisfies Record<string, Input>

type Inputs = Partial<Record<keyof typeof inputs, readonly string[]>>

const ended = ['idle', 'settle TERMINATED user_request']
const paused = ['idle', 'settle SUSPENDED user_request']
const stops = ['stopping TERMINATED', 'stop_process']
const stopsKeeping = ['stopping SUSPENDED keepsTurn', 'stop_process keepsTurn']
const fails = ['stopping FAILED', 'stop_process']
const restarts = ['log', 'settle STARTING claude_crashed']
const died = ['idle', 'log', 'settle SUSPENDED claude_crashed']
const notStarted = ['idle', 'settle FAILED claude_start_failed']
const tryAgain = ['log', 'forget_process', 'plan start_retried']

/** The phase after it, and the effects in order. What is not here changes nothing and does nothing. */
const table: Record<keyof typeof phases, Inputs> = {
  idle: {
    hold: ['held'],
    lend: ['lent'],
    begin: ['starting 0/0', 'launch new'],
    wake: ['looking after rest 0/0', 'plan message'],
    rerun: ['looking after rerun 0/0', 'plan host_restarted'],
    start_over: ['looking after start_over 0/0 “before”', 'plan start_over'],
    stop: ended,
    'stop, keeping the turn': paused,
  },
  held: { release: ['idle'], stop: ended, 'stop, keeping the turn': paused },
  lent: { give_back: ['idle'], 'a turn begins elsewhere': ['lent inTurn'], stop: ended },
  'lent, in a turn': { give_back: ['idle'], 'a turn ends elsewhere': ['lent'], stop: ended },
  waiting: {
    due: ['looking after rerun 0/0', 'plan claude_crashed'],
    stop: ended,
    'stop, keeping the turn': paused,
  },
  looking: {
    'planned: gone': ['idle', 'settle FAILED conversation_gone'],
    'planned: lent': ['lent', 'settle SUSPENDED written_elsewhere', 'tell_up'],
    'planned: new': ['starting 0/0', 'take_up', 'launch new “before”'],
    'planned: resume': ['starting 0/0', 'take_up', 'launch resume'],
    'planned: cut, sent again': ['starting 0/0', 'send_again', 'launch resume'],
    'planned: cut, runs again': ['rerunning 0/0', 'send_again', 'launch resume_interrupted', 'await_turn'],
    'planned: cut, and others went on': ['rerunning 0/0', 'send_again', 'launch resume', 'await_turn no more comes'],
    start_failed: notStarted,
    stop: ended,
    'stop, keeping the turn': paused,
  },
  starting: {
    ready: ['running 0/0', 'tell_up'],
    renew: ['starting 0/0 wants other_folder'],
    stop: stops,
    'stop, keeping the turn': stopsKeeping,
    storage_failed: fails,
    exited: ['looking after rest 1/0', ...tryAgain],
    'exited in a turn': ['looking after rest 1/0', ...tryAgain],
    'exited without ever running': notStarted,
  },
  'starting again': {
    ready: ['running 0/1', 'tell_up'],
    turn_ended: ['starting 1/0'],
    renew: ['starting 1/1 wants other_folder'],
    stop: stops,
    'stop, keeping the turn': stopsKeeping,
    storage_failed: fails,
    exited: notStarted,
    'exited in a turn': notStarted,
    'exited without ever running': notStarted,
  },
  running: {
    renew: ['running 0/0 wants other_folder'],
    stop: ['stopping TERMINATED ready', 'stop_process'],
    'stop, keeping the turn': ['stopping SUSPENDED keepsTurn ready', 'stop_process keepsTurn'],
    storage_failed: ['stopping FAILED ready', 'stop_process'],
    exited: died,
    'exited in a turn': ['waiting after rerun 0/1', ...restarts, 'plan_later 500'],
    'exited without ever running': died,
  },
  'running, died 3 times': {
    turn_ended: ['running 0/0'],
    renew: ['running 0/3 wants other_folder'],
    stop: ['stopping TERMINATED ready', 'stop_process'],
    'stop, keeping the turn': ['stopping SUSPENDED keepsTurn ready', 'stop_process keepsTurn'],
    storage_failed: ['stopping FAILED ready', 'stop_process'],
    exited: died,
    'exited in a turn': died,
    'exited without ever running': died,
  },
  'running, unwanted': {
    at_rest: ['renewing 0/0 new_login', 'stop_process'],
    'at_rest, may begin': ['running 0/0 wants new_login', 'check_rest_later'],
    stop: ['stopping TERMINATED ready', 'stop_process'],
    'stop, keeping the turn': ['stopping SUSPENDED keepsTurn ready', 'stop_process keepsTurn'],
    storage_failed: ['stopping FAILED ready', 'stop_process'],
    exited: died,
    'exited in a turn': ['waiting after rerun 0/1', ...restarts, 'plan_later 500'],
    'exited without ever running': died,
  },
  rerunning: {
    ready: ['rerunning 0/0 ready', 'tell_up'],
    turn_begun: ['starting 0/0', 'await_turn_no_more'],
    given_up: ['starting 0/0', 'await_turn_no_more', 'close_lost_turn'],
    renew: ['rerunning 0/0 wants other_folder'],
    stop: ['stopping TERMINATED awaitsTurn', 'stop_process'],
    'stop, keeping the turn': ['stopping SUSPENDED keepsTurn awaitsTurn', 'stop_process keepsTurn'],
    storage_failed: ['stopping FAILED awaitsTurn', 'stop_process'],
    exited: ['looking after rerun 1/0', 'await_turn_no_more', ...tryAgain],
    'exited in a turn': ['looking after rerun 1/0', 'await_turn_no_more', ...tryAgain],
    'exited without ever running': ['idle', 'await_turn_no_more', 'settle FAILED claude_start_failed owesTurn'],
  },
  'rerunning, ready': {
    ready: ['rerunning 0/1 wants new_login ready', 'tell_up'],
    turn_begun: ['running 0/1 wants new_login', 'await_turn_no_more'],
    turn_ended: ['rerunning 0/0 wants new_login ready'],
    given_up: ['running 0/1 wants new_login', 'await_turn_no_more', 'close_lost_turn'],
    stop: ['stopping TERMINATED ready awaitsTurn', 'stop_process'],
    'stop, keeping the turn': ['stopping SUSPENDED keepsTurn ready awaitsTurn', 'stop_process keepsTurn'],
    storage_failed: ['stopping FAILED ready awaitsTurn', 'stop_process'],
    ...Object.fromEntries(
      ['exited', 'exited in a turn', 'exited without ever running'].map((exited) => [
        exited,
        [
          'waiting after rerun 0/2',
          'await_turn_no_more',
          'log',
          'settle STARTING claude_crashed owesTurn',
          'plan_later 5000',
        ],
      ]),
    ),
  },
  renewing: {
    turn_ended: ['renewing 0/0 new_login'],
    stop: ['stopping TERMINATED ready', 'stop_process'],
    'stop, keeping the turn': ['stopping SUSPENDED keepsTurn ready', 'stop_process keepsTurn'],
    storage_failed: ['stopping FAILED ready', 'stop_process'],
    exited: ['looking after renewal 0/1', 'settle STARTING new_login', 'plan new_login'],
    'exited in a turn': ['looking after renewal 0/1', 'settle STARTING new_login', 'plan new_login'],
    'exited without ever running': ['looking after renewal 0/1', 'settle STARTING new_login', 'plan new_login'],
  },
  stopping: {
    ready: ['stopping SUSPENDED ready', 'tell_up'],
    stop: ['stopping SUSPENDED', 'stop_process'],
    'stop, keeping the turn': ['stopping SUSPENDED keepsTurn', 'stop_process keepsTurn'],
    exited: paused,
    'exited in a turn': paused,
    'exited without ever running': paused,
  },
  'stopping, awaits a turn': {
    ready: ['stopping SUSPENDED ready awaitsTurn', 'tell_up'],
    turn_begun: ['stopping SUSPENDED ready', 'await_turn_no_more'],
    given_up: ['stopping SUSPENDED ready', 'await_turn_no_more', 'close_lost_turn'],
    stop: ['stopping SUSPENDED ready awaitsTurn', 'stop_process'],
    'stop, keeping the turn': ['stopping SUSPENDED keepsTurn ready awaitsTurn', 'stop_process keepsTurn'],
    exited: ['idle', 'await_turn_no_more', 'settle SUSPENDED user_request owesTurn'],
    'exited in a turn': ['idle', 'await_turn_no_more', 'settle SUSPENDED user_request owesTurn'],
    'exited without ever running': ['idle', 'await_turn_no_more', 'settle SUSPENDED user_request owesTurn'],
  },
}

describe.each(Object.entries(phases))('a process that is %s', (name, phase: ProcessPhase) => {
  const expected: Readonly<Record<string, readonly string[] | undefined>> = table[name as keyof typeof phases]

  test.each(Object.entries(inputs))('%s', (what, input: Input) => {
    const { phase: after, effects } = next(phase, input)
    const told = expected[what]
    expect([inWords(after), ...effects.map(effectInWords)]).toEqual(told ?? [inWords(phase)])
    // Whoever waits knows by the object that nothing has happened.
    expect(told !== undefined || after === phase).toBe(true)
  })
})

/** All that a phase knows. */
function inWords(phase: ProcessPhase): string {
  switch (phase.kind) {
    case 'idle':
    case 'held':
      return phase.kind
    case 'lent':
      return phase.inTurn ? 'lent inTurn' : 'lent'
    case 'preparing': {
      const words = [phase.step, 'after', phase.after, counts(phase)]
      return [...words, ...(phase.preface === null ? [] : [`“${phase.preface}”`])].join(' ')
    }
    case 'renewing':
      return `renewing ${counts(phase)} ${phase.reason}`
    case 'stopping':
      return ['stopping', phase.order.status, ...set(phase)].join(' ')
    default:
      return [phase.kind, counts(phase), ...(phase.wanted === null ? [] : ['wants', phase.wanted]), ...set(phase)].join(
        ' ',
      )
  }
}

function counts({ deaths: { atStart, inTurn } }: { deaths: { atStart: number; inTurn: number } }): string {
  return `${atStart}/${inTurn}`
}

function set(phase: ProcessPhase): string[] {
  return [
    ...('keepsTurn' in phase && phase.keepsTurn ? ['keepsTurn'] : []),
    ...('isReady' in phase && phase.isReady ? ['ready'] : []),
    ...('awaitsTurn' in phase && phase.awaitsTurn ? ['awaitsTurn'] : []),
  ]
}

function effectInWords(effect: Effect): string {
  switch (effect.kind) {
    case 'plan':
      return `plan ${effect.reason}`
    case 'await_turn':
      return effect.isComing ? 'await_turn' : 'await_turn no more comes'
    case 'plan_later':
      return `plan_later ${effect.delay_ms}`
    case 'launch':
      return `launch ${effect.start}${effect.preface === null ? '' : ` “${effect.preface}”`}`
    case 'stop_process':
      return effect.keepsTurn ? 'stop_process keepsTurn' : 'stop_process'
    case 'settle': {
      const { status, status_reason } = effect.ending
      return `settle ${status} ${status_reason}${effect.owesTurn ? ' owesTurn' : ''}`
    }
    default:
      return effect.kind
  }
}
