import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { confine } from '#server/gateway/workspace/confine/confine.ts'
import { Space } from '#server/gateway/workspace/handlers/space.ts'
import type { Clock } from '#server/platform/clock.ts'
import { loadSettings } from '#server/platform/settings/settings.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

test('what a person’s own folder holds is counted for three seconds, and says that there is more', async () => {
  const root = temporaryFolder()
  mkdirSync(path.join(root, 'much'))
  for (let at = 0; at < 20; at += 1) {
    writeFileSync(path.join(root, 'much', `${at}`), 'four')
  }
  const clock = new FakeClock()
  const slow: Clock = {
    now: clock.now,
    timestamp: clock.timestamp,
    monotonic: () => {
      clock.pass(500)
      return clock.monotonic()
    },
    uptime: clock.uptime,
  }
  const confined = await confine(root, { dataDir: temporaryFolder() })
  const loaded = loadSettings({ paths: { settingsFile: path.join(root, 'none.yaml') }, env: {} })
  const settings = { current: () => loaded }
  const open = (of: Clock) => new Space({ clock: of, settings, workspaces: temporaryFolder() })
  expect(await open(slow).info(confined)).toMatchObject({ truncated: true, quota: null })
  expect(await open(clock).info(confined)).toMatchObject({ truncated: false, file_count: 20, used: 80 })
})
