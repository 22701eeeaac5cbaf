import { describe, expect, test } from 'vitest'
import { ApprovalId } from '#shared/ids.ts'
import type { Approval } from '#shared/session/session.ts'
import { emptyTimeline, type Timeline } from '#shared/session/timeline/timeline.ts'
import { prependOlder, reduceTimeline } from '#shared/session/timeline/reducer.ts'
import type { TimelineItem, ToolItem } from '#shared/session/timeline/items.ts'
import { delta, SessionLog } from '#test/fakes/sessionEvents.ts'

describe('the conversation', () => {
  test('shows prompts, text, thinking, tools, notices and turn ends in the order of the log', () => {
    const log = busyLog()
    expect(kinds(fold(log).items)).toEqual(['prompt', 'thinking', 'tool', 'tool', 'text', 'notice', 'turn'])
  })

  test('joins a result, an approval and its answer to their call', () => {
    const call = toolIn(fold(busyLog()), 'run')
    expect(call.result?.content).toBe('done')
    expect(call.approval?.outcome?.decision).toBe('allow')
  })

  test('nests what a sub-agent did inside its call, at any depth', () => {
    const log = new SessionLog()
    log.call('outer', ['Task', {}])
    log.call('inner', ['Task', {}], 'outer')
    log.call('leaf', ['Bash', {}], 'inner')
    log.result('leaf', 'ok')
    const outer = toolIn(fold(log), 'outer')
    const leaf = (outer.children[0] as ToolItem).children[0] as ToolItem
    expect(leaf.result?.content).toBe('ok')
  })

  test('a call whose turn ended before it did is told as cut, a sub-agent’s calls too, also across pages', () => {
    const log = new SessionLog()
    log.call('outer', ['Task', {}])
    log.call('leaf', ['Bash', {}], 'outer')
    log.call('late', ['Bash', {}])
    log.turnEnd({ reason: 'interrupted' })
    log.call('next', ['Bash', {}])
    log.result('late', 'came all the same')
    const whole = fold(log)
    const outer = toolIn(whole, 'outer')
    const cuts = [outer, outer.children[0] as ToolItem, toolIn(whole, 'next')].map(({ is_cut }) => is_cut)
    expect(cuts).toEqual([true, true, false])
    expect(toolIn(whole, 'late').result?.content).toBe('came all the same')
    const newer = reduceTimeline(emptyTimeline(4), log.events.slice(3))
    expect(prependOlder(newer, log.events.slice(0, 3)).items).toEqual(whole.items)
  })

  test('is the same whatever batches the events come in', () => {
    const log = busyLog()
    const whole = fold(log)
    for (const size of [1, 2, 3, 5]) {
      let timeline = emptyTimeline()
      for (let at = 0; at < log.head; at += size) {
        timeline = reduceTimeline(timeline, log.events.slice(at, at + size))
      }
      expect(timeline).toEqual(whole)
    }
  })

  test('folds every event in once, however often it comes', () => {
    const log = busyLog()
    const once = fold(log)
    expect(reduceTimeline(once, log.events)).toBe(once)
  })

  test('leaves the value before a batch as it was, and keeps items that did not change', () => {
    const log = busyLog()
    const before = fold(log)
    const copy = structuredClone(before)
    log.text('more')
    const after = reduceTimeline(before, log.events)
    expect(before).toEqual(copy)
    expect(after.items[0]).toBe(before.items[0])
    expect(after.items).toHaveLength(before.items.length + 1)
  })

  test('joins an approval that is known before its call', () => {
    const log = new SessionLog()
    log.ask(approvalOf('run'))
    log.call('run', ['Bash', { command: 'ls' }])
    expect(toolIn(fold(log), 'run').approval?.outcome).toBeNull()
  })
})

describe('streaming text', () => {
  const cases: { name: string; deltas: [number, string][]; text: string }[] = [
    {
      name: 'grows delta by delta',
      deltas: [
        [0, 'Hel'],
        [3, 'lo'],
      ],
      text: 'Hello',
    },
    {
      name: 'counts a repeated delta once',
      deltas: [
        [0, 'Hel'],
        [0, 'Hel'],
        [3, 'lo'],
        [3, 'lo'],
      ],
      text: 'Hello',
    },
    {
      name: 'merges an overlapping delta',
      deltas: [
        [0, 'Hel'],
        [1, 'ello'],
      ],
      text: 'Hello',
    },
    {
      name: 'waits at a gap',
      deltas: [
        [0, 'Hel'],
        [5, ' you'],
      ],
      text: 'Hel',
    },
    {
      name: 'heals a gap by the text so far',
      deltas: [
        [0, 'Hel'],
        [5, ' you'],
        [0, 'Hello you'],
        [9, '!'],
      ],
      text: 'Hello you!',
    },
  ]
  test.each(cases)('$name', ({ deltas, text }) => {
    const timeline = reduceTimeline(
      emptyTimeline(),
      deltas.map(([offset, content]) => delta('b1', offset, content)),
    )
    expect(timeline.open.map((block) => block.text)).toEqual([text])
  })

  test('gives way to the finished block, and stays away', () => {
    const log = new SessionLog()
    let timeline = reduceTimeline(emptyTimeline(), [delta('b1', 0, 'Hel')])
    timeline = reduceTimeline(timeline, [log.text('Hello', 'b1'), delta('b1', 3, 'lo')])
    expect(timeline.open).toEqual([])
    expect(timeline.items).toMatchObject([{ id: 'b1', text: 'Hello', live: false }])
  })

  test('is not left open by a turn that ended', () => {
    const log = new SessionLog()
    const timeline = reduceTimeline(emptyTimeline(), [delta('b1', 0, 'Hel'), log.turnEnd({ reason: 'crashed' })])
    expect(timeline.open).toEqual([])
  })
})

describe('paging back', () => {
  test('gives the same conversation as reading all of it, wherever the pages are cut', () => {
    const log = busyLog()
    const whole = fold(log)
    for (let cut = 1; cut < log.head; cut += 1) {
      for (let older = 0; older < cut; older += 1) {
        let timeline = reduceTimeline(emptyTimeline(cut + 1), log.events.slice(cut))
        timeline = prependOlder(timeline, log.events.slice(older, cut))
        timeline = prependOlder(timeline, log.events.slice(0, older))
        expect(timeline).toEqual(whole)
      }
    }
  })

  test('joins a result to a call of an older page', () => {
    const log = new SessionLog()
    log.call('run', ['Bash', {}])
    log.result('run', 'done')
    const newer = reduceTimeline(emptyTimeline(2), log.events.slice(1))
    expect(newer.items).toEqual([])
    expect(toolIn(prependOlder(newer, log.events.slice(0, 1)), 'run').result?.content).toBe('done')
  })

  test('goes on with new events afterwards', () => {
    const log = busyLog()
    const paged = prependOlder(reduceTimeline(emptyTimeline(6), log.events.slice(5)), log.events.slice(0, 5))
    log.text('more')
    expect(reduceTimeline(paged, log.events)).toEqual(fold(log))
  })

  test('ignores events that are there already', () => {
    const timeline = fold(busyLog())
    expect(prependOlder(timeline, busyLog().events)).toBe(timeline)
  })
})

test('5,000 events are folded at once', () => {
  const log = longLog(5000)
  fold(log)
  const started = performance.now()
  fold(log)
  expect(performance.now() - started).toBeLessThan(1_000)
})

function fold(log: SessionLog): Timeline {
  return reduceTimeline(emptyTimeline(), log.events)
}

function busyLog(): SessionLog {
  const log = new SessionLog()
  log.prompt('Fix it')
  log.thinking('Hm', 900)
  log.call('agent', ['Task', { description: 'Look around' }])
  log.call('read', ['Read', { file_path: 'a.ts' }], 'agent')
  log.text('Found it', 'inner', 'agent')
  log.call('run', ['Bash', { command: 'npm test' }])
  log.ask(approvalOf('run'))
  log.result('read', 'text')
  log.answer(approvalOf('run'), 'allow')
  log.result('run', 'done')
  log.result('agent', 'report')
  log.text('All **fixed**')
  log.add('notice', { level: 'warning', code: 'api_retry' }, 'Trying again')
  log.turnEnd()
  return log
}

function longLog(count: number): SessionLog {
  const log = new SessionLog()
  while (log.head < count) {
    log.prompt('Go on')
    log.call(`c${log.head}`, ['Task', {}])
    const agent = `c${log.head - 1}`
    for (let call = 0; call < 20; call += 1) {
      log.call(`d${log.head}`, ['Bash', { command: 'ls' }], agent)
      log.result(`d${log.head - 1}`, 'out')
    }
    log.text('Well')
    log.turnEnd()
  }
  return log
}

function approvalOf(call: string): Approval {
  return {
    approval_id: ApprovalId.parse(call),
    kind: 'tool',
    tool_use_id: call,
    tool_name: 'Bash',
    input: { command: 'npm test' },
    suggestions: [],
  }
}

function toolIn(timeline: Timeline, id: string): ToolItem {
  const item = timeline.items.find((one) => one.id === id)
  if (item?.kind !== 'tool') {
    throw new Error(`no call ${id}`)
  }
  return item
}

function kinds(items: readonly TimelineItem[]): string[] {
  return items.map((item) => item.kind)
}
