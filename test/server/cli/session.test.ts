import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Session } from '#shared/session/session.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'
import { homeportFile } from '#test/support/server/homeport.ts'

let server: TestServer

beforeAll(async () => {
  server = await startServer()
})

afterAll(() => server.close())

/** `homeport …`, as somebody types it who has a variable. */
function homeport(...args: string[]) {
  const own = { HOME: server.home, HOMEPORT_DATA_DIR: server.dataDir, TRACKER_KEY: 'value-of-the-command' }
  const child = spawn(process.execPath, [homeportFile, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...own },
    windowsHide: true,
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text))
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, ...said }))
  })
}

test('a session begins on the command line with all that a session may have, and is changed there', async () => {
  const folder = server.folder('api')
  const config = path.join(server.folder('files'), 'servers.json')
  writeFileSync(
    config,
    JSON.stringify({ mcpServers: { tracker: { command: 'true', env: { KEY: '${TRACKER_KEY}' } } } }),
  )
  const setup = ['--env', 'TRACKER_KEY', '--mcp-config', config, '--deny', 'Write', '--system-prompt', 'Be brief.']
  const made = await homeport('session', 'create', folder, ...setup, '--template', 'Plan a change', '--json')
  expect(made).toMatchObject({ code: 0, stderr: '' })
  const session = JSON.parse(made.stdout) as Session
  expect(session).toMatchObject({
    workspace_path: folder,
    permission_mode: 'plan',
    environment: ['TRACKER_KEY'],
    setup: {
      denied_tools: ['Write'],
      system_prompt: 'Be brief.',
      mcp_servers: { tracker: { type: 'stdio', command: 'true', env: { KEY: '${TRACKER_KEY}' } } },
    },
  })
  const changed = await homeport('session', 'set-up', session.id, '--allow', 'Read', '--json')
  expect(JSON.parse(changed.stdout)).toMatchObject({
    environment: ['TRACKER_KEY'],
    setup: { allowed_tools: ['Read'], denied_tools: ['Write'] },
  })
})

test('what cannot be asked is said, and nothing is started', async () => {
  const folder = server.folder('api')
  const missing = await homeport('session', 'create', folder, '--env', 'NOT_SET')
  expect([missing.code === 0, missing.stderr]).toEqual([false, expect.stringContaining('NOT_SET has no value here')])
  const nowhere = await homeport('session', 'create', '--template', 'Explain this project')
  expect(nowhere.stderr).toContain('works in any folder')
})

test('templates are listed with their ids', async () => {
  const { stdout } = await homeport('template')
  expect(stdout).toContain('built-in-review  Review a pull request  built_in')
})
