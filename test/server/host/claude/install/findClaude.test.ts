import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { type SearchFacts, behindShim, claudeCandidates } from '#server/host/claude/install/candidates.ts'
import { createClaudeFinder } from '#server/host/claude/install/findClaude.ts'
import { detectLogin } from '#server/host/claude/login/login.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const FAKE = path.join(import.meta.dirname, '../../../../fakes/fakeClaude.mjs')

test('the setting wins, and a broken one is told instead of passed over', async () => {
  const finder = createClaudeFinder({ configured: () => FAKE, environment: async () => process.env })
  expect(await finder.find()).toEqual({ path: FAKE, version: '2.1.329', source: 'setting' })
  const broken = createClaudeFinder({ configured: () => '/not/there', environment: async () => process.env })
  expect(await broken.find()).toEqual({ problem: expect.stringContaining('/not/there') })
})

test('another path in the settings is taken up by the next start', async () => {
  const folder = temporaryFolder()
  const other = path.join(folder, 'claude.mjs')
  copyFileSync(FAKE, other)
  let configured = FAKE
  const finder = createClaudeFinder({ configured: () => configured, environment: async () => process.env })
  expect(await finder.find()).toMatchObject({ path: FAKE })
  configured = other
  expect(await finder.find()).toMatchObject({ path: other })
})

test.skipIf(process.platform === 'win32')(
  'the one on the PATH comes before the package; what does not answer is passed over',
  async () => {
    const [dead, good] = [temporaryFolder(), temporaryFolder()]
    writeFileSync(path.join(dead, 'claude'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    copyFileSync(FAKE, path.join(good, 'claude'))
    chmodSync(path.join(good, 'claude'), 0o755)
    const node = path.dirname(process.execPath)
    const finder = createClaudeFinder({
      configured: () => null,
      environment: async () => ({ PATH: `${dead}:${good}:${node}:/usr/bin` }),
    })
    expect(await finder.find()).toMatchObject({ path: path.join(good, 'claude'), source: 'path' })
  },
)

test('the package in node_modules is found without its install script', async () => {
  const finder = createClaudeFinder({ configured: () => null, environment: async () => ({ PATH: '' }) })
  const found = await finder.find()
  expect(found).toMatchObject({
    source: expect.stringMatching(/package|known_folder/),
    version: expect.stringMatching(/^\d+\.\d+/),
  })
})

test('on Windows shims are passed by for the program behind them', () => {
  const paths = claudeCandidates({
    ...facts,
    platform: 'win32',
    home: String.raw`C:\Users\me`,
    env: { APPDATA: String.raw`C:\Users\me\AppData\Roaming` },
    searchPath: String.raw`C:\tools;relative`,
    packageRoots: [String.raw`C:\app`],
  }).map((candidate) => candidate.path)
  expect(paths.every((candidate) => candidate.endsWith('.exe'))).toBe(true)
  expect(paths[0]).toBe(String.raw`C:\tools\claude.exe`)
  expect(paths).toContain(
    String.raw`C:\Users\me\AppData\Roaming\npm\node_modules\@anthropic-ai\claude-code\bin\claude.exe`,
  )
  expect(paths).toContain(String.raw`C:\app\node_modules\@anthropic-ai\claude-code-win32-x64\claude.exe`)
})

test('a setting that names a shim on Windows leads to the program, elsewhere it is taken as it is', () => {
  const target = String.raw`C:\npm\node_modules\@anthropic-ai\claude-code\bin\claude.exe`
  expect(behindShim(String.raw`C:\npm\claude.cmd`, 'win32')).toBe(target)
  expect(behindShim(String.raw`C:\npm\claude`, 'win32')).toBe(target)
  expect(behindShim(String.raw`C:\npm\claude.exe`, 'win32')).toBe(String.raw`C:\npm\claude.exe`)
  expect(behindShim('/usr/bin/claude', 'linux')).toBe('/usr/bin/claude')
})

test('the order is PATH, known folders newest Node first, package', () => {
  const home = temporaryFolder()
  for (const version of ['v9.1.0', 'v22.12.0', 'v24.1.0']) {
    mkdirSync(path.join(home, '.nvm/versions/node', version), { recursive: true })
  }
  const found = claudeCandidates({ ...facts, home })
  expect(found.map((candidate) => candidate.source)).toEqual(
    found.map((candidate) => candidate.source).toSorted((left, right) => ORDER.indexOf(left) - ORDER.indexOf(right)),
  )
  const nodes = found.flatMap(({ path: file }) => /\.nvm\/versions\/node\/([^/]+)/.exec(file)?.[1] ?? [])
  expect(nodes).toEqual(['v24.1.0', 'v22.12.0', 'v9.1.0'])
})

test('the login that is named is the one that Claude Code would use', async () => {
  const dir = temporaryFolder()
  const env = { CLAUDE_CONFIG_DIR: dir }
  writeFileSync(path.join(dir, '.credentials.json'), '{"claudeAiOauth":{}}')
  expect(await detectLogin(env)).toBe('subscription')
  expect(await detectLogin({ ...env, ANTHROPIC_API_KEY: 'x' })).toBe('environment')
  expect(await detectLogin({ ...env, CLAUDE_CODE_USE_BEDROCK: '1' })).toBe('environment')
  expect(await detectLogin({ CLAUDE_CONFIG_DIR: path.join(dir, 'nowhere') })).toBeNull()
})

const ORDER = ['path', 'known_folder', 'package']

const facts: SearchFacts = {
  env: {},
  platform: 'linux',
  arch: 'x64',
  home: '/home/me',
  searchPath: '/usr/bin:relative:/opt/bin',
  packageRoots: ['/app', '/'],
}
