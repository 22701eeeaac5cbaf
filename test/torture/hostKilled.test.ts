import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import type { DurableEvent } from '#shared/session/events.ts'
import type { Session } from '#shared/session/session.ts'
import { claudeOf, familyOf, stillRunning } from '#test/support/server/serverProcesses.ts'
import { killPart } from '#test/support/runFiles.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'
import { asStored } from '#test/support/host/storedEvents.ts'
import { until } from '#test/support/until.ts'
import type { Viewer } from '#test/support/server/viewer.ts'

let server: TestServer

// One each: hosts that die one after the other are started again ever later.
beforeEach(async () => {
  server = await startServer({ vault: 'file' })
})

afterEach(() => server.close())

async function setup(name: string, more: Readonly<Record<string, unknown>> = {}) {
  const folder = server.folder(name)
  const session = await server.program.createSession(folder, more)
  const viewer = await server.program.watch()
  onTestFinished(() => viewer.close())
  await viewer.follow(session.id)
  return { folder, session, viewer }
}

/** What the log held before must be its beginning now, number for number. */
function expectKept(before: readonly DurableEvent[], now: readonly DurableEvent[]) {
  expect(now.slice(0, before.length).map(asStored)).toEqual(before.map(asStored))
  expect(now.map((event) => event.seq)).toEqual(now.map((_, index) => index + 1))
}

/** How often Claude Code asked the API to begin an answer to the prompt. */
function timesAsked(prompt: string): number {
  return server.api.requests.filter((request) => request.prompt === prompt && request.step === 0).length
}

async function killHost({ session, viewer }: { session: Session; viewer: Viewer }): Promise<DurableEvent[]> {
  const family = familyOf(claudeOf(server.serverProcesses, session.id))
  const { events } = await server.program.call<{ events: DurableEvent[] }>('GET', `/api/session/${session.id}/events`)
  const afterSeq = events.at(-1)?.seq ?? 0
  await killPart(server, 'host')
  await viewer.event(session.id, 'notice', { afterSeq, where: ({ data }) => data.code === 'host_restarted' })
  expect(stillRunning(family)).toEqual([])
  return events
}

test('an idle session goes on after its host was killed', async () => {
  const { session, viewer } = await setup('idle')
  await viewer.turn(session.id, 'before')

  const before = await killHost({ session, viewer })

  const turn = await viewer.turn(session.id, 'after')
  expect(turn.data).toMatchObject({ is_error: false, reason: 'completed' })
  const { events } = viewer.session(session.id)
  expectKept(before, events)
  expect(events.filter(({ type }) => type === 'claude_response').map(({ content }) => content)).toEqual([
    'You said: before',
    'You said: after',
  ])
})

test('an answer that was cut by the death of the host is given again, whole', async () => {
  const { session, viewer } = await setup('streaming')
  const prompt = '@slow 10\n@tokens 120'
  await viewer.say(session.id, prompt)
  await viewer.until(() => viewer.session(session.id).streaming.length > 100, 'streaming text')

  const before = await killHost({ session, viewer })

  await viewer.event(session.id, 'turn_completed', { afterSeq: before.length })
  const { events, timeline } = viewer.session(session.id)
  expectKept(before, events)
  expect(events.filter(({ type }) => type === 'user_message')).toHaveLength(1)
  const answers = events.filter(({ type }) => type === 'claude_response')
  expect(answers.at(-1)?.content).toMatch(/^word1 .* word120$/)
  expect(timeline.open).toEqual([])
})

test('an approval that was open when the host died is the same one afterwards, and nothing was done without it', async () => {
  const { folder, session, viewer } = await setup('approval')
  await viewer.say(session.id, `@tool Write {"file_path": "${folder}/made.txt", "content": "made"}\n@text Written.`)
  const first = await viewer.event(session.id, 'approval_requested')

  const before = await killHost({ session, viewer })

  const again = await viewer.event(session.id, 'approval_requested', { afterSeq: before.length })
  expect(again.data.approval_id).toBe(first.data.approval_id)
  const events = () => viewer.session(session.id).events
  expect(existsSync(path.join(folder, 'made.txt'))).toBe(false)
  expect(events().filter(({ type }) => type === 'approval_resolved')).toEqual([])
  await viewer.answer(session.id, again.data.approval_id, { decision: 'allow' })
  await viewer.event(session.id, 'turn_completed', { afterSeq: before.length })
  expect(existsSync(path.join(folder, 'made.txt'))).toBe(true)
  expectKept(before, events())
})

test('prompts that waited when the host died are each sent once, in order', async () => {
  const { session, viewer } = await setup('queued')
  const first = '@slow 10\n@tokens 90'
  await viewer.say(session.id, first)
  await viewer.say(session.id, 'second queued one', { idempotency_key: 'second' })
  await viewer.say(session.id, 'third queued one')
  await viewer.until(() => viewer.session(session.id).streaming.length > 50, 'streaming text')

  const before = await killHost({ session, viewer })
  await viewer.say(session.id, 'second queued one', { idempotency_key: 'second' })

  await viewer.event(session.id, 'claude_response', {
    where: ({ content }) => content === 'You said: third queued one',
  })
  const { events } = viewer.session(session.id)
  expectKept(before, events)
  expect(events.filter(({ type }) => type === 'user_message').map(({ content }) => content)).toEqual([
    first,
    'second queued one',
    'third queued one',
  ])
  expect([timesAsked('second queued one'), timesAsked('third queued one')]).toEqual([1, 1])
})

test('a command that Claude was running when the host died does not run on', async () => {
  const { folder, session, viewer } = await setup('command')
  const command = `touch started; exec tail -f /dev/null --pid=$$ # ${folder}`
  await viewer.say(session.id, `@tool Bash ${JSON.stringify({ command, description: 'Wait' })}\n@text Waited.`)
  const asked = await viewer.event(session.id, 'approval_requested')
  await viewer.answer(session.id, asked.data.approval_id, { decision: 'allow' })
  await until(() => existsSync(path.join(folder, 'started')), { what: 'the command to run' })
  // The shell has left its sign; it becomes `tail` a moment later.
  await until(() => server.serverProcesses.matching(/^tail -f/).length > 0, { what: 'the command to be there' })
  const tail = server.serverProcesses.matching(/^tail -f/)
  expect(tail).not.toEqual([])

  await killHost({ session, viewer })

  expect(stillRunning(tail)).toEqual([])
  await viewer.request('session_control', { session_id: session.id, action: 'terminate' })
})

test('what ran in the background when its host was killed is told as stopped, with the call that began it', async () => {
  const { session, viewer } = await setup('background')
  const command = { command: 'sleep 300', description: 'Wait', run_in_background: true }
  await viewer.turn(session.id, `@tool Bash ${JSON.stringify(command)}\n@text Started.`)
  const { data: task } = await viewer.event(session.id, 'background_task')
  expect(task.state).toBe('running')

  const before = await killHost({ session, viewer })

  const { events } = viewer.session(session.id)
  expectKept(before, events)
  expect(events.find(({ type, data }) => type === 'background_task' && data.state === 'stopped')?.data).toEqual({
    ...task,
    state: 'stopped',
  })
})
