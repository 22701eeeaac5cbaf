import { expect, test } from 'vitest'
import { ruleFit } from '#server/host/claude/mapping/ruleFit.ts'

const bash = (command: string) => ({ name: 'Bash', input: { command } })
const fetching = { name: 'WebFetch', input: { url: 'https://Example.com/x' } }
const writing = { name: 'Write', input: { file_path: '/p/src/a.ts' } }

test.each([
  ['Bash', bash('anything'), 'yes'],
  ['Bash(*)', bash('anything'), 'yes'],
  ['Bash(ls)', bash('ls'), 'yes'],
  ['Bash(ls)', bash('ls -l'), 'no'],
  ['Bash(npm test:*)', bash('npm test'), 'yes'],
  ['Bash(npm test:*)', bash('npm test -- x'), 'yes'],
  ['Bash(npm test:*)', bash('npm tests'), 'no'],
  ['Bash(npm * --dry)', bash('npm x y --dry'), 'yes'],
  ['Bash(a*b*b)', bash('ab'), 'no'],
  ['Bash(git:*)', bash('cd x && git push | cat'), 'yes'],
  ['Bash(git:*)', bash('"$TOOL" push'), 'perhaps'],
  ['Bash(echo \\(x\\))', bash('echo (x)'), 'yes'],
  ['Read', bash('ls'), 'no'],
  ['WebFetch(domain:example.com)', fetching, 'yes'],
  ['WebFetch(domain:other.com)', fetching, 'no'],
  ['WebFetch(domain:*.com)', fetching, 'perhaps'],
  ['Edit', writing, 'yes'],
  ['Edit(/src/**)', writing, 'perhaps'],
  ['Write(/p/src/a.ts)', writing, 'yes'],
  ['Read(//etc/**)', { name: 'Grep', input: {} }, 'perhaps'],
  ['mcp__files', { name: 'mcp__files__read', input: {} }, 'yes'],
  ['mcp__files__*', { name: 'mcp__files__read', input: {} }, 'yes'],
  ['mcp__file', { name: 'mcp__files__read', input: {} }, 'no'],
] as const)('%s for %j: %s', (rule, call, fit) => {
  expect(ruleFit(rule, call)).toBe(fit)
})
