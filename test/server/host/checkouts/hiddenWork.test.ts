import Sqlite from 'better-sqlite3'
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Session } from '#shared/session/session.ts'
import { isUsed } from '#server/host/checkouts/openCheckouts.ts'
import { removeCheckout, saveAndRemove } from '#server/host/checkouts/ending/removing.ts'
import { unsavedIn } from '#server/host/checkouts/ending/unsaved.ts'
import { Git } from '#server/host/git/running/git.ts'
import { CheckoutWorld } from '#test/support/host/checkoutWorld.ts'
import { GitWorld } from '#test/support/host/gitWorld.ts'

const depsOf = (world: CheckoutWorld) => ({ environment: async () => world.git.env })

async function textsOf(world: CheckoutWorld, folder: string): Promise<string[]> {
  return (await unsavedIn(new Git(folder, depsOf(world)))).map(({ text }) => text)
}

function checkoutOf({ checkout }: Session) {
  if (checkout === undefined) {
    throw new Error('it has none')
  }
  return checkout
}

const remove = (world: CheckoutWorld, made: Session) =>
  removeCheckout(made.workspace_path, checkoutOf(made), depsOf(world))
const save = (world: CheckoutWorld, made: Session) =>
  saveAndRemove(made.workspace_path, checkoutOf(made), { ...depsOf(world), stamp: '20260101000000000' })

/** A repository with another one at `lib`. */
function withSubmodule(): CheckoutWorld {
  const lib = GitWorld.with({ 'lib.txt': 'lib\n' })
  const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
  world.git.git('submodule', '--quiet', 'add', `file://${lib.folder}`, 'lib')
  world.git.commitAll('with a submodule')
  return world
}

function commitIn(world: CheckoutWorld, folder: string): void {
  writeFileSync(path.join(folder, 'lib.txt'), 'changed\n')
  world.git.gitIn(folder, 'commit', '-qam', 'only here')
}

describe('commits of a submodule that are nowhere else', () => {
  const text = '1 commit in a submodule that is not pushed'

  test('keep the worktree, also on a branch that is not checked out', async () => {
    const world = withSubmodule()
    const made = await world.worktree({ branch: 'topic' })
    const lib = path.join(made.workspace_path, 'lib')
    world.git.gitIn(made.workspace_path, 'submodule', '--quiet', 'update', '--init')
    expect(await textsOf(world, made.workspace_path)).toEqual([])
    world.git.gitIn(lib, 'checkout', '-qb', 'mine')
    commitIn(world, lib)
    world.git.gitIn(lib, 'checkout', '-q', '--detach', 'HEAD^')
    expect(await textsOf(world, made.workspace_path)).toEqual([text])
    await expect(remove(world, made)).rejects.toMatchObject({ message: expect.stringContaining(text) })
    await expect(save(world, made)).rejects.toMatchObject({ code: 'SESSION_003' })
    expect(existsSync(lib)).toBe(true)
  })

  test('keep the clone, also where the submodule is not in its last commit any more', async () => {
    const world = withSubmodule()
    const made = await world.made({ git_url: world.url })
    const folder = made.workspace_path
    world.git.gitIn(folder, 'submodule', '--quiet', 'update', '--init')
    expect(await textsOf(world, folder)).toEqual([])
    commitIn(world, path.join(folder, 'lib'))
    world.git.gitIn(folder, 'commit', '-qam', 'newer lib')
    world.git.gitIn(folder, 'rm', '-qf', 'lib')
    world.git.gitIn(folder, 'commit', '-qm', 'no lib')
    expect(await textsOf(world, folder)).toContain(text)
    await expect(remove(world, made)).rejects.toMatchObject({ message: expect.stringContaining(text) })
  })

  test('what was fetched shallow is no such commit', async () => {
    const world = withSubmodule()
    const made = await world.made({ git_url: world.url })
    world.git.gitIn(made.workspace_path, 'submodule', '--quiet', 'update', '--init', '--depth=1')
    await remove(world, made)
    expect(existsSync(made.workspace_path)).toBe(false)
  })
})

describe('all of a worktree is kept before it goes, or it stays', () => {
  const nested: readonly (readonly [string, (world: CheckoutWorld, folder: string) => void])[] = [
    [
      'a repository that nobody committed',
      (world, folder) => {
        mkdirSync(path.join(folder, 'inner'))
        world.git.gitIn(path.join(folder, 'inner'), 'init', '-q')
        writeFileSync(path.join(folder, 'inner', 'only.txt'), 'here')
        world.git.gitIn(path.join(folder, 'inner'), 'add', '-A')
        world.git.gitIn(path.join(folder, 'inner'), 'commit', '-qm', 'inner')
      },
    ],
    [
      'a file of a submodule that is not committed',
      (world, folder) => {
        world.git.gitIn(folder, 'submodule', '--quiet', 'update', '--init')
        writeFileSync(path.join(folder, 'lib', 'new.txt'), 'here')
      },
    ],
  ]
  test.each(nested)('%s', async (_name, plant) => {
    const world = withSubmodule()
    const made = await world.worktree({ branch: 'topic' })
    plant(world, made.workspace_path)
    await expect(save(world, made)).rejects.toMatchObject({
      code: 'SESSION_003',
      message: expect.stringContaining('Nothing was removed'),
    })
    expect(existsSync(made.workspace_path)).toBe(true)
  })

  test('what was staged is kept beside what lay there', async () => {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
    const made = await world.worktree({ branch: 'topic' })
    writeFileSync(path.join(made.workspace_path, 'a.txt'), 'staged\n')
    world.git.gitIn(made.workspace_path, 'add', 'a.txt')
    writeFileSync(path.join(made.workspace_path, 'a.txt'), 'later\n')
    const saved = await save(world, made)
    expect(world.git.git('show', `${saved}:a.txt`)).toBe('later\n')
    expect(world.git.git('show', `${saved}^2:a.txt`)).toBe('staged\n')
  })
})

describe('files that Git was told not to look at', () => {
  test.each(['--skip-worktree', '--assume-unchanged'])('%s: changed ones keep the folder', async (flag) => {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n', 'b.txt': 'b\n' })
    const made = await world.worktree({ branch: 'topic' })
    world.git.gitIn(made.workspace_path, 'update-index', flag, 'a.txt', 'b.txt')
    expect(await textsOf(world, made.workspace_path)).toEqual([])
    writeFileSync(path.join(made.workspace_path, 'a.txt'), 'mine alone\n')
    await expect(remove(world, made)).rejects.toMatchObject({
      message: expect.stringContaining('1 file that is not committed'),
    })
    expect(world.git.git('show', `${await save(world, made)}:a.txt`)).toBe('mine alone\n')
  })
})

test('a repository stays below the worktrees that hang on it', async () => {
  const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
  const made = await world.made({ git_url: world.url })
  const beside = path.join(world.git.home, 'beside')
  world.git.gitIn(made.workspace_path, 'worktree', 'add', '-q', '--detach', beside)
  await expect(remove(world, made)).rejects.toMatchObject({ message: expect.stringContaining('1 worktree elsewhere') })
  world.git.gitIn(made.workspace_path, 'worktree', 'remove', beside)
  await remove(world, made)
  expect(existsSync(made.workspace_path)).toBe(false)
})

test('what an earlier removal left is looked at before it goes', async () => {
  const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
  const made = await world.made({ git_url: world.url })
  const [folder, name] = [world.workspaces, path.basename(made.workspace_path)]
  const leave = (left: string) => cpSync(made.workspace_path, path.join(folder, left), { recursive: true })
  const [old, work, empty, looked] = [
    `.removing-${name}`,
    `.removing-${name}.0000000a`,
    `.removing-${name}.0000000b`,
    `.removed-${name}.0000000c`,
  ]
  ;[old, work, empty, looked].forEach(leave)
  for (const left of [old, work, looked]) {
    writeFileSync(path.join(folder, left, 'only.txt'), 'here')
  }
  await remove(world, made)
  expect(readdirSync(folder).toSorted()).toEqual([old, work].toSorted())
})

const from = (folder: string) => JSON.stringify({ checkout: { from: folder } })

test('a folder is used by who works in a worktree of it', () => {
  const database = new Sqlite(':memory:')
  database.exec('CREATE TABLE sessions (id TEXT, status TEXT, workspace_path TEXT, session TEXT)')
  const add = database.prepare('INSERT INTO sessions VALUES (?, ?, ?, ?)')
  add.run('one', 'ACTIVE', '/w/one', '{}')
  add.run('two', 'ACTIVE', '/w/two', from(path.join('/w/one', 'sub')))
  add.run('three', 'ACTIVE', '/w/three', from('/w/four'))
  add.run('ended', 'TERMINATED', '/w/six', from('/w/five'))
  const isUsedBeside = (folder: string) => isUsed(database, folder, 'one')
  expect(['/w/one', '/w/four', '/w/five', '/w/on'].map(isUsedBeside)).toEqual([true, true, false, false])
})
