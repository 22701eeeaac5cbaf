import { appendFileSync, existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { spawn as spawnPty } from '@lydell/node-pty'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type DurableEvent, TWO_WAYS } from '#shared/session/events.ts'
import type { Session } from '#shared/session/session.ts'
import { DEMO_TOKEN } from '#server/demo/api/apiKeys.ts'
import { claudeBinary } from '#test/bench/support/claudeBinary.ts'
import { outsideEnvironment, pastOnboarding, startOutside } from '#test/support/server/claudeOutside.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'
import { until } from '#test/support/until.ts'

let server: TestServer

beforeAll(async () => {
  server = await startServer({ vault: 'file' })
  pastOnboarding(server)
})

afterAll(() => server.close())

const PATIENCE_MS = 40_000
/** The transcript is written a moment after the answer is told. */
const POLL = { timeout: PATIENCE_MS }

async function setup(name: string) {
  const folder = server.folder(name)
  const session = await server.program.createSession(folder)
  const { id } = session
  const viewer = await server.program.watch()
  onTestFinished(() => viewer.close())
  await viewer.follow(id)
  const state = () => server.program.call<Session>('GET', `/api/session/${id}`)
  const when = (look: (session: Session) => boolean, what: string) =>
    until(async () => look(await state()), { what, ms: PATIENCE_MS })
  const control = (action: string) => server.program.call('POST', `/api/session/${id}/control`, { action })
  const events = () => viewer.session(id).events
  const outside = (...args: string[]) => startOutside(server, folder, args)
  return { id, folder, viewer, state, when, control, events, outside }
}

interface Line {
  readonly type: string
  readonly uuid?: string
  readonly parentUuid?: string | null
  readonly message?: { readonly content: unknown }
}

/** The messages on the one way that Claude Code goes on with, and those that lie beside it. */
function waysOf(id: string): { readonly way: readonly unknown[]; readonly beside: readonly unknown[] } {
  const { lines } = transcriptOf(id)
  const byId = new Map(lines.map((line) => [line.uuid, line]))
  const way = new Set<string | undefined>()
  let at = lines.findLast(({ type }) => type === 'assistant')?.uuid ?? null
  while (at !== null) {
    way.add(at)
    at = byId.get(at)?.parentUuid ?? null
  }
  const prompts = lines.filter(({ type, message }) => type === 'user' && typeof message?.content === 'string')
  return {
    way: prompts.filter(({ uuid }) => way.has(uuid)).map(({ message }) => message?.content),
    beside: prompts.filter(({ uuid }) => !way.has(uuid)).map(({ message }) => message?.content),
  }
}

function textsIn(events: readonly DurableEvent[]): readonly string[] {
  return events.flatMap(({ type, content }) =>
    type === 'user_message' || type === 'claude_response' ? [content ?? ''] : [],
  )
}

test('what a Claude Code outside writes is followed; a prompt sent meanwhile waits, and then all is one conversation', async () => {
  const { id, viewer, state, when, events, outside } = await setup('outside')
  await viewer.turn(id, 'first')

  const other = outside('-p', '--resume', id, '@slow 60\n@tokens 60')
  await when(({ writer }) => writer?.kind === 'outside', 'the writer outside')
  await viewer.say(id, 'third')
  await viewer.event(id, 'queue_changed', { where: ({ data }) => data.queue.length === 1 })
  expect((await state()).writer).toMatchObject({ kind: 'outside', pid: other.child.pid })

  expect(await other.ended).toContain('word60')
  await when(({ writer, turn_count }) => writer === null && turn_count === 3, 'the prompt that waited')
  expect(textsIn(events())).toEqual([
    'first',
    'You said: first',
    '@slow 60\n@tokens 60',
    expect.stringContaining('word60'),
    'third',
    'You said: third',
  ])
  await expect.poll(() => waysOf(id), POLL).toEqual({ way: ['first', '@slow 60\n@tokens 60', 'third'], beside: [] })
  expect(server.api.requests.at(-1)?.prompts_before).toBe(2)
})

test('a Claude Code outside is taken over: it ends, and the session goes on with what it said', async () => {
  const { id, viewer, when, control, outside } = await setup('taken')
  await viewer.turn(id, 'first')
  const other = outside('-p', '--resume', id, '@text begun\n@hang')
  await when(({ writer }) => writer?.kind === 'outside', 'the writer outside')

  await control('take_over')

  await other.ended
  await when(({ writer, status }) => writer === null && status === 'ACTIVE', 'the session')
  await viewer.turn(id, 'second')
  await expect.poll(() => waysOf(id).beside, POLL).toEqual([])
})

test('what is written in the terminal while nobody looks is in the conversation when it is opened', async () => {
  const { id, viewer, control, outside, events } = await setup('unseen')
  await viewer.turn(id, 'first')
  await control('suspend')
  await viewer.request('unsubscribe', { session_id: id })
  await outside('-p', '--resume', id, 'second').ended
  await viewer.follow(id)
  await viewer.say(id, 'third')
  await viewer.event(id, 'claude_response', { where: ({ content }) => content === 'You said: third' })
  expect(textsIn(events())).toEqual([
    'first',
    'You said: first',
    'second',
    'You said: second',
    'third',
    'You said: third',
  ])
  await expect.poll(() => waysOf(id).beside, POLL).toEqual([])
})

test('Claude Code’s own interface drives the session; what it asks is answered by a card, and the chat goes on after', async () => {
  const { id, folder, viewer, when, events, control } = await setup('terminal')
  await viewer.turn(id, 'first')
  const handle = await openClaude({ id, viewer })
  await when(({ writer }) => writer?.kind === 'terminal', 'the terminal')
  viewer.type(handle, `@tool Bash ${JSON.stringify({ command: `touch made`, description: 'make' })}`)
  await viewer.say(id, 'after it')

  const asked = await viewer.event(id, 'approval_requested')
  expect(asked.data).toMatchObject({
    tool_name: 'Bash',
    input: { command: 'touch made' },
    tool_use_id: expect.stringMatching(/^toolu_/),
  })
  await when(({ status }) => status === 'WAITING', 'the card')
  await viewer.answer(id, asked.data.approval_id, { decision: 'allow' })
  await viewer.event(id, 'turn_completed', { afterSeq: asked.seq })
  expect(existsSync(path.join(folder, 'made'))).toBe(true)

  await control('take_over')
  await when(({ writer, turn_count }) => writer === null && turn_count === 3, 'the chat')
  expect(textsIn(events()).slice(-2)).toEqual(['after it', 'You said: after it'])
  await expect.poll(() => waysOf(id).beside, POLL).toEqual([])
})

/** Private files of terminals in which Claude Code runs. */
function leftOfTerminals(): readonly string[] {
  return readdirSync(path.join(server.dataDir, 'terminals'))
}

/** Of a process that may be gone. */
function fileOf(pid: string, name: 'cmdline' | 'environ'): string {
  try {
    return readFileSync(path.join('/proc', pid, name), 'latin1')
  } catch {
    return ''
  }
}

/** Opens Claude Code’s own interface on a session, once it takes keys. */
async function openClaude({ id, viewer }: Pick<Awaited<ReturnType<typeof setup>>, 'id' | 'viewer'>): Promise<number> {
  const opened = await viewer.request('terminal_open', {
    session_id: id,
    data: { kind: 'claude', cols: 100, rows: 30 },
  })
  const handle = Number(opened.data?.['handle'])
  await viewer.prints(handle, 'effort')
  return handle
}

test('what is answered in the terminal needs no card any more; after /clear there the session goes on in the new conversation', async () => {
  const { id, folder, viewer, when, events, control } = await setup('cleared')
  await viewer.turn(id, 'first')
  const handle = await openClaude({ id, viewer })
  viewer.type(handle, `@tool Bash ${JSON.stringify({ command: 'touch made', description: 'make' })}`)
  const asked = await viewer.event(id, 'approval_requested')
  await viewer.prints(handle, 'proceed')
  viewer.type(handle, '')
  const { data } = await viewer.event(id, 'approval_resolved', { afterSeq: asked.seq })
  expect(data).toMatchObject({ approval_id: asked.data.approval_id, decision: 'cancelled', answered_by: null })
  await viewer.event(id, 'turn_completed', { afterSeq: asked.seq })
  expect(existsSync(path.join(folder, 'made'))).toBe(true)

  viewer.type(handle, '/clear')
  await viewer.prints(handle, 'Opus')
  viewer.type(handle, 'after the clear')
  await viewer.event(id, 'claude_response', { where: ({ content }) => content === 'You said: after the clear' })
  await control('take_over')
  await when(({ writer, status }) => writer === null && status === 'ACTIVE', 'the chat')
  await viewer.say(id, 'in the chat')
  await viewer.event(id, 'claude_response', { where: ({ content }) => content === 'You said: in the chat' })
  expect(server.api.requests.findLast(({ prompt }) => prompt === 'in the chat')?.prompts_before).toBe(1)
  expect(textsIn(events()).filter((text) => text === 'after the clear')).toHaveLength(1)
})

test.runIf(process.platform === 'linux')(
  'no secret is in what the terminal’s Claude Code was started with, and nothing of it is left behind',
  async () => {
    const { id, viewer, when, control } = await setup('secrets')
    await viewer.turn(id, 'first')
    const handle = await openClaude({ id, viewer })
    viewer.type(handle, '! echo "$(env | grep -c sk-ant) of them"')
    await viewer.prints(handle, '0 of them')
    const started = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && fileOf(name, 'cmdline').includes(id))
    expect(started.length).toBeGreaterThan(0)
    for (const pid of started) {
      expect(`${fileOf(pid, 'cmdline')} ${fileOf(pid, 'environ')}`).not.toContain(DEMO_TOKEN)
    }
    expect(leftOfTerminals()).toHaveLength(1)
    await control('take_over')
    await when(({ writer }) => writer === null, 'the chat')
    await expect.poll(leftOfTerminals, POLL).toEqual([])
  },
)

test('questions and plans of the terminal are answered on a card as well', async () => {
  const { id, viewer, when, control } = await setup('questions')
  await viewer.turn(id, 'first')
  const handle = await openClaude({ id, viewer })
  const options = [
    { label: 'Warm', description: 'Paper.' },
    { label: 'Cool', description: 'Grey.' },
  ]
  const question = 'Which colours?'
  const asks = { questions: [{ question, header: 'Colours', multiSelect: false, options }] }
  viewer.type(handle, `@tool AskUserQuestion ${JSON.stringify(asks)}`)
  const { data, seq } = await viewer.event(id, 'approval_requested')
  expect(data).toMatchObject({ kind: 'question', input: asks })
  await viewer.answer(id, data.approval_id, { decision: 'allow', updated_input: { answers: { [question]: 'Cool' } } })
  const result = await viewer.event(id, 'tool_result', { afterSeq: seq })
  expect(JSON.stringify(result.data.content)).toContain('Cool')
  await viewer.event(id, 'turn_completed', { afterSeq: seq })
  await control('take_over')
  await when(({ writer }) => writer === null, 'the chat')
})

test('a Claude Code that sits idle in a terminal outside has the conversation until it is closed', async () => {
  const { id, folder, viewer, state, when } = await setup('idle-outside')
  await viewer.turn(id, 'first')
  const other = spawnPty(claudeBinary(), ['--resume', id], { cwd: folder, env: outsideEnvironment(server), cols: 100 })
  onTestFinished(() => other.kill('SIGKILL'))
  await when(({ writer }) => writer?.kind === 'outside', 'the writer outside')
  await viewer.say(id, 'second')
  expect((await state()).status).toBe('SUSPENDED')
  other.kill('SIGHUP')
  await viewer.event(id, 'claude_response', { where: ({ content }) => content === 'You said: second' })
  await expect.poll(() => waysOf(id), POLL).toEqual({ way: ['first', 'second'], beside: [] })
})

test('what was written beside the session, from before its last message, is told, also when nobody looked at the time', async () => {
  const { id, viewer, state } = await setup('beside')
  await viewer.turn(id, 'first')
  await viewer.turn(id, 'second')
  const { file, lines } = transcriptOf(id)
  await expect.poll(() => transcriptOf(id).lines.some(isAnswerTo('second')), POLL).toBe(true)
  const first = lines.find(isAnswerTo('first'))
  // As one that had read the conversation before “second”, and wrote only now.
  const theirs = {
    parentUuid: first?.uuid,
    isSidechain: false,
    type: 'user',
    message: { role: 'user', content: 'from beside' },
    uuid: '11111111-1111-4111-8111-111111111111',
    timestamp: new Date().toISOString(),
    sessionId: id,
  }
  appendFileSync(file, `${JSON.stringify(theirs)}\n`)
  const told = await viewer.event(id, 'notice', { where: ({ data }) => data.code === TWO_WAYS })
  expect(told.content).toContain('“from beside”')
  expect((await state()).status).not.toBe('FAILED')
})

const isAnswerTo =
  (prompt: string) =>
  ({ type, message }: Line): boolean =>
    type === 'assistant' && JSON.stringify(message?.content).includes(`You said: ${prompt}`)

function transcriptOf(id: string): { readonly file: string; readonly lines: readonly Line[] } {
  const projects = path.join(server.home, '.claude', 'projects')
  const name = readdirSync(projects, { recursive: true, encoding: 'utf8' }).find((one) => one.endsWith(`${id}.jsonl`))
  const file = path.join(projects, name ?? '')
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  return { file, lines: lines.map((line) => JSON.parse(line) as Line) }
}
