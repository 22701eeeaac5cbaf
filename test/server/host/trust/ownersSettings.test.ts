import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { HostWorld, member, owner } from '#test/support/hostWorld.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { TrustWorld } from '#test/support/trustWorld.ts'

vi.setConfig({ testTimeout: 120_000 })

const bash = (command: string) => `@tool Bash ${JSON.stringify({ command, description: 'd' })}\n@text done`

/** What the machine's owner has set up for themselves in Claude Code; whatever of it runs leaves a mark. */
class OwnersSettings {
  readonly #home: string
  readonly #marks = temporaryFolder()

  constructor(home: string) {
    this.#home = home
    const hooks = { UserPromptSubmit: [{ hooks: [{ type: 'command', command: this.#mark('hook') }] }] }
    const permissions = {
      allow: ['Bash(touch owners.txt)', 'Bash(touch asked.txt)'],
      deny: ['Bash(touch forbidden.txt)'],
      ask: ['Bash(touch asked.txt)'],
    }
    this.#write('.claude/settings.json', { hooks, permissions })
    this.#write('.claude.json', {
      mcpServers: { everywhere: this.#server('server') },
      projects: {
        [path.join(home, 'cloned')]: { mcpServers: { here: this.#server('server_here') } },
        [home]: { mcpServers: { above: this.#server('server_above') } },
      },
    })
  }

  get marks(): string[] {
    return readdirSync(this.#marks).toSorted()
  }

  #mark(name: string): string {
    return `touch ${this.#marks}/${name}`
  }

  #server(name: string) {
    return { command: 'sh', args: ['-c', `${this.#mark(name)}; sleep 2`] }
  }

  #write(file: string, content: object): void {
    mkdirSync(path.dirname(path.join(this.#home, file)), { recursive: true })
    writeFileSync(path.join(this.#home, file), JSON.stringify(content))
  }
}

async function asked(world: TrustWorld, id: Parameters<TrustWorld['turn']>[0], file: string): Promise<number> {
  return (await world.turn(id, bash(`touch ${file}`))).length
}

test('the owner’s own hooks, rules and servers count in their sessions, trusted folder or not', async () => {
  const world = await TrustWorld.start(owner)
  const owners = new OwnersSettings(world.home)
  const session = await world.create()
  expect(await asked(world, session.id, 'owners.txt')).toBe(0)
  expect(owners.marks).toEqual(expect.arrayContaining(['hook', 'server']))
  expect(world.repository.marks).toEqual([])
})

test('in a member’s sessions nothing of the owner runs or allows; what the owner forbids, nobody may', async () => {
  const world = await TrustWorld.start(member)
  const owners = new OwnersSettings(world.home)
  const session = await world.create()
  for (const isTrusted of [false, true]) {
    expect(await asked(world, session.id, 'owners.txt')).toBe(1)
    expect(await asked(world, session.id, 'asked.txt')).toBe(1)
    expect(await asked(world, session.id, 'forbidden.txt')).toBe(0)
    expect(world.repository.has('forbidden.txt')).toBe(false)
    expect(owners.marks).toEqual([])
    expect(world.repository.marks.length > 0).toBe(isTrusted)
    if (!isTrusted) {
      await world.trust(session.id)
    }
  }
  const source = path.join(world.home, '.claude', 'settings.json')
  expect(await world.decidedBy(session.id)).toContainEqual({
    decision: 'deny',
    by: 'rule',
    rules: [{ rule: 'Bash(touch forbidden.txt)', source }],
  })
})

test('in the home folder of the owner, whose settings are their own, a member cannot put them in force', async () => {
  const world = await TrustWorld.start(member)
  const owners = new OwnersSettings(world.home)
  const session = await world.create({ path: world.home })
  expect(session.trust.state).toBe('untrusted')
  await expect(world.trust(session.id)).rejects.toMatchObject({ code: 'SESSION_003' })
  await world.turn(session.id, 'hello')
  expect(owners.marks).toEqual([])
})

const KEY = 'sk-ant-api03-that-the-owner-lends'

test.each<readonly [string, Record<string, unknown>]>([
  ['a helper that prints a key', { apiKeyHelper: `echo ${KEY}` }],
  ['a key in their settings', { env: { ANTHROPIC_API_KEY: KEY } }],
])('what the owner signs in with works in a member’s session, where they lend it: %s', async (_, settings) => {
  const world = await HostWorld.start({ HOMEPORT_CLAUDE_SHARE_LOGIN: 'true' })
  const folder = path.join(path.dirname(world.paths.dataDir), '.claude')
  mkdirSync(folder)
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify({ env: { ANTHROPIC_API_KEY: '' }, ...settings }))
  await world.call('claude.status', {}, owner)
  const { id } = await world.create(member)
  expect(await world.turn(id, 'hello', member)).toBe(KEY)
})

test('a subscription that the owner is logged in with and lends works in a member’s session', async () => {
  const world = await HostWorld.start({ HOMEPORT_CLAUDE_SHARE_LOGIN: 'true' })
  const folder = path.join(path.dirname(world.paths.dataDir), '.claude')
  mkdirSync(folder)
  const accessToken = 'sk-ant-oat01-that-the-owner-lends'
  const login = { accessToken, refreshToken: 'x', expiresAt: Date.now() + 86_400_000, scopes: ['user:inference'] }
  writeFileSync(path.join(folder, '.credentials.json'), JSON.stringify({ claudeAiOauth: login }))
  await world.call('claude.status', {}, owner)
  const { id } = await world.create(member)
  expect(await world.turn(id, 'hello', member)).toBe(accessToken)
})
