import path from 'node:path'
import { expect, test } from 'vitest'
import { AutoCommitRules } from '#shared/operations/autoCommit.ts'
import type { Session } from '#shared/session/session.ts'
import { HomeportError } from '#shared/errors.ts'
import type { AutoCommitRow, AutoCommitRows } from '#server/host/autoCommit/autoCommitRows.ts'
import { AutoCommits } from '#server/host/autoCommit/autoCommits.ts'
import { projectOf } from '#server/host/autoCommit/project.ts'
import { systemClock } from '#server/platform/clock.ts'
import { GitWorld, SESSION, person } from '#test/support/host/gitWorld.ts'

/** What commits by itself in a real repository, where time passes when told. */
class World {
  readonly git = GitWorld.with({ 'a.txt': 'one\n' })
  readonly pushed: string[] = []
  readonly warned: string[] = []
  readonly session = { id: SESSION, user_id: person.user_id, workspace_path: this.git.folder } as unknown as Session
  rules = AutoCommitRules.parse({ enabled: true, target: 'branch', push: true })
  prompt = ''
  isReachable = true
  isBroken = false
  readonly due: (() => void)[] = []
  readonly commits = new AutoCommits({
    environment: async () => this.git.env,
    rows: {
      of: (): AutoCommitRow => ({ rules: this.rules, salt: 's', programs: '' }),
      save: () => {},
      isAnyOn: () => {
        if (this.isBroken) {
          throw new HomeportError('INTERNAL_001', 'The database is locked.')
        }
        return true
      },
    } as unknown as AutoCommitRows,
    clock: systemClock,
    timers: {
      after: (milliseconds, run) => {
        // Between two looks at the same files.
        void (milliseconds === 1_000 ? setImmediate(run) : this.due.push(run))
        return () => {}
      },
    },
    log: { warn: (message) => this.warned.push(message) },
    awake: () => [{ state: this.session }],
    turns: { promptOf: () => this.prompt, milestoneOf: () => 'turn_done' },
    protectedBranches: () => [],
    push: async () => {
      this.pushed.push(this.git.git('symbolic-ref', '--short', 'HEAD').trim())
      if (!this.isReachable) {
        throw new HomeportError('SESSION_003', 'It is down.', { details: { reason: 'unreachable' } })
      }
    },
    inTurn: async (_folder, work) => work(),
    onChanged: () => {},
    tell: () => {},
  })

  async pushState(): Promise<string> {
    return (await this.commits.state(this.session)).push.state
  }
}

test.each([
  // It is told that the commit is nowhere else.
  ['another branch is checked out', 'unpushed', ({ git }: World) => void git.git('checkout', '-q', '-b', 'private')],
  [
    'it was switched off',
    'idle',
    (world: World) => void (world.rules = { ...world.rules, enabled: false, push: false }),
  ],
])('what waits for its remote is not pushed any more once %s', async (_what, then, change) => {
  const world = new World()
  world.isReachable = false
  world.git.write('a.txt', 'two\n')
  expect((await world.commits.now(world.session)).commits).toHaveLength(1)
  await expect.poll(() => world.pushState()).toBe('waiting')
  expect(world.pushed).toEqual(['main'])
  change(world)
  world.isReachable = true
  world.due.splice(0).forEach((run) => run())
  await expect.poll(() => world.pushState()).toBe(then)
  expect(world.pushed).toEqual(['main'])
})

test('a commit says what its own turn was asked for, though the next one has begun', async () => {
  const world = new World()
  world.prompt = 'Mend the first'
  world.git.write('a.txt', 'two\n')
  world.commits.turnEnded(world.session)
  world.prompt = 'Mend the second'
  world.due.splice(0).forEach((run) => run())
  await expect.poll(() => world.git.git('log', '-1', '--format=%B')).toContain('Asked for: Mend the first')
})

test('whoever cannot be asked whether it is on is asked again', async () => {
  const world = new World()
  world.isBroken = true
  world.commits.start()
  world.due.splice(0).forEach((run) => run())
  await expect.poll(() => world.due.length).toBe(1)
  expect(world.warned).toHaveLength(1)
})

test('bare repositories beside each other are projects of their own, each with its worktrees', async () => {
  const { git } = new World()
  const projects: string[] = []
  for (const name of ['a', 'b']) {
    git.git('clone', '-q', '--bare', '.', `../${name}.git`)
    for (const tree of ['one', 'two']) {
      const folder = path.join(git.home, name + tree)
      git.git('-C', `../${name}.git`, 'worktree', 'add', '-q', '-b', tree, folder)
      projects.push((await projectOf(folder, { environment: async () => git.env })).project)
    }
  }
  expect(projects.map((one) => path.relative(git.home, one))).toEqual(['a.git', 'a.git', 'b.git', 'b.git'])
})
