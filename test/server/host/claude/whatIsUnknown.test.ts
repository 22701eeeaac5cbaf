import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { type ClaudeSession, ClaudeWorld } from '#test/support/host/claudeWorld.ts'

vi.setConfig({ testTimeout: 90_000 })

const SERVER = path.join(import.meta.dirname, '../../../fakes/askingServer.mjs')

const servers = {
  asker: { command: process.execPath, args: [SERVER] },
  broken: { command: '/nowhere/mcp' },
}

/** The real Claude Code with servers and hooks of the person's own. */
async function inWorld(
  hooks: Record<string, string | object>,
  use: (session: ClaudeSession) => Promise<void>,
): Promise<void> {
  const world = await ClaudeWorld.create()
  try {
    const named = Object.entries(hooks).map(([event, hook]) => [
      event,
      [{ hooks: [{ type: 'command', ...(typeof hook === 'string' ? { command: hook } : hook) }] }],
    ])
    mkdirSync(path.join(world.root, '.claude'), { recursive: true })
    writeFileSync(path.join(world.root, '.claude/settings.json'), JSON.stringify({ hooks: Object.fromEntries(named) }))
    writeFileSync(path.join(world.root, '.claude.json'), JSON.stringify({ mcpServers: servers }))
    await use(world.open())
  } finally {
    await world.dispose()
  }
}

const form = {
  message: 'Who are you?',
  requestedSchema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
}

/** Lets Claude use the server's tool, up to the server's question. */
async function asked(session: ClaudeSession, params: object) {
  session.send(`@tool mcp__asker__ask ${JSON.stringify({ params })}`)
  const tool = await session.next('approval_requested')
  session.process.answer(tool.approval.approval_id, { decision: 'allow', remember: [] })
  return (await session.next('approval_requested')).approval
}

/** What the server says that it was answered. */
async function told(session: ClaudeSession): Promise<string> {
  const result = await session.next('tool_result')
  await session.next('turn_ended')
  return JSON.stringify(result.content)
}

test('what an MCP server asks is asked, and every kind of answer reaches it; a server that fails is told, with why', async () => {
  await inWorld({}, async (session) => {
    const first = await asked(session, form)
    expect(first).toMatchObject({
      kind: 'elicitation',
      tool_name: 'Elicitation',
      input: { mcp_server_name: 'asker', message: 'Who are you?', mode: 'form' },
      dangers: [],
    })
    const updated_input = { content: { name: 'Bo' } }
    session.process.answer(first.approval_id, { decision: 'allow', updated_input, remember: [] })
    expect(await told(session)).toContain(String.raw`{\"action\":\"accept\",\"content\":{\"name\":\"Bo\"}}`)

    const second = await asked(session, {
      mode: 'url',
      message: 'Visit',
      url: 'https://example.org/x',
      elicitationId: 'e',
    })
    expect(second.input).toMatchObject({ mode: 'url', url: 'https://example.org/x' })
    session.process.answer(second.approval_id, { decision: 'deny', message: '' })
    expect(await told(session)).toContain('decline')

    const third = await asked(session, form)
    session.process.answer(third.approval_id, { decision: 'deny', message: '', is_dismissed: true })
    expect(await told(session)).toContain('cancel')

    const fourth = await asked(session, form)
    await session.process.interrupt()
    expect(await session.next('approval_withdrawn')).toMatchObject({ approval_id: fourth.approval_id })
    await session.next('turn_ended')

    const down = session.all('notice').filter(({ code }) => code === 'mcp_server_down')
    expect(down.map(({ text }) => text)).toEqual([expect.stringMatching(/“broken” does not work: failed \(ENOENT/)])
    expect(session.all('notice').filter(({ code }) => code.startsWith('unknown'))).toEqual([])
  })
})

test('hooks that fail, object or are heard by Claude alone are told, each once', async () => {
  const stop = 'test -e stopped && exit 0; touch stopped; echo go on >&2; exit 2'
  const hooks = { SessionStart: 'echo cold >&2; exit 3', PreToolUse: 'echo dry >&2; exit 1', Stop: stop }
  await inWorld(hooks, async (session) => {
    await session.turn('@tool Bash {"command":"echo hi","description":"d"}')
    const notices = session.all('notice').filter(({ code }) => code.startsWith('hook'))
    expect(notices.map(({ code, text }) => [code, text])).toEqual([
      ['hook_failed', 'The hook SessionStart:startup failed (exit code 3). Claude goes on. It said: cold'],
      ['hook_failed', 'The hook PreToolUse:Bash failed (exit code 1). Claude goes on. It said: dry'],
      ['hook_feedback', expect.stringMatching(/^A Stop hook told Claude: .*: go on$/)],
    ])
    expect(session.all('notice').filter(({ code }) => code.startsWith('unknown'))).toEqual([])
  })
})

test('hooks that object after a tool or before summing up, and those that take too long, are told', async () => {
  const hooks = {
    PostToolUse: 'echo wet >&2; exit 2',
    PreCompact: 'echo not now >&2; exit 2',
    SessionStart: { command: 'sleep 20', timeout: 1 },
  }
  await inWorld(hooks, async (session) => {
    await session.turn('@tool Bash {"command":"echo hi","description":"d"}')
    await session.turn('/compact')
    const said = session.all('notice').map(({ text }) => text)
    expect(said).toContainEqual(expect.stringMatching(/^The hook PostToolUse:Bash objected \(exit code 2\).*wet$/s))
    expect(session.texts().at(-1)).toMatch(/PreCompact.*not now/)
    expect(said).toContainEqual(expect.stringMatching(/^The hook SessionStart:startup was cut off: it took too long/))
  })
})

test('a prompt that a hook refuses is told with the hook’s words', async () => {
  await inWorld({ UserPromptSubmit: 'echo not here >&2; exit 2' }, async (session) => {
    await session.turn('hello')
    const said = session.all('notice').filter(({ code }) => code === 'claude_says')
    expect(said).toMatchObject([{ level: 'warning', text: expect.stringContaining('not here') }])
    expect(session.all('notice').filter(({ code }) => code === 'hook_failed')).toEqual([])
  })
})
