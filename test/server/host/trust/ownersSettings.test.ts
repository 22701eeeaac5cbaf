import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { HostWorld, member, owner } from '#test/support/host/hostWorld.ts'
import { OverheardApi } from '#test/support/browser/overheardApi.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { TrustWorld } from '#test/support/host/trustWorld.ts'

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

test.each([
  ['the owner', owner],
  ['a member', member],
])(
  'what the owner wrote for Claude, and Claude noted for the owner, is the owner’s alone (a session of %s)',
  async (_, actor) => {
    const api = await OverheardApi.start()
    const world = await TrustWorld.start(actor, {}, { HOMEPORT_ANTHROPIC_BASE_URL: api.url })
    const folder = path.join(world.home, 'plain')
    const write = (file: string, text: string) => {
      mkdirSync(path.dirname(path.join(world.home, file)), { recursive: true })
      writeFileSync(path.join(world.home, file), text)
    }
    write('plain/CLAUDE.md', 'TEXT-OF-THE-FOLDER')
    write('.claude/CLAUDE.md', 'OWNERS-MEMORY')
    write('.claude/rules/a.md', 'OWNERS-RULE')
    write(`.claude/projects/${folder.replaceAll(/[^a-zA-Z\d]/g, '-')}/memory/MEMORY.md`, 'OWNERS-NOTES')
    write('.claude/agents/a.md', '---\nname: a\ndescription: OWNERS-AGENT\n---\n')
    write('.claude/skills/a/SKILL.md', '---\nname: a\ndescription: OWNERS-SKILL\n---\n')
    write('.claude/output-styles/a.md', '---\nname: loud\ndescription: d\n---\nOWNERS-STYLE')
    write('.claude/settings.json', JSON.stringify({ outputStyle: 'loud' }))
    const { id } = await world.create({ path: folder })
    await world.turn(id, 'hello')
    expect(api.heard('TEXT-OF-THE-FOLDER')).toBe(true)
    const told = ['MEMORY', 'RULE', 'NOTES', 'AGENT', 'SKILL', 'STYLE'].map((what) => `OWNERS-${what}`)
    expect(told.filter((text) => api.heard(text))).toEqual(actor === owner ? told : [])
  },
)

test.each([
  ['an untrusted one, of a member, where the owner keeps them', { actor: member, keeps: 3650, isTrusted: false }],
  ['a trusted one, of a member, where the owner keeps them', { actor: member, keeps: 3650, isTrusted: true }],
  ['a trusted one, of a member, where the owner says nothing', { actor: member, keeps: null, isTrusted: true }],
  ['an untrusted one, of the owner', { actor: owner, keeps: null, isTrusted: false }],
])(
  'no folder makes Claude Code remove conversations that the owner would keep: %s',
  async (_, { actor, keeps, isTrusted }) => {
    const world = await TrustWorld.start(actor)
    const days = keeps === null ? 20 : 90
    const old = new Date(Date.now() - days * 86_400_000)
    const conversation = path.join(world.home, '.claude/projects/-else/11111111-1111-4111-8111-111111111111.jsonl')
    const note = path.join(world.home, '.claude/debug/old.txt')
    for (const file of [conversation, note]) {
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, '{}\n')
      utimesSync(file, old, old)
    }
    writeFileSync(
      path.join(world.home, '.claude/settings.json'),
      JSON.stringify(keeps === null ? {} : { cleanupPeriodDays: keeps }),
    )
    const folder = path.join(world.home, 'plain')
    mkdirSync(path.join(folder, '.claude'), { recursive: true })
    writeFileSync(path.join(folder, '.claude/settings.json'), JSON.stringify({ cleanupPeriodDays: 1 }))
    const session = await world.create({ path: folder })
    expect(session.trust.state).toBe('untrusted')
    if (isTrusted) {
      await world.trust(session.id)
    }
    await world.turn(session.id, 'hello')
    // Claude Code notes when it has cleaned up.
    await expect
      .poll(() => existsSync(path.join(world.home, '.claude/.last-cleanup')), { timeout: 60_000, interval: 250 })
      .toBe(true)
    expect(existsSync(conversation)).toBe(true)
  },
)

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
