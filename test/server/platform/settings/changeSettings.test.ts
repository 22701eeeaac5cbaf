import { readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { type SettingChanges, changeSettings } from '#server/platform/settings/changeSettings.ts'
import { loadSettings } from '#server/platform/settings/settings.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

function setup(text?: string) {
  const settingsFile = path.join(temporaryFolder(), 'settings.yaml')
  if (text !== undefined) {
    writeFileSync(settingsFile, text)
  }
  return {
    settingsFile,
    change: (changes: SettingChanges) => changeSettings({ settingsFile }, changes),
    text: () => readFileSync(settingsFile, 'utf8'),
    load: () => loadSettings({ paths: { settingsFile }, env: {} }),
  }
}

test.each([
  ['nothing', undefined, 'github:\n  client_id: a\n'],
  ['an empty file', '', 'github:\n  client_id: a\n'],
  ['another setting', 'port: 1\n', 'port: 1\ngithub:\n  client_id: a\n'],
  ['the setting with another value', 'github:\n  client_id: b # old\n', 'github:\n  client_id: a # old\n'],
  ['the setting in one word', 'github.client_id: b\n', 'github:\n  client_id: a\n'],
  ['an empty section', 'github:\nport: 1\n', 'port: 1\ngithub:\n  client_id: a\n'],
  [
    'comments',
    '# mine\nport: 1 # one\n\n# end\nvault: file\n',
    '# mine\nport: 1 # one\n\n# end\nvault: file\ngithub:\n  client_id: a\n',
  ],
])('a setting is written beside %s', (_what, before, after) => {
  const file = setup(before)
  file.change({ 'github.client_id': 'a' })
  expect(file.text()).toBe(after)
  expect(file.load().github.client_id).toBe('a')
})

test('a file of nothing but comments keeps them, and null takes a setting out again', () => {
  const file = setup('# written by me\n')
  file.change({ 'github.client_id': 'a' })
  expect(file.text()).toContain('# written by me')
  file.change({ 'github.client_id': null })
  expect(file.text()).not.toContain('github')
  expect(file.load().github.client_id).toBeNull()
})

test.each(['', 'port: 1\n', 'github:\n'])('taking out what is not there (%j) changes nothing', (before) => {
  const file = setup(before)
  file.change({ 'github.client_id': null })
  expect(file.load().github.client_id).toBeNull()
  expect(file.text()).toBe(before.replace('github:\n', ''))
})

test.each([
  ['nothing', '', 'remote:\n  certificate:\n    kind: acme\n'],
  ['one word', 'remote.certificate.kind: files\n', 'remote:\n  certificate:\n    kind: acme\n'],
  ['two words', 'remote:\n  certificate.kind: files\n', 'remote:\n  certificate:\n    kind: acme\n'],
  [
    'an empty section and others',
    'remote:\n  port: 1 # mine\n  certificate:\n',
    'remote:\n  port: 1 # mine\n  certificate:\n    kind: acme\n',
  ],
])('a setting of a section of a section is written beside %s, and taken out again', (_what, before, after) => {
  const file = setup(before)
  file.change({ 'remote.certificate.kind': 'acme', 'remote.names': ['a.example', 'b.example'] })
  expect(file.text().replace('  names:\n    - a.example\n    - b.example\n', '')).toBe(after)
  expect(file.load().remote).toMatchObject({ certificate: { kind: 'acme' }, names: ['a.example', 'b.example'] })
  file.change({ 'remote.certificate.kind': null, 'remote.certificate.email': null, 'remote.names': null })
  expect(file.text()).not.toContain('certificate')
  expect(file.load().remote.certificate.kind).toBe('own_ca')
})

test('the file is for its owner alone', () => {
  const file = setup()
  file.change({ port: 5 })
  expect(statSync(file.settingsFile).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600)
})

test.each([
  ['a wrong value', 'port: 1\n', { port: 'many' }],
  ['a file that is no YAML', 'port: [1\n', { port: 2 }],
  ['a file with an unknown setting', 'prot: 1\n', { port: 2 }],
] as const)('%s changes nothing', (_what, before, changes) => {
  const file = setup(before)
  expect(() => file.change(changes)).toThrow(expect.objectContaining({ code: 'SETTINGS_001' }))
  expect(file.text()).toBe(before)
})
