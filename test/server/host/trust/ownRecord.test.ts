import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { SessionId, UserId } from '#shared/ids.ts'
import { migrations } from '#server/host/store/migrations.ts'
import { createSessionStore } from '#server/host/store/sessionStore.ts'
import { TrustRows } from '#server/host/store/rows/trustRows.ts'
import { openDatabase } from '#server/platform/files/database.ts'
import { member, owner } from '#test/support/host/hostWorld.ts'
import { newSession } from '#test/support/host/storedSession.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { TrustWorld } from '#test/support/host/trustWorld.ts'

vi.setConfig({ testTimeout: 60_000 })

test('what the owner trusted in Claude Code itself counts for the owner, and exactly that folder, until it changes', async () => {
  const world = await TrustWorld.start(owner)
  const { repository, home } = world
  world.trustInClaude(repository.folder)
  expect((await (await world.as(member)).create()).trust.state).toBe('untrusted')
  expect((await world.create()).trust.state).toBe('trusted')

  const below = path.join(repository.folder, 'below')
  mkdirSync(below)
  expect((await world.create({ path: below })).trust.state).toBe('untrusted')

  world.trustInClaude(home)
  world.trustInClaude('/')
  const other = path.join(home, 'other')
  mkdirSync(path.join(other, '.claude'), { recursive: true })
  repository.write('../other/.mcp.json', { mcpServers: { x: { command: 'sh' } } })
  expect((await world.create({ path: other })).trust.state).toBe('untrusted')

  repository.write('.mcp.json', { mcpServers: { other: { command: 'sh' } } })
  expect((await world.create()).trust.state).toBe('changed')
})

test('where an older Homeport noted trust by itself, Claude Code’s record proves nothing', () => {
  const file = path.join(temporaryFolder(), 'sessions.db')
  const step = migrations.findIndex(({ name }) => name === 'trusted folders and kept permissions')
  const old = openDatabase(file, migrations.slice(0, step))
  const id = SessionId.parse('3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01')
  const {
    trust: _,
    permission_mode_chosen: __,
    ...before
  } = newSession(id, UserId.parse('me'), {
    workspace_path: '/opened/before',
    permission_mode: 'acceptEdits',
  })
  old
    .prepare(
      `INSERT INTO sessions (id, user_id, status, name, workspace_path, created_at, last_activity, session)
       VALUES (?, 'me', 'SUSPENDED', 'n', '/opened/before', '', '', ?)`,
    )
    .run(id, JSON.stringify(before))
  old.close()

  const database = openDatabase(file, migrations)
  const rows = new TrustRows(database)
  expect(rows.wasMarkedBefore('/opened/before')).toBe(true)
  expect(rows.wasMarkedBefore('/opened')).toBe(false)
  expect(createSessionStore(database).header(id)?.session).toMatchObject({
    permission_mode: 'acceptEdits',
    permission_mode_chosen: true,
    trust: { state: 'nothing_to_trust', brings: [] },
  })
  database.close()
})

test.skipIf(process.platform === 'win32')(
  'where only the login shell says where Claude Code keeps its things, its record is read there',
  async () => {
    const world = await TrustWorld.start(owner, { key: 'sk-ant-api03-own' }, { SHELL: '/bin/bash' })
    const { repository, home } = world
    const kept = path.join(home, 'kept')
    mkdirSync(kept)
    writeFileSync(path.join(home, '.profile'), `export CLAUDE_CONFIG_DIR=${kept}\n`)
    writeFileSync(
      path.join(kept, '.claude.json'),
      JSON.stringify({ projects: { [repository.folder]: { hasTrustDialogAccepted: true } } }),
    )
    expect((await world.create()).trust.state).toBe('trusted')
  },
)

test('a record that lies where Claude Code does not look proves nothing', async () => {
  const kept = temporaryFolder()
  const world = await TrustWorld.start(owner, {}, { CLAUDE_CONFIG_DIR: kept })
  world.trustInClaude(world.repository.folder)
  expect((await world.create()).trust.state).toBe('untrusted')
})
