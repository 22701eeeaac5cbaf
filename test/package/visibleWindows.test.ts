import { expect, test } from 'vitest'
import { windowQuery } from '../../.setup/visibleWindows.ts'

test.each([
  ['linux', 'xdotool', 'search --onlyvisible --pid 4711 --name .'],
  ['darwin', 'swift', 'kCGWindowOwnerPID"] as? Int == 4711 '],
  ['win32', 'powershell.exe', 'Get-Process -Id 4711 '],
] as const)('%s is asked for the windows of that very program that people can see', (platform, command, words) => {
  const query = windowQuery(platform, 4711)
  expect(query.command).toBe(command)
  expect(query.args.join(' ')).toContain(words)
})
