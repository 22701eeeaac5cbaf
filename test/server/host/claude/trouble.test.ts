import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { REFUSED_TOKEN } from '#server/demo/api/apiKeys.ts'
import { SESSION_MARK } from '#server/host/claude/process/launch.ts'
import type { ProcessIdentity } from '#server/host/sessions/ports/agent.ts'
import { isSameProcess } from '#server/platform/processes/processStart.ts'
import { processesMarked } from '#server/platform/processes/processTable.ts'
import { type ClaudeSession, ClaudeWorld, TEST_TOKEN, type WorldOptions } from '#test/support/host/claudeWorld.ts'
import { filesHolding } from '#test/support/server/filesHolding.ts'

vi.setConfig({ testTimeout: 90_000, maxConcurrency: 4 })

let world: ClaudeWorld

beforeAll(async () => {
  world = await ClaudeWorld.create()
})

afterAll(async () => {
  await world.dispose()
})

test.concurrent('an interrupt keeps what was said so far, marked as cut off, and the session goes on', async () => {
  const session = world.open()
  session.send('@slow 20\n@tokens 500')
  await session.next('delta', (delta) => delta.text.startsWith('word10'))
  await session.process.interrupt()
  const ended = await session.next('turn_ended')

  expect(ended).toMatchObject({ reason: 'interrupted', is_error: false })
  const block = session.all('block')[0]
  expect(block).toMatchObject({ aborted: true, text: expect.stringMatching(/^word1 word2 .*word10/) })
  expect(
    session
      .all('delta')
      .map((delta) => delta.text)
      .join(''),
  ).toBe(block?.text)
  expect((await session.turn('still there?')).reason).toBe('completed')
})

test.concurrent('an interrupt withdraws the approval that waits', async () => {
  const session = world.open()
  session.send('@tool Bash {"command":"touch never","description":"t"}')
  const { approval } = await session.next('approval_requested')
  await session.process.interrupt()
  expect(await session.next('approval_withdrawn')).toMatchObject({ approval_id: approval.approval_id })
  expect(await session.next('turn_ended')).toMatchObject({ reason: 'interrupted' })
  // Answering it now changes nothing and harms nothing.
  session.process.answer(approval.approval_id, { decision: 'allow', remember: [] })
  expect((await session.turn('next')).reason).toBe('completed')
})

test.concurrent('a message sent "now" stops the running turn; a steering one joins it; a recalled one never runs', async () => {
  const session = world.open()
  session.send('@slow 20\n@tokens 500')
  await session.next('delta')
  session.send('now this', 'now')
  expect(await session.next('turn_ended')).toMatchObject({ reason: 'interrupted' })
  expect(await session.next('turn_ended')).toMatchObject({ reason: 'completed' })
  expect(session.texts().at(-1)).toBe('You said: now this')

  session.send('@tool Bash {"command":"touch steered","description":"t"}\n@text end')
  const { approval } = await session.next('approval_requested')
  session.send('to the left', 'steer')
  const recalled = session.send('forget me', 'steer')
  expect(await session.process.recall(recalled)).toBe(true)
  session.process.answer(approval.approval_id, { decision: 'allow', remember: [] })
  await session.next('turn_ended')
  expect(session.texts().slice(-2)).toEqual(['You also said: to the left', 'end'])
})

test.concurrent('an overloaded API is told while it is asked again, without a notice, and the turn goes on', async () => {
  const session = world.open()
  const ended = await session.turn('@err 529 1\n@text made it')
  expect(session.all('retrying')).toMatchObject([
    { reason: expect.stringContaining('overloaded (529)'), attempt: 1, delay_ms: expect.any(Number) },
  ])
  expect(session.all('notice')).toEqual([])
  expect(ended).toMatchObject({ is_error: false })
})

test.concurrent('a broken stream is repeated, and what was said before is kept as cut off', async () => {
  const session = world.open()
  session.send('@tokens 5\n@cut')
  const cut = await session.next('block')
  // The very last word may be lost with the connection, before Claude has read it.
  expect(cut).toMatchObject({ aborted: true, text: expect.stringMatching(/^word1 word2 word3 word4 (word5)?$/) })
  await session.process.interrupt()
  await session.next('turn_ended')
  const ids = session.all('block').map((block) => block.block_id)
  expect(new Set(ids).size).toBe(ids.length)
})

test.concurrent('a request that the API refuses is told in words', async () => {
  const ended = await world.open().turn('@err 400\n@text never')
  expect(ended).toMatchObject({
    is_error: true,
    reason: 'api_error',
    error: expect.stringContaining('refused the request (400)'),
  })
})

test.concurrent('a refused token ends the turn at once, in words', async () => {
  await inWorld({ token: REFUSED_TOKEN }, async (refusing) => {
    const started = Date.now()
    const session = refusing.open()
    const ended = await session.turn('hi')
    expect(ended).toMatchObject({
      is_error: true,
      reason: 'not_signed_in',
      error: expect.stringContaining('refused the token'),
    })
    // Claude's own ten retries take three minutes.
    expect(Date.now() - started).toBeLessThan(60_000)
  })
})

test.concurrent('kill -9 is reported, its tools end, and the conversation is resumed', async () => {
  const session = world.open()
  await session.turn('remember the number 42')
  const child = await startLongTool(session)
  process.kill(runningIdentity(session).pid, 'SIGKILL')
  const exit = await session.exit
  expect(exit).toMatchObject({ signal: 'SIGKILL', expected: false, start_problem: null })
  expect(isSameProcess(child)).toBe(false)

  const resumed = world.open({ session_id: session.launch.session_id, start: 'resume' })
  expect((await resumed.turn('and now?')).reason).toBe('completed')
  const request = world.api.requests.filter((seen) => seen.prompt === 'and now?').at(-1)
  expect(request?.prompts_before).toBeGreaterThan(0)
})

test.concurrent('a turn that a kill cut at an approval is run again when asked for', async () => {
  const session = world.open()
  const file = path.join(world.root, 'again.txt')
  const message_id = session.send(`@tool Write {"file_path":"${file}","content":"again"}\n@text went on`)
  await session.next('approval_requested')
  const { session_id: id, cwd } = session.launch
  // Claude writes its transcript a moment later; what is not in it has to be sent again instead.
  await vi.waitFor(async () => {
    const { has_message } = await world.claude.launcher.inspectTranscript({ id, cwd, message_id })
    expect(has_message).toBe(true)
  })
  process.kill(runningIdentity(session).pid, 'SIGKILL')
  await session.exit

  const resumed = world.open({ session_id: id, start: 'resume_interrupted' })
  const { approval } = await resumed.next('approval_requested')
  resumed.process.answer(approval.approval_id, { decision: 'allow', remember: [] })
  expect(await resumed.next('turn_ended')).toMatchObject({ is_error: false, files_changed: [file] })
  expect(resumed.texts()).toEqual(['went on'])
})

test.concurrent('a turn that begins by itself, after a background task, is a turn of its own', async () => {
  const session = world.open()
  session.send('@tool Bash {"command":"touch background","description":"b","run_in_background":true}\n@text started')
  const { approval } = await session.next('approval_requested')
  session.process.answer(approval.approval_id, { decision: 'allow', remember: [] })
  await session.next('turn_ended')
  expect(await session.next('turn_started')).toMatchObject({ message_ids: [] })
  await session.next('turn_ended')
})

test.concurrent('stopping ends Claude and what it started, tools with a session of their own included', async () => {
  const session = world.open()
  const child = await startLongTool(session)
  await session.process.stop()
  expect(await session.exit).toMatchObject({ expected: true })
  expect(isSameProcess(child)).toBe(false)
  expect(processesMarked({ name: SESSION_MARK, value: session.launch.session_id })).toEqual([])
})

test.concurrent('what a dead host left is reaped, also tools whose Claude is gone', async () => {
  const session = world.open()
  const child = await startLongTool(session)
  const left = runningIdentity(session)
  await world.claude.launcher.reap({ ...left, session_id: session.launch.session_id })
  expect(isSameProcess(left)).toBe(false)
  expect(isSameProcess(child)).toBe(false)
})

test.concurrent('the token is in no argument, no environment, no tool, no file and no output', async () => {
  const session = world.open()
  session.send(
    '@tool Bash {"command":"env; cat /proc/$PPID/environ /proc/$PPID/cmdline | tr \\"\\\\0\\" \\"\\\\n\\"; cat <&3","description":"look"}',
  )
  const { approval } = await session.next('approval_requested')
  const { pid } = runningIdentity(session)
  const environment = await readFile(`/proc/${pid}/environ`, 'utf8')
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8')
  session.process.answer(approval.approval_id, { decision: 'allow', remember: [] })
  await session.next('turn_ended')
  await session.process.stop()

  expect(world.api.requests.some((seen) => seen.credential === TEST_TOKEN && seen.header === 'x-api-key')).toBe(true)
  expect(environment).toContain('ANTHROPIC_BASE_URL')
  for (const place of [environment, command, JSON.stringify(session.updates), (await session.exit).stderr]) {
    expect(place).not.toContain(TEST_TOKEN)
  }
  expect(await filesHolding(world.root, TEST_TOKEN)).toEqual([])
})

test.concurrent('a subscription token travels by descriptor too', async () => {
  const token = 'sk-ant-oat01-testtoken-mustnotleak'
  await inWorld({ token }, async (subscribed) => {
    const session = subscribed.open()
    await session.turn('hi')
    const environment = await readFile(`/proc/${runningIdentity(session).pid}/environ`, 'utf8')
    expect(environment).not.toContain(token)
    expect(subscribed.api.requests.at(-1)).toMatchObject({ credential: token, header: 'authorization' })
  })
})

test.concurrent('what cannot start says why', async () => {
  const nowhere = world.open({ cwd: path.join(world.root, 'not-there') })
  expect((await nowhere.exit).start_problem).toContain('cannot be opened')

  await inWorld({ path: '/not/there/claude' }, async (missing) => {
    const session = missing.open()
    session.send('hi')
    expect(await session.exit).toMatchObject({ code: null, start_problem: expect.stringContaining('claude.path') })
    expect(await missing.claude.status(null)).toMatchObject({
      found: false,
      problem: expect.stringContaining('/not/there/claude'),
    })
  })

  // An id that Claude Code has a conversation for already is none to start with: the session gets another.
  const taken = world.open()
  await taken.turn('hi')
  const second = world.open({ session_id: taken.launch.session_id })
  expect(await second.turn('hello')).toMatchObject({ is_error: false })
})

test.concurrent('after /clear the session goes on in the new conversation, also when it is resumed', async () => {
  const session = world.open()
  await session.turn('first secret')
  await session.turn('/clear')
  await session.turn('second')
  await session.process.stop()
  const resumed = world.open({ session_id: session.launch.session_id, start: 'resume' })
  await resumed.turn('third')
  const last = world.api.requests.filter((seen) => seen.prompt === 'third').at(-1)
  expect(last?.prompts_before).toBe(1)
})

function runningIdentity(session: ClaudeSession): ProcessIdentity {
  const { identity } = session.process
  if (identity === null) {
    throw new Error('Claude does not run.')
  }
  return identity
}

async function inWorld(options: WorldOptions, run: (own: ClaudeWorld) => Promise<void>): Promise<void> {
  const own = await ClaudeWorld.create(options)
  try {
    await run(own)
  } finally {
    await own.dispose()
  }
}

/** Starts a Bash tool that does not end by itself and runs in a session of its own. */
async function startLongTool(session: ClaudeSession) {
  const marker = `homeport-long-${session.launch.session_id}`
  session.send(`@tool Bash {"command":"touch ${marker}; tail -f ${marker}","description":"wait"}`)
  const { approval } = await session.next('approval_requested')
  session.process.answer(approval.approval_id, { decision: 'allow', remember: [] })
  return vi.waitFor(
    () => {
      const found = processesMarked({ name: SESSION_MARK, value: session.launch.session_id }).find(({ pid }) =>
        execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('tail -f'),
      )
      if (found === undefined) {
        throw new Error('The tool does not run yet.')
      }
      return found
    },
    { timeout: 10_000, interval: 50 },
  )
}
