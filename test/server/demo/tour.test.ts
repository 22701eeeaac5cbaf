import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Conversation, Part, ToolCall } from '#server/demo/script.ts'
import { tourScript } from '#server/demo/tour.ts'
import { ClaudeWorld } from '#test/support/host/claudeWorld.ts'

const TOOLS = ['TaskCreate', 'TaskUpdate', 'Write', 'Read', 'Edit', 'AskUserQuestion']

test('the first prompt leads through plan, file, approval, question and summary, on the real Claude Code', async () => {
  const world = await ClaudeWorld.create({ script: (asked) => ({ ...tourScript(asked), token_ms: 0 }) })
  try {
    const session = world.open()
    session.send('what can you do?')
    const asked: string[] = []
    for (let at = 0; at < 3; at += 1) {
      const { approval } = await session.next('approval_requested')
      asked.push(approval.tool_name)
      const questions =
        approval.kind === 'question' ? { answers: { 'What would you like to try next?': 'My own project' } } : {}
      session.process.answer(approval.approval_id, {
        decision: 'allow',
        updated_input: { ...approval.input, ...questions },
        remember: [],
      })
    }
    const ended = await session.next('turn_ended')

    expect(asked).toEqual(['Write', 'Edit', 'AskUserQuestion'])
    expect(ended.files_changed).toEqual([path.join(world.root, 'hello.txt')])
    expect(await readFile(path.join(world.root, 'hello.txt'), 'utf8')).toContain('best wishes')
    expect(session.texts().at(-1)).toContain('That was the tour')
    expect((await session.turn('and now?')).is_error).toBe(false)
    expect(session.texts().at(-1)).toContain('“and now?”')
  } finally {
    await world.dispose()
  }
})

test.each([
  ['everything is allowed', TOOLS, () => false],
  ['nothing is allowed', TOOLS, (name: string) => ['Write', 'Edit', 'AskUserQuestion'].includes(name)],
  ['only the edit is refused', TOOLS, (name: string) => name === 'Edit'],
  ['there are no tools but Write', ['Write'], () => false],
])('the tour comes to an end when %s', (_, tools, refuses) => {
  const calls: ToolCall[] = []
  let last: readonly Part[] = []
  for (let step = 0; step < 20; step += 1) {
    const { parts } = tourScript(conversation({ calls, tools: new Set(tools), step }))
    const called = parts.flatMap((part) => (part.kind === 'tool' ? [part.name] : []))
    const results = called.map((name) => ({ name, is_error: refuses(name), result: refuses(name) ? 'no' : 'ok' }))
    calls.push(...results)
    if (called.length === 0) {
      last = parts
      break
    }
  }
  expect(last.at(-1)).toMatchObject({ kind: 'text', text: expect.stringContaining('That was the tour') })
})

test('a prompt with directives scripts its own answer, also in the demo', () => {
  expect(tourScript(conversation({ prompt: '@text hi' })).parts).toEqual([{ kind: 'text', text: 'hi' }])
})

function conversation(changes: Partial<Conversation>): Conversation {
  return {
    prompt: 'go',
    prompt_index: 0,
    step: 0,
    tools: new Set(TOOLS),
    cwd: '/p',
    calls: [],
    steered: [],
    ...changes,
  }
}
