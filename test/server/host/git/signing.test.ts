import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { GitWorld, SESSION, person } from '#test/support/host/gitWorld.ts'

const at = { session_id: SESSION }
const asked = { ...at, message: 'signed', all: true, amend: false, sign_off: false }

/** A repository whose commits are signed by an SSH key, made here, that Git trusts as Olga’s. */
function signing(): { world: GitWorld; key: string } {
  const world = GitWorld.with({ 'a.txt': 'a\n' })
  const key = path.join(world.home, 'key')
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
  const trusted = path.join(world.home, 'trusted')
  execFileSync('sh', ['-c', `printf 'olga@example.org %s' "$(cat "$1.pub")" > "$2"`, 'sh', key, trusted])
  const settings = { 'gpg.format': 'ssh', 'user.signingKey': key, 'commit.gpgSign': 'true' }
  Object.entries({ ...settings, 'gpg.ssh.allowedSignersFile': trusted }).forEach((setting) =>
    world.git('config', ...setting),
  )
  return { world, key }
}

describe('a repository that signs its commits', () => {
  test('has those that are made here signed, and those that are picked and taken back', async () => {
    const { world } = signing()
    world.write('a.txt', 'b\n')
    const { commit } = await world.rows['git.commit'](asked, person)
    await world.rows['git.revert']({ ...at, commit }, person)
    await world.rows['git.cherry_pick']({ ...at, commit }, person)
    expect(world.git('log', '--format=%G? %GS', '-3')).toBe('G olga@example.org\n'.repeat(3))
  })

  test('without its key makes none: that is told, and what was staged stays', async () => {
    const { world, key } = signing()
    world.write('a.txt', 'b\n')
    const { commit } = await world.rows['git.commit'](asked, person)
    rmSync(key)
    rmSync(`${key}.pub`)
    world.write('a.txt', 'c\n')
    const refused = {
      code: 'SESSION_003',
      message: expect.stringContaining('not be signed'),
      details: { reason: 'signing' },
    }
    await expect(world.rows['git.commit'](asked, person)).rejects.toMatchObject(refused)
    expect(world.index('a.txt')).toBe('c\n')
    expect(world.git('rev-parse', 'HEAD').trim()).toBe(commit)
    world.git('reset', '-q', '--hard')
    await expect(world.rows['git.revert']({ ...at, commit }, person)).rejects.toMatchObject(refused)
    expect(world.git('rev-parse', 'HEAD').trim()).toBe(commit)
    // Nothing half-done stays, and nothing waits.
    expect(world.git('status', '--porcelain')).toBe('')
    expect(world.read('a.txt')).toBe('b\n')
  })
})
