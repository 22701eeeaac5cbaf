import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { HostStatus } from '#shared/operations/host.ts'
import { connectToRunningServer } from '#server/index.ts'
import { signInProgram } from '#test/support/server/program.ts'
import { startServer } from '#test/support/server/server.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const root = path.join(import.meta.dirname, '../..')

/** The built product under another version number, as an update brings it. */
function installed(folder: string, version: string): void {
  mkdirSync(folder)
  cpSync(path.join(root, 'dist'), path.join(folder, 'dist'), { recursive: true })
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as object
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ ...manifest, version }))
}

test('a newer gateway drives the older host, moves its sessions when asked, and loses nothing', async () => {
  const folder = temporaryFolder()
  installed(path.join(folder, '1.0.0'), '1.0.0')
  installed(path.join(folder, '1.1.0'), '1.1.0')
  const homeport = path.join(folder, 'homeport')
  const use = (version: string) => {
    writeFileSync(homeport, `#!/bin/sh\nexec "${process.execPath}" "${folder}/${version}/dist/server/cli.js" "$@"\n`)
    chmodSync(homeport, 0o755)
  }
  use('1.0.0')
  const server = await startServer({ vault: 'file', command: [homeport] })
  onTestFinished(() => server.close())
  const session = await server.program.createSession(server.folder('kept'))
  const first = await server.program.watch()
  await first.follow(session.id)
  await first.turn(session.id, 'before')

  expect((await server.homeport('stop', '--keep-sessions')).code).toBe(0)
  await server.ended
  use('1.1.0')
  await server.restart()

  const status = (): Promise<HostStatus | undefined> =>
    Promise.resolve(connectToRunningServer(server.dataDir)?.call('host.status', {}))
  expect(await status()).toMatchObject({ version: '1.1.0', host_version: '1.0.0', state: 'older', busy_sessions: 0 })
  const program = await signInProgram(server.info)
  const viewer = await program.watch()
  onTestFinished(() => viewer.close())
  await viewer.follow(session.id)
  await viewer.turn(session.id, 'in the old host')

  expect((await server.homeport('renew')).stdout).toBe('The sessions go on in a host of version 1.1.0.\n')
  expect(await status()).toMatchObject({ host_version: '1.1.0', state: 'current' })
  await viewer.turn(session.id, 'in the new host')
  const answers = viewer.session(session.id).events.filter(({ type }) => type === 'claude_response')
  expect(answers.map(({ content }) => content)).toEqual([
    'You said: before',
    'You said: in the old host',
    'You said: in the new host',
  ])
})
