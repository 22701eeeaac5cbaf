import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { GitWorld } from '#test/support/host/gitWorld.ts'
import { gitShim } from '#test/support/host/dyingGit.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { HostWorld, member, owner } from '#test/support/host/hostWorld.ts'

async function started(env: Readonly<Record<string, string>> = {}) {
  const git = GitWorld.with({ 'a.txt': 'one\n' })
  const world = await HostWorld.start({
    GIT_CONFIG_GLOBAL: path.join(git.home, '.gitconfig'),
    SHELL: '/bin/sh',
    ...env,
  })
  await world.call('claude_token.set', { token: 'sk-ant-api03-owner' }, owner).catch(() => {})
  return { git, world }
}

test('a session begins in a worktree, is set up where that was approved, and ends merged', async () => {
  const { git, world } = await started()
  const asked = { project_path: git.folder, prompt: 'Fix the login page' }
  git.write('.gitignore', '.env\n')
  git.commitAll('ignore')
  git.write('.env', 'A=1\n')
  await world.call(
    'worktree.save_setup',
    { project: git.folder, copy: ['.env'], command: 'touch .git-setup-ran' },
    owner,
  )
  const offer = await world.call('worktree.offer', asked, owner)
  expect(offer).toMatchObject({ problem: null, branch: 'claude/fix-login-page', base: 'main', uncommitted: 0 })
  const session = await world.call(
    'session.create',
    {
      project_path: git.folder,
      worktree: { branch: offer.branch, base: offer.base },
      ...(offer.setup === null ? {} : { checkout_setup: offer.setup.fingerprint }),
    },
    owner,
  )
  await world.call('message.send', { session_id: session.id, content: 'hello' }, owner)
  const now = await world.until(session.id, owner, ({ turn_count }) => turn_count === 1)
  expect(now.checkout).toMatchObject({ state: 'ready', branch: 'claude/fix-login-page' })
  expect(readdirSync(now.workspace_path).toSorted()).toEqual(['.env', '.git', '.git-setup-ran', '.gitignore', 'a.txt'])
  const notices = (await world.events(session.id, owner)).filter(({ type }) => type === 'notice')
  expect(notices.map(({ content }) => content)).toEqual([
    expect.stringContaining('claude/fix-login-page'),
    '1 ignored file was copied.',
    'The set-up is done.',
  ])
  await expect(world.call('worktree.end', { session_id: session.id, how: 'remove' }, owner)).rejects.toMatchObject({
    code: 'SESSION_003',
    details: { unsaved: [{ kind: 'uncommitted', count: 1 }] },
  })
  await world.call('git.commit', { session_id: session.id, message: 'work', all: true }, owner)
  const { merged } = await world.call('worktree.end', { session_id: session.id, how: 'merge' }, owner)
  expect(merged).toBe(git.git('rev-parse', 'main').trim())
  expect((await world.call('session.get', { session_id: session.id }, owner)).status).toBe('TERMINATED')
  expect(existsSync(now.workspace_path)).toBe(false)
})

test('a clone that fails is said, and may be tried again; ending the session gives it up', async () => {
  const { git, world } = await started()
  const failed = await world.call('session.create', { git_url: 'file:///nowhere/at/all' }, owner)
  await world.until(failed.id, owner, ({ status }) => status === 'FAILED')
  const said = (await world.events(failed.id, owner)).map(({ content }) => content)
  expect(said.join('\n')).toContain('/nowhere/at/all')
  const cloned = await world.call('session.create', { git_url: `file://${git.folder}` }, owner)
  await world.until(cloned.id, owner, ({ status }) => status === 'ACTIVE')
  expect((await world.call('worktree.state', { session_id: cloned.id }, owner)).unsaved).toEqual([])
})

test('what is being cloned when the session is ended ends with it, and so does it with the host', async () => {
  const HOME = temporaryFolder()
  // What a login shell says is what programs see.
  const PATH = gitShim('case "$*" in *clone*) sleep 600;; esac; exec "$real" "$@"')
  writeFileSync(path.join(HOME, '.profile'), `PATH='${PATH}'\nexport PATH\n`)
  const { git, world } = await started({ HOME })
  const ask = () => world.call('session.create', { git_url: `file://${git.folder}` }, owner)
  const [one, two] = [await ask(), await ask()]
  await world.until(two.id, owner, ({ activity }) => activity === 'Cloning…')
  await world.call('session.terminate', { session_id: one.id }, owner)
  await world.until(one.id, owner, ({ status }) => status === 'TERMINATED')
  await world.stop()
  expect(readdirSync(world.paths.workspaces).filter((name) => name.startsWith('.'))).toEqual([])
})

test('a member clones nothing of this machine, and sees nobody’s checkout', async () => {
  const { git, world } = await started()
  await world.call('claude_token.set', { token: 'sk-ant-api03-member' }, member)
  for (const git_url of [`file://${git.folder}`, 'ext::sh -c true']) {
    await expect(world.call('session.create', { git_url }, member)).rejects.toMatchObject({ code: 'HTTP_002' })
  }
  const own = await world.call('session.create', { project_path: git.folder, worktree: {} }, owner)
  await expect(world.call('worktree.state', { session_id: own.id }, member)).rejects.toMatchObject({
    code: 'SESSION_002',
  })
  await expect(world.call('worktree.end', { session_id: own.id, how: 'keep' }, member)).rejects.toMatchObject({
    code: 'SESSION_002',
  })
})
