import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { sshCommand } from '#renderer/format/sshCommand.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const place = { user: 'mia', host: 'desk.example', folder: '/home/mia/api', platform: 'linux' }

test('the command goes to the person’s own account, into the folder', () => {
  expect(sshCommand(place)).toBe(`ssh -t mia@desk.example 'cd /home/mia/api && exec "$SHELL" -l'`)
  expect(sshCommand({ ...place, host: '[fd00::1]' })).toContain('mia@fd00::1')
  expect(sshCommand({ ...place, platform: 'win32', folder: String.raw`C:\api` })).toBe('ssh mia@desk.example')
})

test.each([
  "it's",
  'two words',
  '$(touch hacked)',
  '`touch hacked`',
  'a;touch hacked',
  '"',
  '-n',
  "'; touch hacked; '",
])('a folder named %s is one word for both shells that read it, and nothing of it is run', (name) => {
  const root = temporaryFolder()
  mkdirSync(path.join(root, name))
  const bin = path.join(root, 'bin')
  mkdirSync(bin)
  // Runs what it is given as the shell at the other end would.
  writeFileSync(path.join(bin, 'ssh'), '#!/bin/sh\nSHELL=/bin/pwd exec /bin/sh -c "$3"\n', { mode: 0o755 })
  const line = sshCommand({ ...place, folder: path.join(root, name) }).replace(' -l', '')
  // The login shell there is `pwd`, which takes no `-l`.
  const ran = spawnSync('/bin/sh', ['-c', line.replace(' -l', '')], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: `${bin}:/usr/bin:/bin` },
  })
  expect(ran.stdout).toBe(`${path.join(root, name)}\n`)
})
