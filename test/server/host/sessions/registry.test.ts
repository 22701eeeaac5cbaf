import { mkdirSync, realpathSync, symlinkSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { me, SessionWorld, somebodyElse } from '#test/support/host/sessionWorld.ts'

describe('the registry', () => {
  test('shows nobody the sessions of somebody else', async () => {
    const world = new SessionWorld()
    const session = await world.idle()
    expect(() => world.registry.find(session.state.id, somebodyElse)).toThrow(
      expect.objectContaining({ code: 'SESSION_002' }),
    )
    expect(world.registry.list({ limit: 10 }, somebodyElse).sessions).toEqual([])
  })

  test('refuses folders that cannot be used, saying why', async () => {
    const world = new SessionWorld()
    mkdirSync(`${world.folder}/data/logs`, { recursive: true })
    mkdirSync(`${world.folder}/data/workspaces`)
    symlinkSync(`${world.folder}/data`, `${world.folder}/link-to-data`)
    for (const [project_path, reason] of [
      ['relative/path', 'not an absolute path'],
      ['/nowhere/at/all', 'does not exist'],
      [`${world.folder}/sessions.db`, 'is a file'],
      [`${world.folder}/sessions.db/below`, 'lies in a file'],
      [`${world.folder}/a\0b`, 'character that no path can have'],
    ] as const) {
      await expect(world.registry.create({ project_path }, me)).rejects.toThrow(reason)
    }
    for (const [project_path, reason] of [
      [`${world.folder}/data`, 'is where Homeport keeps its own data'],
      [`${world.folder}/data/logs`, 'is where Homeport keeps its own data'],
      [`${world.folder}/link-to-data`, 'is where Homeport keeps its own data'],
      [`${world.folder}/data/workspaces`, 'is where Homeport keeps its own data'],
      ...(process.platform === 'linux' ? (['/proc', '/proc/self/fd', '/sys', '/dev'] as const) : []).map(
        (folder) => [folder, 'belongs to the system'] as const,
      ),
    ] as const) {
      await expect(world.registry.create({ project_path }, me)).rejects.toThrow(reason)
    }
    await world.registry.create({ folder_name: 'fresh' }, me)
    await expect(world.registry.create({ folder_name: 'fresh' }, me)).rejects.toMatchObject({ code: 'SESSION_003' })
  })

  test('opens a folder at home by its tilde, and one that Homeport keeps by its path', async () => {
    const world = new SessionWorld()
    mkdirSync(`${world.folder}/project`)
    const project = realpathSync(`${world.folder}/project`)
    expect(await world.registry.create({ project_path: '~/project' }, me)).toMatchObject({ workspace_path: project })
    const kept = await world.registry.create({ folder_name: 'kept' }, me)
    const again = await world.registry.create({ project_path: kept.workspace_path }, me)
    expect(again.workspace_path).toBe(kept.workspace_path)
  })

  test('pages through all sessions, each once', async () => {
    const world = new SessionWorld()
    const ids = new Set<string>()
    for (let index = 0; index < 5; index += 1) {
      world.time.pass(index % 2)
      ids.add((await world.create()).state.id)
    }
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = world.registry.list({ limit: 2, cursor }, me)
      seen.push(...page.sessions.map(({ id }) => id))
      cursor = page.next_cursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toHaveLength(5)
    expect(new Set(seen)).toEqual(ids)
  })
})
