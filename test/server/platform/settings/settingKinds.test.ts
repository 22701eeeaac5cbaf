import { writeFileSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { expect, test } from 'vitest'
import { list } from '#server/platform/settings/settingKinds.ts'
import { readSettingsFile } from '#server/platform/settings/settingsFile.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const names = list(z.string('must be names').min(1))

test.each([
  ['names: [a, b]', ['a', 'b']],
  ['names:\n  - a\n  - b # the second\n', ['a', 'b']],
  ['names: []', []],
  ['names: a, b', ['a', 'b']],
  ['names: a', ['a']],
  ['names: " a ,, b, "', ['a', 'b']],
])('a list setting reads %j', (yaml, expected) => {
  expect(names.parse(read(yaml))).toEqual(expected)
})

test.each([
  ['names: 7', 'must be a list like [a, b]'],
  ['names: [7]', 'must be names'],
  ['names: [[a]]', 'must be names'],
  [`names: ${'a,'.repeat(101)}`, 'must not have more than 100 entries'],
])('a list setting refuses %j', (yaml, message) => {
  expect(names.safeParse(read(yaml)).error?.issues[0]?.message).toBe(message)
})

function read(yaml: string): unknown {
  const file = path.join(temporaryFolder(), 'settings.yaml')
  writeFileSync(file, yaml)
  return readSettingsFile(file)[0]?.value
}
