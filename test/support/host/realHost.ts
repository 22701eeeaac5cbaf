import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { type HostConnection, openHostConnection } from '#server/gateway/hostLink/hostConnection.ts'
import { composeHost } from '#server/host/compose.ts'
import { createMemoryLink } from '#server/link/memoryLink.ts'
import { systemClock } from '#server/platform/clock.ts'
import { prepareDataDir, resolvePaths } from '#server/platform/files/paths.ts'
import { loadSettings } from '#server/platform/settings/settings.ts'

/** A Claude Code that says which it is, and nothing else: it starts, waits, and leaves when it is asked to. */
const MUTE_CLAUDE = `#!/bin/sh
[ "$1" = --version ] && echo "2.1.329 (Claude Code)" && exit
while read -r line; do
  case "$line" in *end_session*) exit ;; esac
done
`

/**
 * The real host on its real database, in this process, as a gateway on the same data directory finds it. Its sessions
 * start and then rest. Ended when the running test is over.
 */
export function startRealHost(folder: string): HostConnection {
  const paths = resolvePaths(folder)
  prepareDataDir(paths)
  const claude = path.join(folder, 'bin', 'claude')
  mkdirSync(path.dirname(claude), { recursive: true })
  writeFileSync(claude, MUTE_CLAUDE)
  chmodSync(claude, 0o755)
  // Nobody listens there: a token that is tried reaches nothing.
  const home = { HOME: folder, HOMEPORT_VAULT: 'memory', HOMEPORT_ANTHROPIC_BASE_URL: 'http://127.0.0.1:9' }
  const env = { PATH: process.env['PATH'], HOMEPORT_CLAUDE_PATH: claude, ...home }
  const settings = loadSettings({ paths, env })
  const host = composeHost({ paths, settings, env, demo: false, onShutDown: () => {} })
  const facts = { host_version: '0.0.0-test', boot_id: 'first' }
  const connection = openHostConnection({
    clock: systemClock,
    connect: async () => createMemoryLink(host.port, facts),
  })
  onTestFinished(async () => {
    connection.close()
    await host.port.shutDown()
    host.close()
  })
  return connection
}

/** Every row of every table but those named, as text. */
export function contentsOf(file: string, without: readonly string[] = []): string {
  const database = new Database(file, { readonly: true })
  try {
    const tables = database
      .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      .all()
      .filter(({ name }) => !without.includes(name))
    return tables.map(({ name }) => `${name} ${rowsOf(database, name)}`).join('\n')
  } finally {
    database.close()
  }
}

function rowsOf(database: Database.Database, table: string): string {
  return JSON.stringify(database.prepare(`SELECT * FROM ${table}`).all())
}
