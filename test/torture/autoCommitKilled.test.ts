import { spawn } from 'node:child_process'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { autoCommitIn, leftOvers } from '#test/support/host/autoCommitWorld.ts'
import type { AutoCommitOrder } from '#test/support/host/autoCommitProgram.ts'
import { dyingGit } from '#test/support/host/dyingGit.ts'
import { GitWorld } from '#test/support/host/gitWorld.ts'

const program = path.join(import.meta.dirname, '../support/host/autoCommitProgram.ts')

/** More calls of Git than it takes: the last ones find nobody to end. */
const MOST_CALLS = 60

/** Commits in a process that dies at that call; says whether it died. */
function dies(world: GitWorld, target: AutoCommitOrder['target'], dying: string): Promise<boolean> {
  const order: AutoCommitOrder = { folder: world.folder, env: { ...world.env, PATH: dying }, target }
  const child = spawn(process.execPath, [program, JSON.stringify(order)], { stdio: 'ignore' })
  return new Promise((resolve) => child.on('exit', (_code, signal) => resolve(signal === 'SIGKILL')))
}

describe.each(['before', 'during', 'after'] as const)('the host is killed %s a call of Git', (when) => {
  test.each(['side', 'branch'] as const)(
    'that commits (%s): branch, index and folder are sound, and the next one finishes',
    { timeout: 600_000 },
    async (target) => {
      let died = 0
      for (let call = 1; call <= MOST_CALLS; call += 1) {
        const world = GitWorld.with({ 'a.txt': 'a\n', 'b.txt': 'b\n', 'c.txt': 'c\n' })
        world.write('a.txt', 'staged\n')
        world.git('add', 'a.txt')
        world.write('b.txt', 'b2\n')
        world.write('docs/new.md', 'new\n')
        if (!(await dies(world, target, dyingGit(call, when)))) {
          break
        }
        died = call
        await autoCommitIn(world, { target })
        expect({ call, left: leftOvers(world) }).toEqual({ call, left: [] })
        expect(world.git('fsck', '--strict', '--no-dangling')).toBe('')
        expect([world.index('a.txt'), world.read('b.txt'), world.read('docs/new.md')]).toEqual([
          'staged\n',
          'b2\n',
          'new\n',
        ])
        const tip = target === 'side' ? 'refs/homeport/auto/branch/main' : 'main'
        expect([world.git('show', `${tip}:b.txt`), world.git('show', `${tip}:docs/new.md`)]).toEqual(['b2\n', 'new\n'])
        const status = world.git('status', '--porcelain')
        expect({ call, status }).toEqual({
          call,
          status: target === 'side' ? 'M  a.txt\n M b.txt\n?? docs/\n' : 'M  a.txt\n',
        })
        // Nothing was committed twice.
        expect(Number(world.git('rev-list', '--count', tip))).toBeLessThanOrEqual(3)
      }
      expect(died).toBeGreaterThan(10)
    },
  )
})
