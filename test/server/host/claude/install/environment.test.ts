import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { personsEnvironment, scrubEnvironment } from '#server/host/claude/install/environment.ts'
import { startConnectProxy } from '#test/fakes/connectProxy.ts'
import { ClaudeWorld, type WorldOptions } from '#test/support/host/claudeWorld.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

vi.setConfig({ testTimeout: 90_000 })

test('what the login shell exports is over what the host was started with', () => {
  const env = { PATH: '/usr/bin', SSH_AUTH_SOCK: '/launchd', LANG: 'C', HOMEPORT_PORT: '1' }
  const shell = { PATH: '/opt/bin:/usr/bin', SSH_AUTH_SOCK: '/agent', NPM_TOKEN: 't', NODE_OPTIONS: '--x' }
  expect(personsEnvironment(env, shell)).toEqual({ ...shell, LANG: 'C' })
  expect(personsEnvironment(env, null)).toEqual({ PATH: '/usr/bin', SSH_AUTH_SOCK: '/launchd', LANG: 'C' })
})

test('proxies, authorities and the place of Claude’s things come from the shell only where the process has none', () => {
  const shell = { https_proxy: 'http://rc:1', NODE_EXTRA_CA_CERTS: '/rc.pem', CLAUDE_CONFIG_DIR: '/rc' }
  expect(personsEnvironment({}, shell)).toEqual(shell)
  const env = { HTTPS_PROXY: 'http://own:1', HOMEPORT_NODE_EXTRA_CA_CERTS: '/own.pem', CLAUDE_CONFIG_DIR: '/own' }
  expect(personsEnvironment(env, shell)).toEqual({
    HTTPS_PROXY: 'http://own:1',
    NODE_EXTRA_CA_CERTS: '/own.pem',
    CLAUDE_CONFIG_DIR: '/own',
  })
})

test('keys that the shell exports stay away when Homeport brings its own', () => {
  const env = personsEnvironment({}, { ANTHROPIC_API_KEY: 'sk-ant-rc', OTHER_KEY: 'x' })
  expect(scrubEnvironment(env, { keepCredentials: false })).toEqual({ OTHER_KEY: 'x' })
  expect(scrubEnvironment(env, { keepCredentials: true })).toEqual(env)
})

test.skipIf(process.platform === 'win32')('Claude and its tools live in what the person exports', async () => {
  const home = temporaryFolder()
  writeFileSync(path.join(home, '.profile'), 'export MOTTO="two\nPATH=/lines" NPM_TOKEN=npm_mine NODE_OPTIONS=\n')
  const world = await worldOf({ env: { SHELL: '/bin/bash', HOME: home, ELECTRON_RUN_AS_NODE: '1' } })
  const session = world.open({ permission_mode: 'acceptEdits', cwd: home })
  const seen = path.join(home, 'seen')
  const command = `/usr/bin/env -0 > ${seen}`
  session.send(`@tool Bash ${JSON.stringify({ command, description: 'look' })}\n@text done`)
  const { approval } = await session.next('approval_requested')
  session.process.answer(approval.approval_id, { decision: 'allow', remember: [] })
  await session.next('turn_ended')

  const variables = readFileSync(seen, 'utf8').split('\0')
  expect(variables).toEqual(expect.arrayContaining(['MOTTO=two\nPATH=/lines', 'NPM_TOKEN=npm_mine']))
  expect(variables.filter((entry) => /^(ELECTRON_RUN_AS_NODE|PATH=\/lines)/.test(entry))).toEqual([])
})

test.skipIf(process.platform === 'win32')(
  'a login shell that breaks is said in the session and in the status',
  async () => {
    const shell = path.join(temporaryFolder(), 'shell')
    writeFileSync(shell, '#!/bin/sh\nexit 7\n', { mode: 0o755 })
    const world = await worldOf({ env: { SHELL: shell } })
    const session = world.open()
    const notice = await session.next('notice', ({ code }) => code === 'shell_environment')
    expect(notice.text).toContain('code 7')
    expect((await session.turn('@text works all the same')).reason).toBe('completed')
    expect((await world.claude.status(null)).shell_problem).toContain('code 7')
  },
)

test('the stand-in on this machine is not asked through the proxy of the environment, and the token is not tried there', async () => {
  const proxy = await startConnectProxy(1)
  const world = await worldOf({ env: { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, ALL_PROXY: proxy.url } })
  expect((await world.open().turn('@text direct')).reason).toBe('completed')
  expect(await world.claude.validateToken('sk-ant-api03-somethinglong')).toMatchObject({ valid: true })
  expect(proxy.asked).toEqual([])
})

async function worldOf(options: WorldOptions): Promise<ClaudeWorld> {
  const world = await ClaudeWorld.create(options)
  onTestFinished(() => world.dispose())
  return world
}
