import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startServer } from '#test/support/server/server.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { homeportFile } from '#test/support/server/homeport.ts'

/** The command line on a data directory that nobody serves. */
function stopped() {
  const folder = temporaryFolder()
  const env = { ...process.env, HOMEPORT_DATA_DIR: folder, HOMEPORT_VAULT: 'memory', HOMEPORT_PORT: '' }
  const homeport = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [homeportFile, 'settings', ...args], {
      env,
      encoding: 'utf8',
    })
    return { status, stdout, stderr }
  }
  return { homeport, file: () => readFileSync(path.join(folder, 'settings.yaml'), 'utf8') }
}

test('settings are read and changed before the first start', { timeout: 90_000 }, () => {
  const { homeport, file } = stopped()
  expect(homeport().stdout).toContain('limits.requests_per_minute = 100  (default)')
  expect(homeport().stdout).toContain('vault = memory  (HOMEPORT_VAULT; default keychain)')
  const set = homeport('set', 'limits.requests_per_minute', '200')
  expect([set.status, set.stdout]).toEqual([
    0,
    'limits.requests_per_minute is 200 now. It holds when Homeport is started.\n',
  ])
  expect(file()).toBe('limits:\n  requests_per_minute: 200\n')
  expect(homeport('list').stdout).toContain('limits.requests_per_minute = 200  (settings.yaml, line 2; default 100)')
  expect(homeport('unset', 'limits.requests_per_minute').stdout).toContain('is 100 now')
  expect(JSON.parse(homeport('list', '--json').stdout)).toMatchObject({ problem: null })
  expect(homeport('set', 'port', '70000')).toMatchObject({ status: 1, stderr: expect.stringContaining('0 to 65535') })
  expect(homeport('set', 'vault', 'file')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('HOMEPORT_VAULT'),
  })
  expect(homeport('set', 'port').status).toBe(2)
})

test('on a running server a change holds at once, or says when', async () => {
  const server = await startServer({ token: null })
  onTestFinished(() => server.close())
  const set = (key: string, value: string) => server.homeport('settings', 'set', key, value)
  expect((await set('limits.requests_per_minute', '200')).stdout).toContain('is 200 now. It holds at once.')
  const fixed = await set('claude.api_base_url', 'http://127.0.0.1:9')
  expect([fixed.code, fixed.stderr]).toEqual([1, expect.stringContaining('HOMEPORT_ANTHROPIC_BASE_URL')])
  expect((await server.homeport('settings')).stdout).toContain('limits.requests_per_minute = 200')

  const status = () => server.program.call<{ found: boolean; problem: string | null }>('GET', '/api/claude/status')
  expect((await set('claude.path', '/not/there')).stdout).toContain('every Claude Code process that starts from now on')
  expect(await status()).toMatchObject({ found: false, problem: expect.stringContaining('/not/there') })
  await server.homeport('settings', 'unset', 'claude.path')
  expect(await status()).toMatchObject({ found: true })
})
