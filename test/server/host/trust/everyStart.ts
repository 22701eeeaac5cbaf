import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import type { Actor } from '#shared/operations/session.ts'
import type { SessionId } from '#shared/ids.ts'
import { ForeignServer } from '#test/support/gateway/foreignServer.ts'
import { TrustWorld } from '#test/support/host/trustWorld.ts'

const bash = (command: string) => `@tool Bash ${JSON.stringify({ command, description: 'd' })}\n@text made`
const RULED = bash('touch allowed.txt')
const HOOKS_AND_SERVER = ['local_hook', 'prompt_hook', 'server', 'session_hook']

/** How a process comes to be started: what is done between a decision and the next prompt. */
type Between = (world: TrustWorld, id: SessionId) => Promise<TrustWorld>

const suspended: Between = async (world, session_id) => {
  await world.world.call('session.control', { session_id, action: 'suspend' }, world.actor)
  return world
}

const starts: readonly (readonly [string, Between])[] = [
  ['a session that goes on', (world) => Promise.resolve(world)],
  ['a session taken up after it was suspended', suspended],
  ['a session taken up after the host was started again', (world) => world.restarted()],
]

/** The tests of every way that a process comes to be started, for one person: each of them a file of its own. */
export function testEveryStart(actor: Actor): void {
  vi.setConfig({ testTimeout: 180_000 })
  describe.each(starts)('in %s', (__, between) => {
    test.each(['the repository', 'a linked worktree'])(
      'nothing of %s counts before a yes, all of it after, none of it after a change',
      async (place) => {
        const foreign = await ForeignServer.start()
        let world = await TrustWorld.start(actor, { sendTo: foreign.url })
        const { repository } = world
        const folder =
          place === 'the repository' ? repository.folder : repository.worktree(path.join(world.home, 'worktree'))
        const { id } = await world.create({ path: folder })
        const ownersFiles = filesOf(world)
        const next = async () => {
          world = await between(world, id)
          repository.clear()
        }
        const made = () => readdirSync(folder).filter((name) => name.startsWith('is-'))

        await world.turn(id, 'hello')
        await next()
        expect(await world.turn(id, RULED)).toHaveLength(1)
        await world.turn(id, bash('touch "is-$FOLDERS_OWN"'), 'allow')
        expect(made()).toEqual(['is-'])
        expect(repository.marks).toEqual([])

        await world.trust(id)
        await next()
        expect(await world.turn(id, RULED)).toEqual([])
        await world.turn(id, bash('touch "is-$FOLDERS_OWN"'), 'allow')
        expect(made()).toEqual(['is-', 'is-in-force'])
        expect(repository.marks).toEqual(expect.arrayContaining(HOOKS_AND_SERVER.slice(0, 3)))

        writeFileSync(path.join(folder, 'scripts', 'hook.sh'), repository.mark('new_script'))
        await next()
        expect(await world.turn(id, RULED)).toHaveLength(1)
        expect(repository.marks).toEqual([])
        expect((await world.get(id)).trust.state).toBe('changed')

        expect(foreign.seen).toEqual([])
        expect(world.claudesOwnTrust()).toEqual([])
        expect(filesOf(world)).toEqual(ownersFiles)
      },
    )
  })
}

/** The owner's own settings of Claude Code, which nobody's answer changes. */
function filesOf({ home }: TrustWorld): Record<string, string | null> {
  const files = ['.claude/settings.json', '.claude/settings.local.json'].map((name) => path.join(home, name))
  return Object.fromEntries(files.map((file) => [file, existsSync(file) ? readFileSync(file, 'utf8') : null]))
}
