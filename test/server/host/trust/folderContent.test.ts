import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readFolder } from '#server/host/trust/content/folderContent.ts'
import { HostileRepository } from '#test/support/host/hostileRepository.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const NOBODYS = { folder: '/nobody/.claude', isTheirs: true }

function folderWith(files: Readonly<Record<string, unknown>>): string {
  const folder = temporaryFolder()
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  }
  return folder
}

test.each([
  ['rules that only forbid or ask', { '.claude/settings.json': { permissions: { deny: ['Bash'], ask: ['Read'] } } }],
  ['a stricter mode', { '.claude/settings.json': { permissions: { defaultMode: 'plan' } } }],
  ['looks', { '.claude/settings.json': { $schema: 'x', includeCoAuthoredBy: false } }],
  ['text', { 'CLAUDE.md': 'x', '.claude/rules/a.md': 'x', '.claude/output-styles/a.md': 'x' }],
  ['a plain command', { '.claude/commands/a/b.md': '---\ndescription: d\r\n---\nsay hi' }],
  ['an agent with fewer tools', { '.claude/agents/a.md': '---\nname: a\ntools: Read\n---\n' }],
  ['no servers', { '.mcp.json': { mcpServers: {} } }],
])('%s need nobody’s trust', async (_, files) => {
  expect(await readFolder(folderWith(files), NOBODYS)).toMatchObject({ needsTrust: false, obstacle: null })
})

test.each([
  ['hook', { hooks: { Stop: [{ hooks: [{ type: 'command', command: 'x' }] }] } }, 'Stop:'],
  ['hook', { hooks: 'odd' }, '"odd"'],
  ['permission_rule', { permissions: { allow: ['Bash(x)'] } }, 'allow: Bash(x)'],
  ['permission_rule', { permissions: { defaultMode: 'acceptEdits' } }, 'defaultMode: acceptEdits'],
  ['permission_rule', { permissions: { additionalDirectories: ['/'] } }, 'additionalDirectories: /'],
  ['environment', { env: { A: 'b' } }, 'A=b'],
  ['helper', { statusLine: { type: 'command', command: 'x' } }, 'statusLine:'],
  ['helper', { otelHeadersHelper: 'x' }, 'otelHeadersHelper: x'],
  ['mcp_server', { enableAllProjectMcpServers: true }, 'enableAllProjectMcpServers: true'],
  ['other', { cleanupPeriodDays: 1 }, 'cleanupPeriodDays: 1'],
  ['other', { enabledPlugins: { 'a@b': true } }, 'enabledPlugins:'],
  ['other', { extraKnownMarketplaces: {} }, 'extraKnownMarketplaces:'],
  ['other', { ['__proto__x']: 1 }, '__proto__x: 1'],
  ['other', JSON.parse('{"__proto__":{"a":1}}'), '__proto__:'],
])('settings: a %s is shown whole (%j)', async (kind, settings, text) => {
  const content = await readFolder(folderWith({ '.claude/settings.json': settings }), NOBODYS)
  expect(content).toMatchObject({ needsTrust: true, obstacle: null })
  expect(content.brings).toMatchObject([{ kind, text: expect.stringContaining(text) }])
})

test.each([
  ['.claude/agents/a.md', '---\nname: a\nhooks:\n  Stop: []\n---\n'],
  ['.claude/agents/a.md', '---\n{name: a, "permissionMode": bypassPermissions}\n---\n'],
  ['.claude/agents/a.md', '---\nname: [unclosed\nhooks: x\n---\n'],
  ['.claude/agents/a.md', '\uFEFF---\nmcpServers: {}\n---\n'],
  ['.claude/commands/a.md', '---\ndescription: d #\rallowed-tools: Bash\n---\n'],
  ['.claude/commands/a.md', '---\r\ndescription: d\rallowed-tools: Bash\r\n---\n'],
  ['.claude/commands/a.md', '---\ndescription: d #\u0085allowed-tools: Bash\n---\n'],
  ['.claude/commands/a.md', '---\ndescription: d #\u2028allowed-tools: Bash\n---\n'],
  ['.claude/commands/deep/er/a.md', 'text !`curl x | sh` text'],
  ['.claude/skills/a/SKILL.md', '---\nallowed-tools: Bash\n---\n'],
  ['.claude/skills/a/.claude-plugin/plugin.json', '{}'],
  ['.claude/workflows/a.js', 'export default 1'],
  ['.claude/scheduled_tasks.json', '{}'],
])('%s is shown when it runs or allows something', async (file, text) => {
  const content = await readFolder(folderWith({ [file]: text }), NOBODYS)
  expect(content.needsTrust).toBe(true)
  expect(content.brings[0]).toMatchObject({ kind: 'other', source: expect.stringContaining(file) })
})

describe('what nobody can read', () => {
  const obstacles: readonly (readonly [string, (folder: string) => void])[] = [
    ['broken JSON', (folder) => writeFileSync(path.join(folder, '.claude/settings.json'), '{ "hooks": ')],
    ['JSON with a comment', (folder) => writeFileSync(path.join(folder, '.mcp.json'), '{} // x')],
    ['a list', (folder) => writeFileSync(path.join(folder, '.claude/settings.json'), '[]')],
    ['servers that are none', (folder) => writeFileSync(path.join(folder, '.mcp.json'), '{"mcpServers":[]}')],
    [
      'bytes that are no text',
      (folder) => writeFileSync(path.join(folder, '.mcp.json'), Buffer.from([0xff, 0xfe, 0x7b])),
    ],
    ['a very large file', (folder) => writeFileSync(path.join(folder, '.mcp.json'), ' '.repeat(300_000))],
    ['a folder in its place', (folder) => mkdirSync(path.join(folder, '.claude/settings.json'))],
    ['a pipe', (folder) => execFileSync('sh', ['-c', 'mkfifo .claude/settings.json'], { cwd: folder })],
    ['a link to a device', (folder) => symlinkSync('/dev/zero', path.join(folder, '.claude/settings.json'))],
    ['a link to itself', (folder) => symlinkSync('settings.json', path.join(folder, '.claude/settings.json'))],
    ['a .git that is no link', (folder) => writeFileSync(path.join(folder, '.git'), 'nonsense')],
    ['a .git that leads nowhere', (folder) => writeFileSync(path.join(folder, '.git'), 'gitdir: /not/there')],
    ['a .git too large to read', (folder) => writeFileSync(path.join(folder, '.git'), ' '.repeat(300_000))],
    ['a .git that is a pipe', (folder) => execFileSync('mkfifo', ['.git'], { cwd: folder })],
    ['a .git that links to itself', (folder) => symlinkSync('.git', path.join(folder, '.git'))],
    ['a worktree whose main checkout is gone', (folder) => worktreeOf(folder, '/not/there')],
    ['a worktree that does not say of what', (folder) => worktreeOf(folder, '')],
    ['a worktree whose link cannot be read', (folder) => worktreeOf(folder, '\0'.repeat(300_000))],
    ['lists in lists without end', (folder) => writeFileSync(path.join(folder, '.mcp.json'), nested(100_000))],
    ['a skill of more files than are looked at', (folder) => largeSkill(folder)],
    ['commands of more words than are looked up', (folder) => helperOf(folder, words(11_000))],
    ['more skills than anybody reads', (folder) => manySkills(folder, 700)],
  ]

  test.skipIf(process.platform === 'win32').each(obstacles)(
    '%s is told, and keeps all of it from being in force',
    async (_, make) => {
      const folder = folderWith({ '.claude/settings.local.json': { env: { A: 'b' } } })
      make(folder)
      const content = await readFolder(folder, NOBODYS)
      expect(content).toMatchObject({ needsTrust: true, obstacle: expect.any(String) })
      expect(content.brings.some(({ text }) => text.includes('is in force'))).toBe(true)
    },
  )

  test('folders in a circle are left', async () => {
    const folder = folderWith({ '.claude/commands/a.md': '!`x`' })
    symlinkSync('.', path.join(folder, '.claude', 'commands', 'again'))
    expect((await readFolder(folder, NOBODYS)).brings.length).toBeLessThan(20)
  })
})

const NAMING: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  [
    'a hook',
    { '.claude/settings.json': { hooks: { Stop: [{ hooks: [{ type: 'command', command: 'bash ./run it' }] }] } } },
  ],
  ['a hook by its variable', { '.claude/settings.json': { hooks: { Stop: ['"$CLAUDE_PROJECT_DIR"/run'] } } }],
  ['a status line', { '.claude/settings.json': { statusLine: { type: 'command', command: './run' } } }],
  ['a helper', { '.claude/settings.local.json': { apiKeyHelper: 'run' } }],
  ['a server', { '.mcp.json': { mcpServers: { a: { command: 'node', args: ['run'] } } } }],
  ['a variable', { '.claude/settings.json': { env: { BASH_ENV: './run' } } }],
  ['a setting of a later version', { '.claude/settings.json': { someday: { command: './run' } } }],
  ['a command’s line', { '.claude/commands/a.md': '!`./run`' }],
  ['an agent’s hook', { '.claude/agents/a.md': '---\nhooks:\n  Stop:\n    - command: ./run\n---\n' }],
]

test.each(NAMING)('a file that %s runs is shown, and another content of it is another folder', async (_, files) => {
  const folder = folderWith({ ...files, run: 'echo one' })
  const before = await readFolder(folder, NOBODYS)
  expect(before.brings).toContainEqual(expect.objectContaining({ source: path.join(folder, 'run'), text: 'echo one' }))
  writeFileSync(path.join(folder, 'run'), 'echo two')
  expect((await readFolder(folder, NOBODYS)).fingerprint).not.toBe(before.fingerprint)
  writeFileSync(path.join(folder, 'run'), 'echo one')
  expect((await readFolder(folder, NOBODYS)).fingerprint).toBe(before.fingerprint)
  rmSync(path.join(folder, 'run'))
  expect((await readFolder(folder, NOBODYS)).fingerprint).not.toBe(before.fingerprint)
})

test('a program that is run is told by its size and hash, a very large one by when it was changed', async () => {
  const folder = folderWith({ '.claude/settings.json': { apiKeyHelper: './run' } })
  for (const size of [10_000, 5 * 1024 * 1024]) {
    writeFileSync(path.join(folder, 'run'), Buffer.alloc(size, 1))
    const before = await readFolder(folder, NOBODYS)
    expect(before).toMatchObject({ obstacle: null })
    expect(before.brings.at(-1)?.text).toContain(`${size} bytes`)
    writeFileSync(path.join(folder, 'run'), Buffer.alloc(size, 2))
    expect((await readFolder(folder, NOBODYS)).fingerprint).not.toBe(before.fingerprint)
  }
})

test.each([
  [
    'a skill that may run things',
    '.claude/skills/a/scripts/deep/x.py',
    { '.claude/skills/a/SKILL.md': '---\nallowed-tools: Bash\n---\n' },
  ],
  ['a plugin in a skill', '.claude/skills/a/hooks/x.sh', { '.claude/skills/a/.claude-plugin/plugin.json': '{}' }],
  [
    'plugins of the project',
    'plugins/a/x.js',
    {
      '.claude/settings.json': {
        extraKnownMarketplaces: { a: { source: { source: 'directory', path: './plugins' } } },
      },
    },
  ],
])('any file of %s, new, changed or gone, is a change', async (_, file, files) => {
  const folder = folderWith({ ...files, [file]: 'one' })
  const prints = [(await readFolder(folder, NOBODYS)).fingerprint]
  writeFileSync(path.join(folder, file), 'two')
  prints.push((await readFolder(folder, NOBODYS)).fingerprint)
  writeFileSync(path.join(folder, `${file}.more`), 'two')
  prints.push((await readFolder(folder, NOBODYS)).fingerprint)
  rmSync(path.join(folder, file))
  prints.push((await readFolder(folder, NOBODYS)).fingerprint)
  expect(new Set(prints).size).toBe(4)
})

test('files that nothing runs are no change, nor are the scripts of a skill that is only text', async () => {
  const folder = folderWith({
    '.claude/settings.json': { apiKeyHelper: './run >> out.log' },
    run: 'x',
    'out.log': 'a',
    'src.ts': 'a',
    '.claude/skills/a/SKILL.md': 'x',
    '.claude/skills/a/x.py': 'a',
  })
  const before = await readFolder(folder, NOBODYS)
  for (const file of ['out.log', 'src.ts', '.claude/skills/a/x.py']) {
    writeFileSync(path.join(folder, file), 'b')
  }
  expect((await readFolder(folder, NOBODYS)).fingerprint).toBe(before.fingerprint)
})

test('in a subfolder and in a linked worktree it is what Claude Code reads there', async () => {
  const repository = new HostileRepository(path.join(temporaryFolder(), 'main')).commit()
  const below = path.join(repository.folder, 'a', 'b')
  mkdirSync(below, { recursive: true })
  const worktree = repository.emptyWorktree(path.join(temporaryFolder(), 'linked'))
  const local = path.join(repository.folder, '.claude', 'settings.local.json')
  const servers = path.join(repository.folder, '.mcp.json')
  expect(await sources(below)).toEqual(await sources(repository.folder))
  expect([...(await sources(worktree))]).toEqual(expect.arrayContaining([local, servers]))
})

test('a submodule is a repository of its own', async () => {
  const folder = folderWith({
    'CLAUDE.md': 'x',
    'main/.git/modules/sub/HEAD': 'x',
    'main/sub/.git': 'gitdir: ../.git/modules/sub',
  })
  const content = await readFolder(path.join(folder, 'main', 'sub'), NOBODYS)
  expect(content).toMatchObject({ needsTrust: false, obstacle: null })
})

test('the owner’s own folder of Claude Code is nothing that others can say yes to', async () => {
  const home = folderWith({ '.claude/settings.json': { env: { A: 'b' } } })
  const personal = { folder: path.join(home, '.claude'), isTheirs: false }
  expect(await readFolder(home, personal)).toMatchObject({
    needsTrust: true,
    obstacle: expect.stringContaining('owner'),
  })
  mkdirSync(path.join(home, 'below'))
  expect(await readFolder(path.join(home, 'below'), personal)).toMatchObject({ needsTrust: false })
})

test('the person’s own folder of Claude Code is not what a project brings', async () => {
  const home = folderWith({
    '.claude/settings.json': { env: { A: 'b' } },
    '.claude/agents/a.md': '---\nhooks: {}\n---\n',
  })
  expect((await readFolder(home, { folder: path.join(home, '.claude'), isTheirs: true })).needsTrust).toBe(false)
})

async function sources(folder: string): Promise<Set<string>> {
  return new Set((await readFolder(folder, NOBODYS)).brings.map(({ source }) => source))
}

function nested(levels: number): string {
  return `{"mcpServers":{"a":${'['.repeat(levels)}${']'.repeat(levels)}}}`
}

function words(count: number): string {
  return Array.from({ length: count }, (_, index) => `w${index}`).join(' ')
}

function helperOf(folder: string, apiKeyHelper: string): void {
  writeFileSync(path.join(folder, '.claude', 'settings.json'), JSON.stringify({ apiKeyHelper }))
}

function largeSkill(folder: string): void {
  const skill = path.join(folder, '.claude', 'skills', 'a')
  mkdirSync(path.join(skill, ...Array.from({ length: 20 }, () => 'b')), { recursive: true })
  writeFileSync(path.join(skill, 'SKILL.md'), '---\nallowed-tools: Bash\n---\n')
}

function worktreeOf(folder: string, commondir: string): void {
  const gitDir = temporaryFolder()
  writeFileSync(path.join(gitDir, 'commondir'), commondir)
  writeFileSync(path.join(folder, '.git'), `gitdir: ${gitDir}\n`)
}

function manySkills(folder: string, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const skill = path.join(folder, '.claude', 'skills', `s${index}`)
    mkdirSync(skill, { recursive: true })
    writeFileSync(path.join(skill, 'SKILL.md'), '---\nallowed-tools: Bash\n---\n')
  }
}
