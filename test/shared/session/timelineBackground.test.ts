import { expect, test } from 'vitest'
import type { DurableEvent } from '#shared/session/events.ts'
import { emptyTimeline, type Timeline } from '#shared/session/timeline/timeline.ts'
import { prependOlder, reduceTimeline } from '#shared/session/timeline/reducer.ts'
import { SessionLog } from '#test/fakes/sessionEvents.ts'

const task = { task_id: 'b1', description: 'Wait' }

/** A command that goes to the background, is followed by another turn, and fails there. */
function failing(more: { readonly tool_use_id?: string }): readonly DurableEvent[] {
  const log = new SessionLog()
  log.prompt('go')
  log.call('c', ['Bash', { command: 'sleep 60' }])
  log.add('background_task', { ...task, ...more, state: 'running' })
  log.result('c', 'Command running in background', { details: { backgroundTaskId: 'b1' } })
  log.turnEnd()
  log.prompt('and now?')
  log.add('background_task', { ...task, ...more, state: 'failed', exit_code: 3 })
  return log.events
}

const work = {
  state: 'failed',
  since: '2026-11-21T03:00:03.000Z',
  until: '2026-11-21T03:00:07.000Z',
  exit_code: 3,
}

function workOf({ items }: Timeline): readonly unknown[] {
  return items.flatMap((item) =>
    item.kind === 'tool' ? [item.background] : item.kind === 'background' ? [item.work, item.description] : [],
  )
}

test('a call tells how what it left in the background goes, in whatever pieces the log comes', () => {
  const events = failing({ tool_use_id: 'c' })
  expect(workOf(reduceTimeline(emptyTimeline(), events.slice(0, -1)))).toEqual([
    { ...work, state: 'running', until: null, exit_code: null },
  ])
  for (let cut = 0; cut < events.length; cut += 1) {
    const newest = reduceTimeline(emptyTimeline(cut + 1), events.slice(cut))
    expect(workOf(prependOlder(newest, events.slice(0, cut)))).toEqual([work])
  }
})

test('work of which nobody says what began it stands for itself, and ends', () => {
  const events = failing({})
  for (let cut = 0; cut < events.length; cut += 1) {
    const newest = reduceTimeline(emptyTimeline(cut + 1), events.slice(cut))
    expect(workOf(prependOlder(newest, events.slice(0, cut)))).toEqual([null, work, 'Wait'])
  }
})
