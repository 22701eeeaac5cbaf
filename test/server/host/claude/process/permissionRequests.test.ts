import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { PermissionRequests } from '#server/host/claude/process/permissionRequests.ts'
import { resumeCommand, reportUnknownRequest } from '#server/host/claude/mapping/unknownRequest.ts'
import { readClaudeLine } from '#server/host/claude/protocol/messages.ts'
import type { ToolRequest, Judgement } from '#server/host/sessions/ports/approvalJudge.ts'
import type { Approval } from '#shared/session/session.ts'

/** A desk whose judge answers when the test says so. */
class DeskWorld {
  readonly told: Approval[] = []
  readonly unknown: string[] = []
  readonly written: Record<string, unknown>[] = []
  readonly judging: { readonly asked: ToolRequest; readonly finish: (judgement: Judgement) => void }[] = []
  readonly desk = new PermissionRequests({
    rules: () => [],
    write: (line) => this.written.push(line),
    judge: (asked) => new Promise((finish) => this.judging.push({ asked, finish })),
    onRequested: (approval) => this.told.push(approval),
    onWithdrawn: () => {},
    inputOf: () => undefined,
    onUnknown: (request) => this.unknown.push(request.subtype),
  })

  ask(id: string, more: Record<string, unknown> = {}): void {
    const request = { subtype: 'can_use_tool', tool_name: 'Bash', input: { command: id }, tool_use_id: id, ...more }
    this.desk.take({ type: 'control_request', request_id: `request-${id}`, request })
  }

  /** Lets everything that is due happen. */
  async settle(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const plain: Judgement = { dangers: [] }

test('an approval is told with what was found in it, and requests in the order in which they came', async () => {
  const world = new DeskWorld()
  world.ask('one')
  world.ask('two')
  await world.settle()
  const dangers = [{ code: 'deletes_files', text: 'Deletes files for good.' }]
  world.judging[1]?.finish(plain)
  await world.settle()
  expect(world.told).toEqual([])
  world.judging[0]?.finish({ dangers, overwrites: { lines: 3 } })
  await world.settle()
  expect(world.told).toMatchObject([
    { approval_id: 'one', dangers, overwrites: { lines: 3 } },
    { approval_id: 'two', dangers: [] },
  ])
})

test('a request that was withdrawn while it was looked at is never told, nor one of a Claude that has ended', async () => {
  const world = new DeskWorld()
  world.ask('one')
  world.ask('two')
  world.desk.withdraw('request-one')
  world.desk.close()
  await world.settle()
  world.judging.forEach(({ finish }) => finish(plain))
  await world.settle()
  expect(world.told).toEqual([])
  expect(world.desk.isWaiting).toBe(false)
})

test('a plan is read from the file that Claude names; a device or a pipe in its place holds nothing up', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'homeport-plan-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(path.join(folder, 'plan.md'), '# Paint it')
  execFileSync('mkfifo', [path.join(folder, 'pipe')])
  const world = new DeskWorld()
  for (const planFilePath of [path.join(folder, 'plan.md'), path.join(folder, 'pipe'), '/dev/zero', 'none']) {
    world.ask(planFilePath, { tool_name: 'ExitPlanMode', input: { planFilePath } })
  }
  await vi.waitFor(() => expect(world.judging).toHaveLength(4))
  world.judging.forEach(({ finish }) => finish(plain))
  await vi.waitFor(() => expect(world.told).toHaveLength(4))
  expect(world.told.map(({ input }) => input['plan'])).toEqual(['# Paint it', undefined, undefined, undefined])
})

test('the reasons that Claude Code gives are passed on; what is none is left out', async () => {
  const world = new DeskWorld()
  const file = path.join(import.meta.dirname, '../../../../fixtures/claude/commands.jsonl')
  for (const text of readFileSync(file, 'utf8').split('\n')) {
    const read = readClaudeLine(text)
    if (read.kind === 'line' && read.line.type === 'control_request') {
      world.desk.take(read.line)
    }
  }
  world.ask('odd', { decision_reason: { type: 'hook' }, blocked_path: 7 })
  world.ask('empty', { decision_reason: '', blocked_path: null })
  await vi.waitFor(() => expect(world.judging.at(-1)?.asked.input).toEqual({ command: 'empty' }))
  world.judging.forEach(({ finish }) => finish(plain))
  await world.settle()
  const reasons = world.told.map(({ decision_reason, blocked_path }) => ({ decision_reason, blocked_path }))
  expect(reasons).toContainEqual({ decision_reason: undefined, blocked_path: '/home/me/project/x' })
  expect(reasons).toContainEqual({
    decision_reason: 'Claude requested permissions to edit /home/me/.claude/plans/p.md which is a sensitive file.',
    blocked_path: undefined,
  })
  const none = { decision_reason: undefined, blocked_path: undefined }
  expect(reasons.slice(-2)).toEqual([none, none])
})

test('a request that nobody knows is refused at once, so that Claude does not wait, and told', () => {
  const world = new DeskWorld()
  world.desk.take({ type: 'control_request', request_id: 'r', request: { subtype: 'from_the_future', wants: 1 } })
  expect(world.written).toEqual([
    {
      type: 'control_response',
      response: { subtype: 'error', request_id: 'r', error: 'Homeport does not know the request "from_the_future".' },
    },
  ])
  expect(world.unknown).toEqual(['from_the_future'])
  expect(world.desk.isWaiting).toBe(false)
})

test('what nobody here can answer is told with the command to answer it in a terminal', () => {
  const place = { cwd: "/home/me/it's", conversationId: 'abc-1' }
  const command = resumeCommand(place, 'linux')
  expect(command).toBe(String.raw`cd '/home/me/it'\''s' && claude --resume abc-1`)
  expect(reportUnknownRequest({ unknown: new Map() }, { subtype: 'x', raw: 'y'.repeat(9000), command })).toMatchObject([
    { code: 'unknown_request', level: 'warning', text: expect.stringContaining(String(command)) },
  ])
  expect(resumeCommand({ ...place, cwd: 'C:\\my code' }, 'win32')).toBe('cd /d "C:\\my code" && claude --resume abc-1')
  // Nothing is offered that would do something else once pasted.
  expect(resumeCommand({ ...place, cwd: '/tmp/a\nrm -rf x' }, 'linux')).toBeNull()
  expect(resumeCommand({ ...place, conversationId: '; rm' }, 'linux')).toBeNull()
  expect(resumeCommand({ ...place, cwd: 'C:\\%x%' }, 'win32')).toBeNull()
})
