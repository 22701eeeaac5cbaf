import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { member, owner } from '#test/support/host/hostWorld.ts'
import { TrustWorld } from '#test/support/host/trustWorld.ts'

vi.setConfig({ testTimeout: 120_000 })

/** What Claude Code obeys there of the repository: local settings of its root, servers of all folders above. */
const REACHING = ['local_hook', 'server']

test.each([
  ['a subfolder, for the owner', owner, 'below'],
  ['a subfolder, for a member', member, 'below'],
  ['a linked worktree, for the owner', owner, 'worktree'],
  ['a linked worktree, for a member', member, 'worktree'],
] as const)('%s: what reaches there from the repository waits for a yes of its own', async (_, actor, kind) => {
  const world = await TrustWorld.start(actor)
  const { repository } = world
  await world.createTrusted()
  const folder = path.join(repository.folder, kind)
  if (kind === 'worktree') {
    repository.emptyWorktree(folder)
  } else {
    mkdirSync(folder)
  }
  const before = repository.marks
  const session = await world.create({ path: folder })
  expect(session.trust.state).toBe('untrusted')
  await world.turn(session.id, 'hello')
  expect(repository.marks.filter((mark) => !before.includes(mark) && mark === 'local_hook')).toEqual([])

  await world.trust(session.id)
  await world.turn(session.id, 'again')
  expect(repository.marks).toEqual(expect.arrayContaining(REACHING))
})
