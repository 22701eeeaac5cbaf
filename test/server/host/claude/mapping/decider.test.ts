import { expect, test } from 'vitest'
import { deciderOf } from '#server/host/claude/mapping/decider.ts'

const rules = [
  { behavior: 'allow', rule: 'Bash(npm test:*)', source: '/p/.claude/settings.json', from: 'projectSettings' },
  { behavior: 'allow', rule: 'Bash(ls)', source: 'kept by Homeport', from: 'flagSettings' },
  { behavior: 'deny', rule: 'Bash(rm:*)', source: '/home/me/.claude/settings.json', from: 'userSettings' },
  { behavior: 'allow', rule: 'mcp__files', source: '/p/.claude/settings.json', from: 'projectSettings' },
] as const

const bash = (command: string) => ({ name: 'Bash', input: { command } })
const decided = (decision: string, more: object) => ({
  id: 't',
  permission_decision: { decision, source: 'config', reason_type: 'rule', ...more },
})

const PARTS = { reason_type: 'subcommandResults' }

type Call = readonly [Parameters<typeof deciderOf>[0], Parameters<typeof deciderOf>[1]]
const cases: readonly (readonly [string, Call, readonly string[]])[] = [
  ['the very command names its rule alone', [decided('accept', {}), bash('ls')], ['Bash(ls)']],
  ['a prefix names its rule alone', [decided('accept', PARTS), bash('npm test x')], ['Bash(npm test:*)']],
  ['parts name theirs', [decided('accept', PARTS), bash('ls && npm test')], ['Bash(npm test:*)', 'Bash(ls)']],
  ['else all that may', [decided('accept', {}), bash('X=$(ls) npm test')], ['Bash(npm test:*)', 'Bash(ls)']],
  ['a refusal names what forbids', [decided('reject', {}), bash('rm -rf x')], ['Bash(rm:*)']],
  [
    'a server’s rule is about its tools',
    [decided('accept', {}), { name: 'mcp__files__read', input: {} }],
    ['mcp__files'],
  ],
  ['another tool has a rule of the session', [decided('accept', {}), { name: 'Write', input: {} }], []],
]

test.each(cases)('%s', (_, [meta, tool], told) => {
  expect(deciderOf(meta, tool, rules)).toMatchObject({ by: 'rule', rules: told.map((rule) => ({ rule })) })
})

test('a hook that decides is told as one; a person, the mode and nobody are not rules', () => {
  expect(deciderOf(decided('accept', { source: 'hook', reason_type: 'hook' }), bash('x'), rules)).toEqual({
    decision: 'allow',
    by: 'hook',
    rules: [],
  })
  expect(deciderOf(decided('accept', { source: 'user_temporary', reason_type: null }), bash('ls'), rules)).toBeNull()
  expect(deciderOf(decided('accept', { reason_type: 'mode' }), bash('ls'), rules)).toBeNull()
  expect(deciderOf(decided('accept', PARTS), bash('pwd'), rules)).toBeNull()
  expect(deciderOf(undefined, bash('ls'), rules)).toBeNull()
})

test('of very many rules that may have decided, the first are named and the others counted', () => {
  const many = Array.from({ length: 23 }, (_, index) => ({ ...rules[0], rule: `Bash(npm run ${index}:*)` }))
  const told = deciderOf(decided('accept', {}), bash('X=$(npm run 1) y'), many)
  expect(told?.rules).toHaveLength(20)
  expect(told?.more_rules).toBe(3)
})
