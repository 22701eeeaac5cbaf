import { expect, test } from 'vitest'
import { readVersion } from '#server/host/git/running/git.ts'

test.each([
  'git version 2.31.0',
  'git version 2.39.5 (Apple Git-154)',
  'git version 2.47.1.windows.1',
  'git version 3.0',
])('%s is new enough', (printed) => {
  expect(readVersion(printed)).toBe(printed.replace('git version ', ''))
})

test.each(['git version 2.30.9', 'git version 1.8.3.1', 'git version unknown'])(
  '%s is too old, and that is said',
  (printed) => {
    expect(() => readVersion(printed)).toThrow(/too old: Homeport needs 2\.31 or newer/)
  },
)
