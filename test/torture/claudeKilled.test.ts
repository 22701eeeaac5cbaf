import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { claudeBinary } from '#test/bench/support/claudeBinary.ts'
import { claudeOf, familyOf, killHard, stillRunning } from '#test/support/server/serverProcesses.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'
import { until } from '#test/support/until.ts'

let server: TestServer

const LAST_WORDS = 'the pier is out of planks'

const folder = mkdtempSync(path.join(tmpdir(), 'homeport-claude-'))

/** The real Claude Code, which begins by saying something on stderr. */
function claudeThatComplains(): string {
  const file = path.join(folder, 'claude')
  writeFileSync(file, `#!/bin/sh\necho '${LAST_WORDS}' >&2\nexec '${claudeBinary()}' "$@"\n`, { mode: 0o755 })
  return file
}

beforeAll(async () => {
  server = await startServer({ env: { HOMEPORT_CLAUDE_PATH: claudeThatComplains() } })
})

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await server.close()
})

async function setup(name: string) {
  const session = await server.program.createSession(server.folder(name))
  const viewer = await server.program.watch()
  onTestFinished(() => viewer.close())
  await viewer.follow(session.id)
  return { session, viewer }
}

test('Claude Code killed in the middle of an answer: told, what was said is kept, the answer is given again, whole', async () => {
  const { session, viewer } = await setup('streaming')
  await viewer.say(session.id, '@slow 10\n@tokens 200')
  await viewer.until(() => viewer.session(session.id).streaming.length > 100, 'streaming text')

  killHard(claudeOf(server.serverProcesses, session.id))

  const notice = await viewer.event(session.id, 'notice')
  expect(notice).toMatchObject({ data: { code: 'claude_restarts', details: { signal: 'SIGKILL' } } })
  const turn = await viewer.event(session.id, 'turn_completed')
  expect(turn.data).toMatchObject({ is_error: false, reason: 'completed' })
  const kept = await viewer.event(session.id, 'claude_response')
  expect(kept.data.aborted).toBe(true)
  expect(kept.content).toMatch(/^word1 word2 .{50,}/)
  const answers = viewer.session(session.id).events.filter(({ type }) => type === 'claude_response')
  expect(answers.at(-1)?.content).toMatch(/^word1 .* word200$/)

  expect((await viewer.turn(session.id, 'go on')).data.is_error).toBe(false)
  expect(viewer.session(session.id).events.filter(({ type }) => type === 'user_message')).toHaveLength(2)
})

test('Claude Code killed while idle: told, and the next message resumes the same conversation', async () => {
  const { session, viewer } = await setup('idle')
  await viewer.turn(session.id, 'remember the harbour')
  const before = claudeOf(server.serverProcesses, session.id)

  killHard(before)

  await viewer.event(session.id, 'notice', { where: ({ data }) => data.code === 'claude_crashed' })
  expect((await viewer.turn(session.id, 'and now')).data.is_error).toBe(false)
  expect(claudeOf(server.serverProcesses, session.id).pid).not.toBe(before.pid)
})

test('a command of a killed Claude Code does not outlive it', async () => {
  const { session, viewer } = await setup('command')
  const command = 'exec tail -f /dev/null'
  await viewer.say(session.id, `@tool Bash ${JSON.stringify({ command, description: 'Wait' })}`)
  const asked = await viewer.event(session.id, 'approval_requested')
  await viewer.answer(session.id, asked.data.approval_id, { decision: 'allow' })
  await until(() => server.serverProcesses.matching(/^tail -f/).length > 0, { what: 'the command to run' })
  const family = familyOf(claudeOf(server.serverProcesses, session.id))
  expect(family.length).toBeGreaterThan(1)

  killHard(claudeOf(server.serverProcesses, session.id))

  await viewer.event(session.id, 'notice', { where: ({ data }) => data.code === 'claude_restarts' })
  await until(() => stillRunning(family).length === 0, { what: 'the end of what Claude Code had started' })
})

test('what Claude Code said on stderr before it died is told', async () => {
  const { session, viewer } = await setup('stderr')
  await viewer.turn(session.id, 'hello')

  killHard(claudeOf(server.serverProcesses, session.id))

  const notice = await viewer.event(session.id, 'notice', { where: ({ data }) => data.code === 'claude_crashed' })
  expect(notice.content).toContain(LAST_WORDS)
})
