import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import type { SessionId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import { ForeignServer } from '#test/support/foreignServer.ts'
import { HostWorld, member, owner } from '#test/support/hostWorld.ts'
import { HostileRepository } from '#test/support/hostileRepository.ts'

vi.setConfig({ testTimeout: 120_000 })

const OWNERS = 'sk-ant-api03-of-the-owner'
const MEMBERS = 'sk-ant-api03-of-the-member'
const ALLOWED = '@tool Bash {"command":"touch allowed.txt","description":"d"}\n@text made'

/** What a folder runs, once it is in force and a prompt was sent. */
const ALL_MARKS = ['local_hook', 'prompt_hook', 'server', 'session_hook']

describe.each([
  ['the owner', owner, OWNERS],
  ['a member', member, MEMBERS],
] as const)('in a cloned folder, for %s', (_, actor, token) => {
  test('nothing of it is in force until they trust it, then all of it, and the token never leaves', async () => {
    const foreign = await ForeignServer.start()
    const { world, home, repository } = await worldWith(actor, token, { sendTo: foreign.url })
    const session = await world.call('session.create', { project_path: repository.folder }, actor)
    expect(session.trust.state).toBe('untrusted')
    expect(new Set(session.trust.brings.map(({ kind }) => kind))).toEqual(
      new Set(['hook', 'permission_rule', 'mcp_server', 'environment', 'helper', 'other']),
    )

    await send(world, session.id, ALLOWED, actor)
    await world.until(session.id, actor, ({ status }) => status === 'WAITING')
    await answerAll(world, session.id, actor)
    await world.until(session.id, actor, ({ turn_count }) => turn_count === 1)
    expect(repository.marks).toEqual([])

    const { fingerprint } = session.trust
    const trusted = await world.call('session.trust', { session_id: session.id, fingerprint }, actor)
    expect(trusted.trust.state).toBe('trusted')
    await send(world, session.id, ALLOWED, actor)
    await world.until(session.id, actor, ({ turn_count }) => turn_count === 2)
    expect(repository.marks).toEqual(ALL_MARKS)
    expect(repository.has('allowed.txt')).toBe(true)
    expect(await approvals(world, session.id, actor)).toBe(1)

    expect(foreign.seen).toEqual([])
    expect(new Set(world.api.requests.flatMap(({ credential }) => credential ?? []))).toEqual(new Set([token]))
    expect(claudesTrust(home)).toEqual([])
    expect(existsSync(path.join(home, '.claude', 'settings.json'))).toBe(false)
  })
})

function claudesTrust(home: string): string[] {
  const file = path.join(home, '.claude.json')
  const { projects = {} } = (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}) as {
    projects?: Record<string, { hasTrustDialogAccepted?: boolean }>
  }
  return Object.keys(projects).filter((folder) => projects[folder]?.hasTrustDialogAccepted === true)
}

async function worldWith(actor: Actor, token: string, options: ConstructorParameters<typeof HostileRepository>[1]) {
  const world = await HostWorld.start()
  await world.call('claude_token.set', { token }, actor)
  const home = path.dirname(world.paths.dataDir)
  return { world, home, repository: new HostileRepository(path.join(home, 'cloned'), options).commit() }
}

async function send(world: HostWorld, session_id: SessionId, content: string, actor: Actor) {
  await world.call('message.send', { session_id, content }, actor)
}

async function answerAll(world: HostWorld, session_id: SessionId, actor: Actor) {
  for (const event of await world.events(session_id, actor)) {
    if (event.type === 'approval_requested') {
      const { approval_id } = event.data
      await world.call('approval.answer', { session_id, approval_id, decision: 'deny' }, actor)
    }
  }
}

async function approvals(world: HostWorld, id: SessionId, actor: Actor): Promise<number> {
  return (await world.events(id, actor)).filter(({ type }) => type === 'approval_requested').length
}
