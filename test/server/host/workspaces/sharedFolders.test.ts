import Database from 'better-sqlite3'
import { existsSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { HostWorld, owner } from '#test/support/host/hostWorld.ts'

test('a folder that Homeport made stays while another session may use it too', { timeout: 120_000 }, async () => {
  const world = await HostWorld.start({ HOMEPORT_SESSIONS_KEEP_FOLDER_DAYS: '0' })
  await world.call('claude_token.set', { token: 'sk-ant-api03-of-the-vault' }, owner)
  const make = (folder_name: string, additional_folders: string[] = []) =>
    world.call('session.create', { folder_name, setup: { additional_folders } }, owner)
  const [added, allowed, own, last] = [
    await make('added'),
    await make('allowed'),
    await make('own'),
    await make('last'),
  ]
  const app = await make('app', [added.workspace_path])
  const database = new Database(world.paths.sessionsDb)
  const grant = database.prepare(`INSERT INTO kept_grants (user_id, folder, kind, "grant") VALUES (?, ?, 'folder', ?)`)
  grant.run(owner.user_id, app.workspace_path, allowed.workspace_path)
  grant.run(owner.user_id, own.workspace_path, own.workspace_path)
  database.close()
  for (const { id } of [added, allowed, own, last]) {
    await world.call('session.delete', { session_id: id }, owner)
  }
  // They go one after the other: those before it went, or stay.
  await vi.waitFor(() => expect(existsSync(last.workspace_path)).toBe(false), { timeout: 60_000 })
  expect([added, allowed, own].map(({ workspace_path }) => existsSync(workspace_path))).toEqual([true, true, false])
})
