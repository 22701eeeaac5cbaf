import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { Preferences } from '#main/system/preferences.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const place = { x: 1, y: 2, width: 800, height: 600, is_maximised: true }

test('what the program remembers is there at the next start', () => {
  const file = path.join(temporaryFolder(), 'window/desktop.json')
  const first = new Preferences(file)
  first.windowPosition = place
  first.chosenFolder = '/home/me/projects'
  first.quitChoice = 'keep'
  const next = new Preferences(file)
  expect([next.windowPosition, next.chosenFolder, next.quitChoice]).toEqual([place, '/home/me/projects', 'keep'])
})

test.each(['not JSON', '[]', '{"window": {"x": "left"}, "chosen_folder": 7, "quit_choice": "never"}'])(
  'a file that says %s counts as empty where it is spoiled',
  (text) => {
    const file = path.join(temporaryFolder(), 'desktop.json')
    writeFileSync(file, text)
    const preferences = new Preferences(file)
    expect([preferences.windowPosition, preferences.chosenFolder, preferences.quitChoice]).toEqual([null, null, 'ask'])
    preferences.windowPosition = place
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ window: place })
  },
)
