import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Session } from '#shared/session/session.ts'
import { removeHalfClones } from '#server/host/checkouts/making/cloning.ts'
import { CheckoutWorld } from '#test/support/host/checkoutWorld.ts'
import type { CheckoutOrder } from '#test/support/host/checkoutProgram.ts'
import { dyingGit } from '#test/support/host/dyingGit.ts'

const program = path.join(import.meta.dirname, '../support/host/checkoutProgram.ts')

/** More calls of Git than either takes: the last ones find nobody to end. */
const MOST_CALLS = 14

/** Makes it in a process that dies at that call; says whether it died. */
function dies(world: CheckoutWorld, session: Session, dying: string): Promise<boolean> {
  const env = { ...world.git.env, PATH: dying }
  const order: CheckoutOrder = { session, workspaces: world.workspaces, home: world.git.home, env }
  const child = spawn(process.execPath, [program, JSON.stringify(order)], { stdio: ['ignore', 'ignore', 'ignore'] })
  return new Promise((resolve) => child.on('exit', (_code, signal) => resolve(signal === 'SIGKILL')))
}

describe.each(['before', 'during', 'after'] as const)('the host is killed %s a call of Git', (when) => {
  test('that makes a worktree: the next one makes it whole, and the repository is sound', async () => {
    const files = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`file-${index}.txt`, `text ${index}\n`]))
    let died = 0
    for (let call = 1; call <= MOST_CALLS; call += 1) {
      const world = CheckoutWorld.with(files)
      const session = await world.planned({ project_path: world.git.folder, worktree: { branch: 'topic' } })
      if (!(await dies(world, session, dyingGit(call, when)))) {
        break
      }
      died = call
      const { workspace_path } = await world.make(session)
      expect(world.git.gitIn(workspace_path, 'status', '--porcelain', '--branch')).toBe('## topic\n')
      expect(readdirSync(workspace_path)).toHaveLength(61)
      expect(world.git.git('worktree', 'list', '--porcelain').match(/^worktree /gm)).toHaveLength(2)
      expect(world.git.git('worktree', 'prune', '--dry-run', '--verbose')).toBe('')
      expect(world.git.git('status', '--porcelain', '--branch')).toBe('## main\n')
    }
    expect(died).toBeGreaterThan(3)
  })

  test('that makes a clone: nothing half is left under its name, and the next one makes it whole', async () => {
    let died = 0
    for (let call = 1; call <= MOST_CALLS; call += 1) {
      const world = CheckoutWorld.with({ 'a.txt': 'one\n', 'b/c.txt': 'two\n' })
      const session = await world.planned({ git_url: world.url })
      if (!(await dies(world, session, dyingGit(call, when)))) {
        break
      }
      died = call
      await removeHalfClones(world.workspaces)
      const names = readdirSync(session.workspace_path)
      expect([0, 3]).toContain(names.length)
      await world.make(session)
      expect(world.git.gitIn(session.workspace_path, 'status', '--porcelain', '--branch')).toBe(
        '## main...origin/main\n',
      )
      expect(world.git.gitIn(session.workspace_path, 'fsck', '--strict')).toBe('')
      expect(readdirSync(world.workspaces)).toEqual(['project'])
    }
    expect(died).toBeGreaterThan(3)
  })
})
