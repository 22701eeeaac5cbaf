import { existsSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ParamsOf } from '#shared/operations/table.ts'
import type { Session } from '#shared/session/session.ts'
import { checkoutHandlers } from '#server/host/checkouts/checkoutHandlers.ts'
import { goneFolders } from '#server/host/checkouts/ending/goneFolder.ts'
import { systemClock } from '#server/platform/clock.ts'
import { CheckoutWorld, localOwner } from '#test/support/host/checkoutWorld.ts'

/** What ends the checkout of one session. */
function ending(world: CheckoutWorld, made: Session, isUsed = false) {
  let state = made
  const ended: string[] = []
  const session = {
    get state() {
      return state
    },
    terminate: async () => void ended.push(state.id),
    patch: (fields: Partial<Session>) => {
      state = { ...state, ...fields }
    },
  }
  const rows = checkoutHandlers({
    environment: async () => world.git.env,
    registry: () => ({ find: () => session as never }),
    folders: { resolve: async (given) => given, make: async (name) => name },
    setups: { of: () => null, save: () => {} } as never,
    clock: systemClock,
    isUsedByOther: () => isUsed,
  })
  const end = async (how: ParamsOf<'worktree.end'>['how'], save_work = false) =>
    rows['worktree.end']({ session_id: made.id, how, save_work }, localOwner)
  const look = async () => rows['worktree.state']({ session_id: made.id }, localOwner)
  return { end, look, ended, rows, session }
}

const write = ({ workspace_path }: Session, name: string, text: string) =>
  writeFileSync(path.join(workspace_path, name), text)

function commit(world: CheckoutWorld, { workspace_path }: Session, message = 'work'): void {
  world.git.gitIn(workspace_path, 'add', '-A')
  world.git.gitIn(workspace_path, 'commit', '-qm', message)
}

describe('a worktree is never removed while it has work that is nowhere else', () => {
  const cases: readonly (readonly [string, (world: CheckoutWorld, made: Session) => void, string])[] = [
    ['a changed file', (_world, made) => write(made, 'a.txt', 'changed\n'), '1 file that is not committed'],
    ['a new file', (_world, made) => write(made, 'new.txt', 'x'), '1 file that is not committed'],
    [
      'a staged file',
      (world, made) => {
        write(made, 'new.txt', 'x')
        world.git.gitIn(made.workspace_path, 'add', 'new.txt')
      },
      '1 file that is not committed',
    ],
    [
      'commits on no branch',
      (world, made) => {
        world.git.gitIn(made.workspace_path, 'checkout', '-q', '--detach')
        write(made, 'a.txt', 'x')
        commit(world, made)
      },
      '1 commit that is on no branch',
    ],
    [
      'a merge that is not finished',
      (world, made) => {
        world.git.gitIn(made.workspace_path, 'commit', '-q', '--allow-empty', '-m', 'here')
        world.git.git('commit', '-q', '--allow-empty', '-m', 'there')
        world.git.gitIn(made.workspace_path, 'merge', '-q', '--no-commit', '--no-ff', 'main')
      },
      'a merge that is not finished',
    ],
  ]
  test.each(cases)('%s', async (_name, plant, text) => {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
    const made = await world.worktree({ branch: 'topic' })
    plant(world, made)
    const { end, look, ended } = ending(world, made)
    for (const how of ['remove', 'merge'] as const) {
      await expect(end(how)).rejects.toMatchObject({ code: 'SESSION_003', message: expect.stringContaining(text) })
    }
    expect((await look()).unsaved.map((one) => one.text)).toEqual([text])
    expect(existsSync(path.join(made.workspace_path, 'a.txt'))).toBe(true)
    expect(ended).toEqual([])
    const gone = goneFolders({ environment: async () => world.git.env })
    expect(await gone.keepsWhy(made.workspace_path)).toBe(text)
  })
})

describe('a clone is never removed while it has what no remote has', () => {
  const cases: readonly (readonly [string, (world: CheckoutWorld, made: Session) => void, string])[] = [
    [
      'a commit',
      (world, made) => {
        write(made, 'a.txt', 'x')
        commit(world, made)
      },
      '1 commit that is not pushed',
    ],
    [
      'a commit on another branch',
      (world, made) => {
        world.git.gitIn(made.workspace_path, 'checkout', '-qb', 'other')
        write(made, 'a.txt', 'x')
        commit(world, made)
        world.git.gitIn(made.workspace_path, 'checkout', '-q', 'main')
      },
      '1 commit that is not pushed',
    ],
    [
      'a stash',
      (world, made) => {
        write(made, 'a.txt', 'x')
        world.git.gitIn(made.workspace_path, 'stash')
      },
      '1 stash',
    ],
    ['a file', (_world, made) => write(made, 'new.txt', 'x'), '1 file that is not committed'],
    [
      'a repository that Git cannot read',
      (_world, made) => write(made, '.git/HEAD', 'nonsense'),
      'work that Git cannot read',
    ],
  ]
  test.each(cases)('%s', async (_name, plant, text) => {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
    const made = await world.made({ git_url: world.url })
    plant(world, made)
    const { end } = ending(world, made)
    await expect(end('remove')).rejects.toMatchObject({ code: 'SESSION_003', message: expect.stringContaining(text) })
    expect(existsSync(path.join(made.workspace_path, 'a.txt'))).toBe(true)
  })

  test('else it goes', async () => {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
    const made = await world.made({ git_url: world.url })
    const { end, ended } = ending(world, made)
    expect(await end('remove')).toMatchObject({ merged: null, saved: null, session: { checkout: { state: 'ended' } } })
    expect(existsSync(made.workspace_path)).toBe(false)
    expect(ended).toEqual([made.id])
    await expect(end('remove')).rejects.toMatchObject({ code: 'SESSION_003' })
  })
})

describe('merging', () => {
  test('into the branch that is checked out, with what is changed there besides; the worktree and its branch go', async () => {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n', 'b.txt': 'b\n' })
    const made = await world.worktree({ branch: 'topic' })
    write(made, 'a.txt', 'two\n')
    commit(world, made)
    world.git.write('b.txt', 'mine\n')
    const { end, look } = ending(world, made)
    expect(await look()).toMatchObject({ unsaved: [], ahead: 1, merge_problem: null, merge_into: 'main' })
    const { merged } = await end('merge')
    expect(merged).toBe(world.git.git('rev-parse', 'main').trim())
    expect(world.git.read('a.txt')).toBe('two\n')
    expect(world.git.read('b.txt')).toBe('mine\n')
    expect(existsSync(made.workspace_path)).toBe(false)
    expect(world.git.git('branch', '--format=%(refname:short)')).toBe('main\n')
    expect(world.git.git('worktree', 'prune', '--dry-run', '--verbose')).toBe('')
  })

  test('into one that is checked out nowhere, forward or by a merge', async () => {
    for (const isForward of [true, false]) {
      const world = CheckoutWorld.with({ 'a.txt': 'one\n', 'b.txt': 'b\n' })
      const made = await world.worktree({ branch: 'topic' })
      write(made, 'a.txt', 'two\n')
      commit(world, made)
      if (!isForward) {
        world.git.write('b.txt', 'c\n')
        world.git.commitAll('theirs')
      }
      world.git.git('checkout', '-q', '-b', 'elsewhere')
      await ending(world, made).end('merge')
      expect(world.git.git('show', 'main:a.txt')).toBe('two\n')
      expect(world.git.git('rev-list', '--count', '--merges', 'main')).toBe(isForward ? '0\n' : '1\n')
      expect(world.git.git('status', '--porcelain')).toBe('')
    }
  })

  test('that conflicts is refused with the files; nothing changes anywhere', async () => {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
    const made = await world.worktree({ branch: 'topic' })
    write(made, 'a.txt', 'two\n')
    commit(world, made)
    world.git.write('a.txt', 'three\n')
    world.git.commitAll('theirs')
    const before = world.git.git('rev-parse', 'main')
    const { end, look, ended } = ending(world, made)
    expect((await look()).merge_problem).toContain('a.txt')
    await expect(end('merge')).rejects.toMatchObject({ code: 'SESSION_003', message: expect.stringContaining('a.txt') })
    expect([world.git.git('rev-parse', 'main'), world.git.git('status', '--porcelain')]).toEqual([before, ''])
    expect(ended).toEqual([])
  })

  test('where changes are in the way there is refused by Git, and nothing is lost', async () => {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
    const made = await world.worktree({ branch: 'topic' })
    write(made, 'a.txt', 'two\n')
    commit(world, made)
    world.git.write('a.txt', 'mine\n')
    await expect(ending(world, made).end('merge')).rejects.toMatchObject({ code: 'SESSION_003' })
    expect(world.git.read('a.txt')).toBe('mine\n')
    expect(world.has(made, 'a.txt')).toBe(true)
  })
})

test.each(['driver', 'filter'])('looking at a worktree runs no %s of the repository', async (kind) => {
  const world = CheckoutWorld.with({ 'a.txt': 'one\n', '.gitattributes': 'a.txt merge=planted filter=planted\n' })
  const made = await world.worktree({ branch: 'topic' })
  write(made, 'a.txt', 'two\n')
  commit(world, made)
  world.git.write('a.txt', 'three\n')
  world.git.commitAll('theirs')
  world.git.git('config', 'merge.renormalize', 'true')
  const program = world.git.program('planted')
  world.git.git(
    'config',
    ...(kind === 'driver' ? ['merge.planted.driver', program] : ['filter.planted.clean', program]),
  )
  const { merge_problem } = await ending(world, made).look()
  expect(world.git.marks).toEqual([])
  // What the driver of a file would say is not known before it runs.
  expect(merge_problem === null).toBe(kind === 'driver')
  // And the trap is armed: the merge that somebody asks for is one as the repository is configured.
  await ending(world, made)
    .end('merge')
    .catch(() => {})
  expect(world.git.marks).toEqual(kind === 'driver' ? ['planted'] : [])
})

test('removing keeps a branch that has commits of its own, and deletes one that has none', async () => {
  const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
  const [empty, full] = [await world.worktree({ branch: 'empty' }), await world.worktree({ branch: 'full' })]
  write(full, 'a.txt', 'two\n')
  commit(world, full)
  await ending(world, empty).end('remove')
  await ending(world, full).end('remove')
  expect(world.git.git('branch', '--format=%(refname:short)')).toBe('full\nmain\n')
})

test('what is not committed can be kept as a commit of the repository, and the folder goes', async () => {
  const world = CheckoutWorld.with({ 'a.txt': 'one\n', '.gitignore': 'ignored\n' })
  const made = await world.worktree({ branch: 'topic' })
  write(made, 'a.txt', 'two\n')
  write(made, 'new.txt', 'new\n')
  write(made, 'ignored', 'x')
  const { saved } = await ending(world, made).end('remove', true)
  expect(saved).toMatch(/^refs\/homeport\/removed\/topic\/\d{17}$/)
  expect(world.git.git('show', `${saved}:a.txt`)).toBe('two\n')
  expect(world.git.git('show', `${saved}:new.txt`)).toBe('new\n')
  expect(existsSync(made.workspace_path)).toBe(false)
})

test('keeping ends the session and nothing else; a folder in which another session works is not removed', async () => {
  const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
  const made = await world.worktree({ branch: 'topic' })
  await expect(ending(world, made, true).end('remove')).rejects.toMatchObject({ code: 'SESSION_003' })
  const { end } = ending(world, made)
  expect(await end('keep')).toMatchObject({ session: { checkout: { is_kept: true, state: 'ready' } } })
  expect(world.has(made, 'a.txt')).toBe(true)
})

test.each([false, true])(
  'clean-up that removes a worktree leaves nothing of it in the repository',
  async (isRelative) => {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
    const made = await world.worktree({ branch: 'topic' })
    const folder = made.workspace_path
    if (isRelative) {
      const admin = path.join(world.git.folder, '.git', 'worktrees', path.basename(folder))
      write(made, '.git', `gitdir: ${path.relative(folder, admin)}\n`)
      writeFileSync(path.join(admin, 'gitdir'), `${path.relative(admin, path.join(folder, '.git'))}\n`)
    }
    const gone = goneFolders({ environment: async () => world.git.env })
    expect(await gone.keepsWhy(made.workspace_path)).toBeNull()
    const leave = await gone.leaving(made.workspace_path)
    rmSync(made.workspace_path, { recursive: true })
    await leave()
    expect(world.git.git('worktree', 'list', '--porcelain').match(/^worktree /gm)).toHaveLength(1)
  },
)
