import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type SettingsChange, openLiveSettings } from '#server/platform/settings/liveSettings.ts'
import { configureLogging } from '#server/platform/log/log.ts'
import type { SettingsSources } from '#server/platform/settings/settings.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { until } from '#test/support/until.ts'

configureLogging({ level: 'silent' })

function setup(text: string | null = null, sources: Partial<SettingsSources> = {}) {
  const settingsFile = path.join(temporaryFolder(), 'settings.yaml')
  const write = (yaml: string) => writeFileSync(settingsFile, yaml)
  if (text !== null) {
    write(text)
  }
  let saw: (() => void) | null = null
  const live = openLiveSettings({ paths: { settingsFile }, env: {}, ...sources }, (_file, onChange) => {
    saw = onChange
    return () => (saw = null)
  })
  const news: SettingsChange[] = []
  live.onChange((one) => news.push(one))
  onTestFinished(live.watch())
  const edit = (yaml: string) => {
    write(yaml)
    saw?.()
  }
  return { live, news, edit, settingsFile }
}

test('what is written into the file holds at once, and is told with what changed', () => {
  const { live, news, edit } = setup('port: 1\n')
  edit('port: 1\nlimits:\n  requests_per_minute: 7\nlog: { level: debug }\n')
  expect(live.current()).toMatchObject({ port: 1, limits: { requests_per_minute: 7 }, log: { level: 'debug' } })
  expect(news).toEqual([{ kind: 'changed', keys: ['limits.requests_per_minute', 'log.level'], by: 'file' }])
  expect(live.atStart().settings.limits.requests_per_minute).toBe(100)
})

test('a broken file changes nothing, and says where it is broken until it is mended', () => {
  const { live, news, edit, settingsFile } = setup('port: 1\n')
  const problem = `${settingsFile}, line 2: "limits.conections_per_user" is not a setting. Did you mean "limits.connections_per_user"?`
  edit('port: 2\nlimits.conections_per_user: 7\n')
  expect(live.current().port).toBe(1)
  expect(live.problem()).toBe(problem)
  edit('port: 3\nlimits.conections_per_user: 7\n')
  expect(news).toEqual([{ kind: 'broken', problem }])
  edit('port: 3\n')
  expect([live.problem(), live.current().port]).toEqual([null, 3])
})

test('a change from within is written, holds at once, and is not told again when the file is looked at', () => {
  const { live, news, edit, settingsFile } = setup()
  live.change({ 'limits.connections_per_user': 9 })
  expect(existsSync(settingsFile)).toBe(true)
  live.reloadIfChanged()
  expect(news).toEqual([{ kind: 'changed', keys: ['limits.connections_per_user'], by: 'operation' }])
  edit('')
  expect(live.current().limits.connections_per_user).toBe(3)
  expect(() => live.change({ port: 'many' })).toThrow(/must be a whole number/)
})

test('what the environment says is not changed by the file', () => {
  const { live, news, edit } = setup('', { env: { HOMEPORT_PORT: '9' } })
  edit('port: 5\n')
  expect(live.current().port).toBe(9)
  expect(live.reading().origins.port).toEqual({ kind: 'environment', name: 'HOMEPORT_PORT' })
  expect(news).toEqual([])
})

test('a flag wins, unless it only repeats what holds anyway', () => {
  const repeating = setup('port: 5\n', { flags: { port: '5' } })
  expect(repeating.live.reading().origins.port).toEqual({ kind: 'file', line: 1 })
  repeating.edit('port: 6\n')
  expect(repeating.live.current().port).toBe(6)
  const winning = setup('port: 5\n', { flags: { port: '0' } })
  expect(winning.live.reading().origins.port).toEqual({ kind: 'flag', name: '--port' })
  winning.edit('port: 6\n')
  expect(winning.live.current().port).toBe(0)
})

test('the real watch sees a file that comes', async () => {
  const settingsFile = path.join(temporaryFolder(), 'settings.yaml')
  const live = openLiveSettings({ paths: { settingsFile }, env: {} })
  onTestFinished(live.watch())
  writeFileSync(settingsFile, 'port: 7\n')
  expect(await until(() => live.current().port === 7, { what: 'the file to be seen' })).toBe(true)
})
