import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inputDigest } from '#server/platform/canonicalJson.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'
import type { Viewer } from '#test/support/server/viewer.ts'

let server: TestServer
let viewer: Viewer

beforeAll(async () => {
  server = await startServer()
  viewer = await server.program.watch()
  // Claude Code itself tells what it ran; and a hook asks, with a reason, before every command.
  const record = `cat >> ${path.join(server.home, 'ran.jsonl')}; echo >> ${path.join(server.home, 'ran.jsonl')}`
  const ask = `echo '${JSON.stringify({ hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision: 'ask', permissionDecisionReason: 'House rule seven' } })}'`
  mkdirSync(path.join(server.home, '.claude'), { recursive: true })
  writeFileSync(
    path.join(server.home, '.claude', 'settings.json'),
    JSON.stringify({ hooks: { PreToolUse: hook(ask), PostToolUse: hook(record) } }),
  )
})

afterAll(() => server.close())

function hook(command: string) {
  return [{ matcher: 'Bash|Write', hooks: [{ type: 'command', command }] }]
}

/** The inputs of everything that ran, as Claude Code tells its hook. */
function ran(): Record<string, unknown>[] {
  const file = path.join(server.home, 'ran.jsonl')
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line).tool_input)
}

async function auditedHashes(): Promise<unknown[]> {
  const { stdout } = await server.homeport('audit', 'export')
  const entries: { action?: string; details?: Record<string, unknown> }[] = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  return entries.filter(({ action }) => action === 'approval.answer').map(({ details }) => details?.['input_sha256'])
}

test('the hash in the audit log is that of what ran: as asked, and as edited', { timeout: 60_000 }, async () => {
  const folder = server.folder('hashes')
  const session = await server.program.createSession(folder)
  await viewer.follow(session.id)
  const command = { command: 'echo "é 1.0" > asked.txt', description: 'Write it' }
  await viewer.say(session.id, `@tool Bash ${JSON.stringify(command)}\n@text done`)
  const asked = await viewer.event(session.id, 'approval_requested')
  expect(asked.data).toMatchObject({ decision_reason: expect.stringContaining('House rule seven'), dangers: [] })
  await viewer.answer(session.id, asked.data.approval_id, { decision: 'allow' })
  await viewer.event(session.id, 'turn_completed', { afterSeq: asked.seq })

  await viewer.say(session.id, `@tool Bash ${JSON.stringify(command)}\n@text done`)
  const again = await viewer.event(session.id, 'approval_requested', { afterSeq: asked.seq })
  const updated_input = { description: 'Write it', command: 'rm -rf asked.txt; echo edited > edited.txt' }
  const approval = { session_id: session.id, data: { approval_id: again.data.approval_id, updated_input } }
  const judged = await viewer.request('approval_judge', approval)
  expect(judged.data?.['dangers']).toMatchObject([
    { code: 'deletes_files', field: 'command', start: 0, end: 'rm -rf asked.txt'.length },
  ])
  await viewer.answer(session.id, again.data.approval_id, { decision: 'allow', updated_input })
  const resolved = await viewer.event(session.id, 'approval_resolved', { afterSeq: again.seq })
  expect(resolved.data.dangers).toMatchObject([{ code: 'deletes_files' }])
  await viewer.event(session.id, 'turn_completed', { afterSeq: again.seq })

  expect(existsSync(path.join(folder, 'edited.txt'))).toBe(true)
  expect(ran()).toMatchObject([command, updated_input])
  expect(await auditedHashes()).toEqual(ran().map((input) => inputDigest(input)))
  expect(resolved.data.input_sha256).toBe(
    // As an outsider computes it: names sorted, no spaces.
    createHash('sha256')
      .update('{"command":"rm -rf asked.txt; echo edited > edited.txt","description":"Write it"}')
      .digest('hex'),
  )
})

test(
  'a Write says how many lines it replaces, and shows them before anybody answers',
  { timeout: 60_000 },
  async () => {
    const folder = server.folder('overwrites')
    const file = path.join(folder, 'notes.txt')
    writeFileSync(file, 'one\ntwo\nthree')
    const session = await server.program.createSession(folder)
    await viewer.follow(session.id)
    await viewer.say(session.id, `@tool Write ${JSON.stringify({ file_path: file, content: 'new' })}\n@text done`)
    const { data } = await viewer.event(session.id, 'approval_requested')
    expect(data.overwrites).toEqual({ lines: 3 })
    const before = `/api/session/${session.id}/approvals/${data.approval_id}/before`
    expect(await server.program.call('GET', before)).toEqual({
      before: { path: file, text: 'one\ntwo\nthree', is_whole: true },
    })
    await viewer.answer(session.id, data.approval_id, { decision: 'deny', message: 'no' })
    await expect(server.program.call('GET', before)).rejects.toThrow(/SESSION_004/)
  },
)
