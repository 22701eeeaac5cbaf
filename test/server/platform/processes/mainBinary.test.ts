import { expect, test } from 'vitest'
import { mainBinary } from '#server/platform/processes/mainBinary.ts'

const app = '/Applications/Homeport.app/Contents'

test.each([
  [`${app}/Frameworks/Homeport Helper.app/Contents/MacOS/Homeport Helper`, `${app}/MacOS/Homeport`],
  [`${app}/Frameworks/Homeport Helper (Plugin).app/Contents/MacOS/Homeport Helper (Plugin)`, `${app}/MacOS/Homeport`],
  [`${app}/MacOS/Homeport`, `${app}/MacOS/Homeport`],
  ['/usr/local/bin/node', '/usr/local/bin/node'],
])('the keychain of a Mac is always asked by the program itself: %s', (execPath, expected) => {
  expect(mainBinary(execPath, 'darwin')).toBe(expected)
})

test.each(['linux', 'win32'] as const)('%s has one binary only', (platform) => {
  const file = `${app}/Frameworks/Homeport Helper.app/Contents/MacOS/Homeport Helper`
  expect(mainBinary(file, platform)).toBe(file)
})
