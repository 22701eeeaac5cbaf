import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { StoredCredentials } from '#server/host/git/credentials/sessionCredentials.ts'
import { GitWorld, SESSION, person } from '#test/support/host/gitWorld.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const at = { session_id: SESSION }
const runs = { details: { reason: 'runs' } }

function plant(world: GitWorld, file: string): void {
  writeFileSync(file, `#!/bin/sh\n${world.program(path.basename(file))}\n`)
  chmodSync(file, 0o755)
}

/** A repository with a bare one beside it, which it is pushed to. */
function withFolder() {
  const world = GitWorld.with({ 'a.txt': 'a\n' })
  const there = path.join(world.home, 'there.git')
  world.git('init', '-q', '--bare', there)
  return { world, there }
}

const shownIn = async (world: GitWorld) =>
  (await world.rows['git.remotes'](at, person)).programs.map(({ name }) => name)

describe('a program that nobody was shown does not run', () => {
  test('be it a hook of any name, or the command of a signature', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    plant(world, world.file('.git/hooks/post-index-change'))
    plant(world, world.file('.git/hooks/a-hook-of-tomorrow'))
    plant(world, world.file('.git/hooks/pre-push.sample'))
    world.git('config', 'gpg.ssh.defaultKeyCommand', world.program('key'))
    world.git('config', 'hook.mine.command', world.program('mine'))
    expect((await shownIn(world)).toSorted()).toEqual([
      'a-hook-of-tomorrow',
      'gpg.ssh.defaultkeycommand',
      'hook.mine.command',
      'post-index-change',
    ])
    await expect(world.rows['git.pull']({ ...at, how: 'merge' }, person)).rejects.toMatchObject(runs)
  })

  test.each(['', 'file://'])(
    'where a push goes to a folder (%s), its hooks and settings are shown first',
    async (scheme) => {
      const { world, there } = withFolder()
      world.git('remote', 'add', 'origin', `${scheme}${there.replace(/\.git$/, '')}`)
      expect(await shownIn(world)).toEqual([])
      // A folder of the shorter name is no repository, though it lies in one.
      mkdirSync(there.replace(/\.git$/, ''))
      plant(world, path.join(there, 'hooks', 'post-receive'))
      world.gitIn(world.home, '--git-dir', there, 'config', 'core.fsmonitor', world.program('monitor'))
      expect(await shownIn(world)).toEqual(['post-receive', 'remote.origin.url', 'core.fsmonitor'])
      await expect(world.rows['git.push']({ ...at, force: false }, person)).rejects.toMatchObject(runs)
      expect(world.marks).toEqual([])
      const { runs_id } = await world.rows['git.remotes'](at, person)
      const agreed = { ...at, force: false, runs_id: runs_id ?? '' }
      expect(await world.rows['git.push'](agreed, person)).toMatchObject({ outcome: 'created' })
      expect(world.marks).toEqual(['post-receive'])
      plant(world, path.join(there, 'hooks', 'pre-receive'))
      await expect(world.rows['git.push'](agreed, person)).rejects.toMatchObject(runs)
    },
  )
})

test('a repository that says which way is taken to the host is shown, and gets no token to take there', async () => {
  const row = {
    kind: 'token',
    host: 'mine.example',
    session_id: null,
    username: 'x',
    public_key: '',
    added_at: '',
  } as const
  const secrets = { list: () => [row], value: async () => 'secret' }
  const credentials = new StoredCredentials({ secrets, dataDir: temporaryFolder() })
  onTestFinished(() => credentials.close())
  const world = new GitWorld({ credentials })
  world.git('init', '-q')
  world.commitAll('first')
  world.git('remote', 'add', 'origin', 'https://mine.example/a/b')
  world.git('config', 'http.proxy', 'http://127.0.0.1:1')
  world.git('config', 'http.https://mine.example/.sslVerify', 'false')
  const { programs, runs_id } = await world.rows['git.remotes'](at, person)
  expect(programs.map(({ name }) => name)).toEqual(['http.proxy', 'http.https://mine.example/.sslverify'])
  await expect(world.rows['git.fetch'](at, person)).rejects.toMatchObject(runs)
  await expect(world.rows['git.fetch']({ ...at, runs_id: runs_id ?? '' }, person)).rejects.toMatchObject({
    message: expect.stringContaining('which way Git takes to the host (http.proxy'),
  })
})
