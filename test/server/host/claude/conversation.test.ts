import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ClaudeWorld } from '#test/support/host/claudeWorld.ts'

vi.setConfig({ testTimeout: 90_000, maxConcurrency: 4 })

let world: ClaudeWorld

beforeAll(async () => {
  world = await ClaudeWorld.create()
})

afterAll(async () => {
  await world.dispose()
})

test.concurrent('text and thinking stream word by word, then come whole under the same block ids', async () => {
  const session = world.open()
  const messageId = session.send('hello there\n@think let me see')
  const ended = await session.next('turn_ended')

  expect(session.all('ready')[0]).toMatchObject({
    kind: 'ready',
    version: expect.stringMatching(/^\d+\./),
    approvals_work: true,
  })
  expect(session.all('turn_started')).toMatchObject([{ message_ids: [messageId], permission_mode: 'default' }])
  const blocks = session.all('block')
  expect(blocks.map((block) => [block.block_kind, block.text])).toEqual([
    ['text', 'You said: hello there'],
    ['thinking', 'let me see'],
  ])
  for (const block of blocks) {
    const deltas = session.all('delta').filter((delta) => delta.block_id === block.block_id)
    expect(deltas.length).toBeGreaterThan(1)
    expect(deltas.map((delta) => delta.text).join('')).toBe(block.text)
  }
  expect(ended).toMatchObject({ is_error: false, reason: 'completed', files_changed: [] })
  expect(ended.usage.input_tokens).toBeGreaterThan(0)
  expect(
    await world.claude.launcher.inspectTranscript({
      id: session.launch.session_id,
      cwd: world.root,
      message_id: messageId,
    }),
  ).toEqual({ exists: true, has_message: true })
})

test.concurrent('the transcript of a folder with a very long, odd name is found', async () => {
  const cwd = path.join(world.root, 'ä b.c'.repeat(30), '😀'.repeat(20))
  await mkdir(cwd, { recursive: true })
  const session = world.open({ cwd })
  const message_id = session.send('hello')
  await session.next('turn_ended')
  const { session_id: id } = session.launch
  expect(await world.claude.launcher.inspectTranscript({ id, cwd, message_id })).toEqual({
    exists: true,
    has_message: true,
  })
})

test.concurrent('usage and cost are those of the turn alone', async () => {
  const session = world.open()
  const first = await session.turn('one')
  const second = await session.turn('two')
  expect(first.cost_usd).toBeGreaterThan(0)
  expect(second.cost_usd).toBeLessThan(first.cost_usd * 1.5)
  expect(second.usage.input_tokens).toBeLessThan(first.usage.input_tokens * 1.5)
})

test.concurrent('a tool waits for its approval; allowing with the suggestion stops the next question', async () => {
  const session = world.open({ cwd: world.root })
  const [first, second] = [path.join(world.root, 'first.txt'), path.join(world.root, 'second.txt')]
  session.send(
    `@tool Write {"file_path":"${first}","content":"one"}\n@tool Write {"file_path":"${second}","content":"two"}`,
  )
  const { approval } = await session.next('approval_requested')
  expect(approval).toMatchObject({ kind: 'tool', tool_name: 'Write', input: { file_path: first } })
  expect(approval.suggestions).toMatchObject([{ type: 'setMode', mode: 'acceptEdits' }])
  session.process.answer(approval.approval_id, { decision: 'allow', remember: approval.suggestions })
  const ended = await session.next('turn_ended')

  expect(session.all('approval_requested')).toHaveLength(1)
  expect(ended.files_changed).toEqual([first, second])
  expect(await readFile(second, 'utf8')).toBe('two')
})

test.concurrent('an edited input is what runs, and a denial reaches Claude with its reason', async () => {
  const session = world.open()
  const file = path.join(world.root, 'edited.txt')
  session.send(
    `@tool Write {"file_path":"${file}","content":"as Claude wanted"}\n@tool Bash {"command":"touch ${file}.no","description":"touch"}`,
  )
  const { approval } = await session.next('approval_requested')
  const updated_input = { file_path: file, content: 'as the person wanted' }
  session.process.answer(approval.approval_id, { decision: 'allow', updated_input, remember: [] })
  const { approval: bash } = await session.next('approval_requested')
  session.process.answer(bash.approval_id, { decision: 'deny', message: 'not on a Saturday' })
  await session.next('turn_ended')

  expect(await readFile(file, 'utf8')).toBe('as the person wanted')
  const denied = session.all('tool_result').find((result) => result.tool_use_id === bash.tool_use_id)
  expect(denied).toMatchObject({ is_error: true, content: expect.stringContaining('not on a Saturday') })
})

test.concurrent('questions and plans come as what they are and go on with the answer', async () => {
  const session = world.open({ permission_mode: 'plan' })
  const question = {
    question: 'Which colour?',
    header: 'Colour',
    multiSelect: false,
    options: [
      { label: 'Blue', description: 'b' },
      { label: 'Red', description: 'r' },
    ],
  }
  session.send(
    `@tool AskUserQuestion ${JSON.stringify({ questions: [question] })}\n@tool ExitPlanMode {"plan":"# Paint it blue"}`,
  )
  const { approval } = await session.next('approval_requested')
  expect(approval.kind).toBe('question')
  session.process.answer(approval.approval_id, {
    decision: 'allow',
    updated_input: { ...approval.input, answers: { 'Which colour?': 'Blue' } },
    remember: [],
  })
  const { approval: plan } = await session.next('approval_requested')
  expect(plan).toMatchObject({ kind: 'plan', input: { plan: '# Paint it blue' } })
  session.process.answer(plan.approval_id, { decision: 'allow', remember: plan.suggestions })
  await session.next('turn_ended')

  expect(JSON.stringify(session.all('tool_result')[0])).toContain('Blue')
  expect(session.all('mode_changed').at(-1)?.permission_mode).toBe('acceptEdits')
})

test.concurrent('a sub-agent and its tools are told apart, and its approval names it', async () => {
  const session = world.open()
  const file = path.join(world.root, 'sub.txt')
  const prompt = `@tool Write {"file_path":"${file}","content":"s"}\n@text sub done`
  session.send(
    `@tool Agent ${JSON.stringify({ description: 'Sub task', prompt, subagent_type: 'general-purpose', run_in_background: false })}\n@text back`,
  )
  const { approval } = await session.next('approval_requested')
  expect(approval.approval_id).toBe(`${approval.agent_id}:${approval.tool_use_id}`)
  session.process.answer(approval.approval_id, { decision: 'allow', remember: [] })
  const ended = await session.next('turn_ended')

  const [agent, write] = session.all('tool_use')
  expect(agent).toMatchObject({ name: 'Agent' })
  expect(agent).not.toHaveProperty('parent_tool_use_id')
  expect(write).toMatchObject({ name: 'Write', parent_tool_use_id: agent?.tool_use_id })
  expect(ended.files_changed).toEqual([file])
  expect(session.texts().at(-1)).toBe('back')
})

test.concurrent('the task list is there', async () => {
  const session = world.open()
  await session.turn(
    '@tool TaskCreate {"subject":"One","description":"first"}\n@tool TaskUpdate {"taskId":"1","status":"in_progress"}',
  )
  expect(session.all('approval_requested')).toEqual([])
  expect(session.all('tool_result').map((result) => result.details)).toMatchObject([
    { task: { id: '1', subject: 'One' } },
    { taskId: '1', statusChange: { from: 'pending', to: 'in_progress' } },
  ])
})

test.concurrent('the model and the permission mode can be changed while it runs; what Claude refuses is told', async () => {
  const session = world.open()
  await session.turn('hi')
  expect(await session.process.setModel('sonnet')).toContain('sonnet')
  expect(await session.process.setPermissionMode('acceptEdits')).toBe('acceptEdits')
  await expect(session.process.setPermissionMode('bypassPermissions')).rejects.toMatchObject({ code: 'SESSION_003' })
  const ended = await session.turn(`@tool Write {"file_path":"${world.root}/m.txt","content":"m"}`)
  expect(session.all('approval_requested')).toEqual([])
  expect(ended.is_error).toBe(false)
})

test('what Claude begins by itself after a resume is told apart from the turn of the prompt', async () => {
  const command = { command: 'sleep 60; echo x', run_in_background: true, description: 'Wait long' }
  const session = world.open()
  session.send(`@tool Bash ${JSON.stringify(command)}\n@text Started.`)
  const { tool_use_id } = await session.next('tool_use')
  const { task } = await session.next('background_task')
  expect(task).toMatchObject({ state: 'running', description: 'Wait long', tool_use_id })
  await session.next('turn_ended')
  await session.process.stop()
  expect(session.all('background_task').at(-1)?.task.state).toBe('stopped')

  const again = world.open({ session_id: session.launch.session_id, start: 'resume' })
  again.send('hello after')
  expect(await again.next('turn_ended')).toMatchObject({ is_own: true })
  const end = await again.next('turn_ended')
  expect(end.is_own).toBeUndefined()
  expect(again.texts()).toEqual(['You said: hello after'])
})
