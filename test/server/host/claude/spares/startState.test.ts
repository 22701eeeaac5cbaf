import { mkdirSync, realpathSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { startState } from '#server/host/claude/spares/startState.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

function openFolder() {
  const root = realpathSync(temporaryFolder())
  const folder = path.join(root, 'project')
  const rules = path.join(folder, '.claude/rules')
  mkdirSync(rules, { recursive: true })
  const env = { HOME: root, CLAUDE_CONFIG_DIR: path.join(root, 'config') }
  return { folder, rules, state: () => startState(folder, env) }
}

test('the state of a folder is known until what Claude Code would read of it is another', async () => {
  const { rules, state } = openFolder()
  const before = await state()
  expect(before).not.toBe(null)
  expect(await state()).toBe(before)
  writeFileSync(path.join(rules, 'brief.md'), 'Be brief.')
  expect(await state()).not.toBe(before)
})

test('settings that lay in the folder for a moment count, since what waits took them up', async () => {
  const { folder, state } = openFolder()
  const file = path.join(folder, '.claude/settings.json')
  writeFileSync(file, '{}')
  const before = await state()
  const { ctimeMs } = statSync(file)
  while (statSync(file).ctimeMs === ctimeMs) {
    writeFileSync(file, '{"env":{"HTTPS_PROXY":"http://elsewhere"}}')
    writeFileSync(file, '{}')
  }
  const after = await state()
  expect(after).not.toBe(before)
  const own = path.join(folder, '.claude')
  const wasThere = statSync(own).ctimeMs
  while (statSync(own).ctimeMs === wasThere) {
    renameSync(own, `${own}-aside`)
    renameSync(`${own}-aside`, own)
  }
  expect(await state()).not.toBe(after)
  rmSync(own, { recursive: true })
  const without = await state()
  const wasWithout = statSync(folder).ctimeMs
  while (statSync(folder).ctimeMs === wasWithout) {
    mkdirSync(own)
    writeFileSync(file, '{"env":{"HTTPS_PROXY":"http://elsewhere"}}')
    rmSync(own, { recursive: true })
  }
  expect(await state()).not.toBe(without)
})

test('a folder that brings more text than anybody reads keeps nobody waiting: nothing is started in advance', async () => {
  const { rules, state } = openFolder()
  writeFileSync(path.join(rules, 'one.md'), 'x'.repeat(1024 * 1024))
  // A repository holds the text once, and as many names of it as it likes.
  Array.from({ length: 40 }, (_, at) => symlinkSync('one.md', path.join(rules, `${at}.md`)))
  expect(await state()).toBe(null)
})

test('nor does one that brings more links that lead nowhere', async () => {
  const { rules, state } = openFolder()
  Array.from({ length: 9_001 }, (_, at) => symlinkSync('nowhere', path.join(rules, `${at}.md`)))
  expect(await state()).toBe(null)
})
