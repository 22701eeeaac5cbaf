import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readDetails } from '#shared/errors.ts'
import { UserId } from '#shared/ids.ts'
import { GitServer } from '#test/support/host/gitServer.ts'
import { GitWorld, SESSION, person } from '#test/support/host/gitWorld.ts'
import { until } from '#test/support/until.ts'

const at = { session_id: SESSION }
const pulled = { ...at, how: 'configured' } as const
const pushed = { ...at, force: false }

let server: GitServer
beforeAll(async () => {
  server = await GitServer.start()
})
afterAll(() => server.stop())

/** Why it was not done. */
async function reasonOf(asked: unknown): Promise<unknown> {
  try {
    await asked
    return null
  } catch (error) {
    return readDetails(error, 'SESSION_003')?.reason
  }
}

let made = 0

/** A repository that is on the server, and somebody else’s clone of it. */
function shared(options: { readonly signedIn?: boolean } = {}): { world: GitWorld; name: string; other: string } {
  made += 1
  const name = `repository-${made}`
  const address = server.add(name)
  const world = GitWorld.with({ 'a.txt': 'a\n' })
  if (options.signedIn !== false) {
    world.git('config', '--global', 'credential.helper', server.helper(world.home))
  }
  world.git('remote', 'add', 'origin', address)
  const other = path.join(world.home, 'other')
  return { world, name, other }
}

/** Somebody else commits and pushes, past the server, which is in this very process. */
function meanwhile(here: ReturnType<typeof shared>, files: Readonly<Record<string, string>>): void {
  const { world, other } = here
  if (!existsSync(other)) {
    world.git('clone', '-q', server.folder(here.name), other)
  }
  world.gitIn(other, 'pull', '-q')
  for (const [name, text] of Object.entries(files)) {
    execFileSync('sh', ['-c', 'printf %s "$2" > "$1"', 'sh', path.join(other, name), text])
  }
  world.gitIn(other, 'add', '-A')
  world.gitIn(other, 'commit', '-q', '-m', 'theirs')
  world.gitIn(other, 'push', '-q', 'origin', 'HEAD')
}

describe('push', () => {
  test('makes the branch there, follows it, and tells how far it is', async () => {
    const { world, name } = shared()
    const before = await world.rows['git.remotes'](at, person)
    expect(before).toMatchObject({
      remotes: [{ name: 'origin', host: '127.0.0.1', web_url: null }],
      push: { remote: 'origin', branch: 'main', sets_upstream: true, is_protected: false },
      programs: [],
      runs_id: null,
    })
    const done = await world.rows['git.push'](pushed, person)
    const head = world.git('rev-parse', 'HEAD').trim()
    expect(done).toEqual({
      remote: 'origin',
      branch: 'main',
      outcome: 'created',
      commit: head,
      pull_request_url: null,
    })
    expect(server.git(name, 'rev-parse', 'main').trim()).toBe(head)
    expect((await world.status()).repository).toMatchObject({ upstream: 'origin/main', ahead: 0 })
    expect(world.progress.some((text) => text.startsWith('Writing objects'))).toBe(true)
    expect(await world.rows['git.push'](pushed, person)).toMatchObject({ outcome: 'up_to_date' })
  })

  test('what the remote has beside is told, and goes only where a person says so and saw it', async () => {
    const here = shared()
    const { world, name } = here
    await world.rows['git.push'](pushed, person)
    meanwhile(here, { 'b.txt': 'b\n' })
    world.commitAll('mine')
    const refused = { code: 'SESSION_003', details: { reason: 'behind' } }
    await expect(world.rows['git.push'](pushed, person)).rejects.toMatchObject(refused)
    // What was never seen here is not overwritten.
    await expect(world.rows['git.push']({ ...at, force: true }, person)).rejects.toMatchObject(refused)
    await world.rows['git.fetch'](at, person)
    expect(await world.rows['git.push']({ ...at, force: true }, person)).toMatchObject({ outcome: 'pushed' })
    expect(server.git(name, 'log', '-1', '--format=%s', 'main')).toBe('mine\n')
  })

  test('a protected branch takes no push; its commits go to a branch of another name', async () => {
    const { world, name } = shared()
    world.protectedBranches.push('main', 'release/*')
    expect((await world.rows['git.remotes'](at, person)).push).toMatchObject({ is_protected: true })
    for (const force of [false, true]) {
      await expect(world.rows['git.push']({ ...at, force }, person)).rejects.toMatchObject({
        message: expect.stringContaining('git.protected_branches'),
        details: { reason: 'protected' },
      })
    }
    expect(server.git(name, 'for-each-ref')).toBe('')
    const way = await world.rows['git.push']({ ...pushed, to: 'topic' }, person)
    expect(way).toMatchObject({ branch: 'topic', outcome: 'created' })
    expect((await world.status()).repository).toMatchObject({ branch: 'main', upstream: null })
  })

  test('what the remote refuses is told in its own words, with the link that it names', async () => {
    const { world, name } = shared()
    await world.rows['git.push'](pushed, person)
    server.hook(
      name,
      'pre-receive',
      'echo "error: GH006: Protected branch update failed for refs/heads/main." >&2; exit 1',
    )
    world.commitAll('mine')
    await expect(world.rows['git.push'](pushed, person)).rejects.toMatchObject({
      message: expect.stringContaining('GH006: Protected branch update failed'),
      details: { reason: 'protected' },
    })
    server.hook(
      name,
      'pre-receive',
      'echo "Create a merge request: https://127.0.0.1/a/b/-/merge_requests/new?x=1" >&2; echo "https://evil.example/pull" >&2; exit 0',
    )
    expect(await world.rows['git.push']({ ...pushed, to: 'topic' }, person)).toMatchObject({
      pull_request_url: 'https://127.0.0.1/a/b/-/merge_requests/new?x=1',
    })
  })
})

describe('fetch and pull', () => {
  test('what is new comes, is counted, and is brought into the branch', async () => {
    const here = shared()
    const { world } = here
    await world.rows['git.push'](pushed, person)
    meanwhile(here, { 'b.txt': 'b\n' })
    expect(await world.rows['git.fetch'](at, person)).toEqual({ remote: 'origin', updated: 1 })
    expect((await world.status()).repository).toMatchObject({ behind: 1 })
    expect(await world.rows['git.pull'](pulled, person)).toMatchObject({ outcome: 'updated', conflicts: [] })
    expect(world.read('b.txt')).toBe('b\n')
    expect(await world.rows['git.pull'](pulled, person)).toMatchObject({ outcome: 'up_to_date' })
  })

  test('two histories are joined as configured, or as said; where nothing is, that is asked', async () => {
    const here = shared()
    const { world } = here
    await world.rows['git.push'](pushed, person)
    meanwhile(here, { 'b.txt': 'b\n' })
    world.write('c.txt', 'c\n')
    world.commitAll('mine')
    await expect(world.rows['git.pull'](pulled, person)).rejects.toMatchObject({ details: { reason: 'diverged' } })
    expect(world.git('log', '--format=%s')).toBe('mine\nfirst\n')
    world.git('config', 'pull.rebase', 'true')
    expect(await world.rows['git.pull'](pulled, person)).toMatchObject({ outcome: 'updated' })
    expect(world.git('log', '--format=%s')).toBe('mine\ntheirs\nfirst\n')
    meanwhile(here, { 'd.txt': 'd\n' })
    expect(await world.rows['git.pull']({ ...at, how: 'merge' }, person)).toMatchObject({ outcome: 'updated' })
    expect(world.git('rev-list', '--count', '--merges', 'HEAD')).toBe('1\n')
  })

  test('a conflict names its files; aborted, all is as it was and what was written is kept; resolved, it goes on', async () => {
    const here = shared()
    const { world } = here
    await world.rows['git.push'](pushed, person)
    meanwhile(here, { 'a.txt': 'theirs\n' })
    world.write('a.txt', 'mine\n')
    world.commitAll('mine')
    const asked = { ...at, how: 'merge' } as const
    expect(await world.rows['git.pull'](asked, person)).toMatchObject({ outcome: 'conflicts', conflicts: ['a.txt'] })
    await expect(world.rows['git.continue'](at, person)).rejects.toMatchObject({ details: { reason: 'conflict' } })
    world.write('a.txt', 'half resolved\n')
    expect(await world.rows['git.abort'](at, person)).toEqual({ aborted: 'merge' })
    expect(world.read('a.txt')).toBe('mine\n')
    const { discarded } = await world.rows['git.discarded'](at, person)
    expect(world.git('show', `refs/homeport/discarded/${discarded[0]?.discard_id}:a.txt`)).toBe('half resolved\n')
    await world.rows['git.pull'](asked, person)
    world.write('a.txt', 'both\n')
    expect(await world.rows['git.continue'](at, person)).toMatchObject({ outcome: 'done', conflicts: [] })
    expect(world.git('status', '--porcelain')).toBe('')
    expect(world.git('rev-list', '--count', '--merges', 'HEAD')).toBe('1\n')
  })

  test('changes in the way are told, and stay', async () => {
    const here = shared()
    const { world } = here
    await world.rows['git.push'](pushed, person)
    meanwhile(here, { 'a.txt': 'theirs\n' })
    world.write('a.txt', 'mine\n')
    await expect(world.rows['git.pull'](pulled, person)).rejects.toMatchObject({ details: { reason: 'dirty' } })
    expect(world.read('a.txt')).toBe('mine\n')
  })
})

describe('signing in', () => {
  test('nobody is asked on a screen: without a helper it says so, and no password is told', async () => {
    const { world, name } = shared({ signedIn: false })
    await expect(world.rows['git.push'](pushed, person)).rejects.toMatchObject({ details: { reason: 'signed_out' } })
    world.git('remote', 'set-url', 'origin', `http://olga:sesame@127.0.0.1:${server.port}/${name}.git`)
    const failed = world.rows['git.fetch'](at, person)
    await expect(failed).rejects.toMatchObject({ details: { reason: 'signed_out' } })
    await expect(failed).rejects.not.toThrow(/sesame/)
    const { remotes } = await world.rows['git.remotes'](at, person)
    expect(JSON.stringify(remotes)).not.toContain('sesame')
  })

  test('the sign-ins of the machine are its owner’s alone', async () => {
    const { world } = shared()
    const refused = server.refused
    const guest = { ...person, user_id: UserId.parse('user-guest'), role: 'member' as const }
    const refusal = { details: { reason: 'signed_out' } }
    await expect(world.rows['git.push'](pushed, guest)).rejects.toMatchObject(refusal)
    await expect(world.rows['git.fetch'](at, guest)).rejects.toMatchObject(refusal)
    expect(server.refused).toBe(refused)
  })
})

describe('what a repository makes run', () => {
  test('is shown first, and runs only as it was shown', async () => {
    const { world, name } = shared()
    const hook = world.file('.git/hooks/pre-push')
    world.write('.git/hooks/pre-push', `#!/bin/sh\n${world.program('hook')}\n`)
    chmodSync(hook, 0o755)
    world.git('config', 'core.sshCommand', '/bin/false')
    const shown = await world.rows['git.remotes'](at, person)
    expect(shown.programs.map((program) => program.name)).toEqual(['pre-push', 'core.sshcommand'])
    for (const runs_id of [undefined, 'another']) {
      await expect(world.rows['git.push']({ ...pushed, runs_id }, person)).rejects.toMatchObject({
        details: { reason: 'runs' },
      })
    }
    const agreed = { ...pushed, runs_id: shown.runs_id ?? '' }
    world.write('.git/hooks/pre-push', `#!/bin/sh\n${world.program('another')}\n`)
    await expect(world.rows['git.push'](agreed, person)).rejects.toMatchObject({ details: { reason: 'runs' } })
    expect(world.marks).toEqual([])
    world.write('.git/hooks/pre-push', `#!/bin/sh\n${world.program('hook')}\n`)
    expect(await world.rows['git.push'](agreed, person)).toMatchObject({ outcome: 'created' })
    expect(world.marks).toEqual(['hook'])
    expect(server.git(name, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main\n')
  })

  test('an address that is a command never runs', async () => {
    const { world } = shared()
    world.git('config', 'protocol.ext.allow', 'always')
    world.git('remote', 'set-url', 'origin', `ext::${world.program()}`)
    await expect(world.rows['git.push'](pushed, person)).rejects.toMatchObject({ code: 'SESSION_003' })
    await expect(world.rows['git.fetch'](at, person)).rejects.toMatchObject({ code: 'SESSION_003' })
    expect(world.marks).toEqual([])
  })
})

describe('what is under way', () => {
  test('is one thing at a time, and is cancelled by a person', async () => {
    const { world } = shared()
    server.isSilent = true
    try {
      const ended = reasonOf(world.rows['git.push'](pushed, person))
      await until(() => server.isHolding, { what: 'the push to reach the server' })
      expect(await world.rows['git.remotes'](at, person)).toMatchObject({ under_way: 'push' })
      await expect(world.rows['git.fetch'](at, person)).rejects.toMatchObject({ details: { reason: 'busy' } })
      expect(await world.rows['git.cancel'](at, person)).toEqual({ cancelled: true })
      expect(await ended).toBe('cancelled')
      expect(await world.rows['git.cancel'](at, person)).toEqual({ cancelled: false })
    } finally {
      server.isSilent = false
    }
    expect(await world.rows['git.push'](pushed, person)).toMatchObject({ outcome: 'created' })
  })

  test('ends with the host', async () => {
    const { world } = shared()
    server.isSilent = true
    try {
      const ended = reasonOf(world.rows['git.fetch'](at, person))
      await until(async () => (await world.rows['git.remotes'](at, person)).under_way === 'fetch', { what: 'a fetch' })
      await world.network.stop()
      expect(await ended).toBe('cancelled')
    } finally {
      server.isSilent = false
    }
  })
})
