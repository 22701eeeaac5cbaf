import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { GitWorld, SESSION, person } from '#test/support/host/gitWorld.ts'

const at = { session_id: SESSION }

/** A program in place of `ssh`, as a person names it by `GIT_SSH`: it does what `script` says of the command in `$3`. */
function withSsh(script: string): { world: GitWorld; seen: () => string } {
  const plain = new GitWorld()
  const ssh = path.join(plain.home, 'ssh.sh')
  const seen = path.join(plain.home, 'seen')
  writeFileSync(ssh, `#!/bin/sh\n{ printf '%s\\n' "$@"; env; } >'${seen}'\nfor last; do :; done\n${script}\n`)
  chmodSync(ssh, 0o755)
  const world = GitWorld.with({ 'a.txt': 'a\n' }, { env: { GIT_SSH: ssh, SSH_AUTH_SOCK: '/run/agent', DISPLAY: ':0' } })
  mkdirSync(path.join(world.home, 'there.git'))
  world.gitIn(path.join(world.home, 'there.git'), 'init', '-q', '--bare')
  world.git('remote', 'add', 'origin', `git@host.example:${world.home}/there.git`)
  return { world, seen: () => readFileSync(seen, 'utf8') }
}

test('over SSH the person’s own program and agent are used, and nobody is asked on a screen', async () => {
  const { world, seen } = withSsh('eval "exec $last"')
  expect(await world.rows['git.push']({ ...at, force: false }, person)).toMatchObject({ outcome: 'created' })
  expect(world.gitIn(path.join(world.home, 'there.git'), 'log', '--format=%s', 'main')).toBe('first\n')
  const told = seen()
  expect(told).toContain('git@host.example\n')
  expect(told).toContain('SSH_AUTH_SOCK=/run/agent\n')
  expect(told).toContain('SSH_ASKPASS_REQUIRE=never\n')
  expect(told).toContain('GIT_TERMINAL_PROMPT=0\n')
})

test.each([
  ['Host key verification failed.', 'unreachable', /does not know this host/],
  ['git@host.example: Permission denied (publickey).', 'signed_out', /asks who you are/],
  ['ssh: Could not resolve hostname host.example: Name or service not known', 'unreachable', /cannot be reached/],
  ['ssh: connect to host host.example port 22: Connection timed out', 'unreachable', /cannot be reached/],
])('what SSH refuses has words: %s', async (said, reason, words) => {
  const { world } = withSsh(`echo '${said}' >&2; exit 255`)
  await expect(world.rows['git.fetch'](at, person)).rejects.toMatchObject({
    message: expect.stringMatching(words),
    details: { reason },
  })
})
