import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type TestServer, startServer } from '#test/support/server/server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startServer({ vault: 'file' })
})

afterAll(() => server.close())

async function setup(name: string) {
  const folder = server.folder(name)
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.email=a@b', '-c', 'user.name=x', ...args], { cwd: folder })
  git('init', '--quiet')
  git('commit', '--quiet', '--allow-empty', '--message', 'one')
  const session = await server.program.createSession(folder)
  const viewer = await server.program.watch()
  onTestFinished(() => viewer.close())
  await viewer.follow(session.id)
  const suspend = () => viewer.request('session_control', { session_id: session.id, action: 'suspend' })
  return { folder, session, viewer, suspend }
}

/** Where Claude Code keeps the conversation; several when it began another one. */
function transcripts(sessionId: string): string[] {
  const projects = path.join(server.home, '.claude', 'projects')
  return readdirSync(projects, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(`${sessionId}.jsonl`))
    .map((file) => path.join(projects, file))
}

test('a session whose Claude moved into a worktree goes on there with its conversation after it was suspended', async () => {
  const { session, viewer, suspend } = await setup('moved')
  await viewer.turn(session.id, '@tool EnterWorktree {"name":"wt1"}\n@text In.')
  await suspend()

  await viewer.turn(session.id, '@tool Bash {"command":"pwd"}')

  expect(server.api.requests.at(-1)?.prompts_before).toBe(1)
  const results = viewer.session(session.id).events.filter(({ type }) => type === 'tool_result')
  expect(JSON.stringify(results.at(-1))).toContain('.claude/worktrees/wt1')
  expect(transcripts(session.id)).toHaveLength(1)
})

test('a conversation whose transcript was deleted meanwhile is told of; nothing is sent until somebody starts over', async () => {
  const { session, viewer, suspend } = await setup('deleted')
  await viewer.turn(session.id, 'remember the harbour')
  await suspend()
  transcripts(session.id).forEach((file) => rmSync(file))
  const before = server.api.requests.length

  await viewer.say(session.id, 'and now?')

  await viewer.event(session.id, 'notice', { where: ({ data }) => data.code === 'conversation_gone' })
  expect(server.api.requests).toHaveLength(before)
  const afterSeq = viewer.session(session.id).events.length
  await viewer.request('session_control', { session_id: session.id, action: 'start_over' })
  await viewer.event(session.id, 'turn_completed', { afterSeq })
  expect(server.api.requests.at(-1)?.prompt).toMatch(/remember the harbour[^]*and now\?$/)
})
