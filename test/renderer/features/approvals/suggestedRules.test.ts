import { expect, test } from 'vitest'
import { suggestedRules } from '#renderer/features/approvals/suggestedRules.ts'

test("shows Claude's suggestions as the rules they add, and where", () => {
  const rules = suggestedRules([
    {
      type: 'addRules',
      rules: [{ toolName: 'Bash', ruleContent: 'npm run *' }],
      behavior: 'allow',
      destination: 'localSettings',
    },
    { type: 'addDirectories', directories: ['/home/me/proj'], destination: 'session' },
    { type: 'setMode', mode: 'acceptEdits', destination: 'session' },
  ])
  expect(rules).toEqual([
    { index: 0, rule: 'Allow Bash(npm run *)', scope: 'always, in this folder, for you' },
    { index: 1, rule: 'Allow work in /home/me/proj', scope: 'for this session' },
    { index: 2, rule: 'Switch to “Accept edits”', scope: 'for this session' },
  ])
})

test('a rule without a pattern reads as wide as it is', () => {
  const rules = [{ toolName: 'Bash' }]
  expect(suggestedRules([{ type: 'addRules', rules, behavior: 'allow', destination: 'session' }])).toEqual([
    { index: 0, rule: 'Allow everything of Bash', scope: 'for this session' },
  ])
})

test('offers nothing that it cannot put into words', () => {
  expect(
    suggestedRules([
      { type: 'hologram' },
      { type: 'addRules', rules: [{ toolName: 'Bash' }], behavior: 'deny', destination: 'session' },
      { type: 'setMode', mode: 'unheard-of', destination: 'session' },
      { type: 'setMode', mode: 'acceptEdits', destination: 'moon' },
      { type: 'setMode', mode: 'acceptEdits', destination: 'constructor' },
      {},
    ]),
  ).toEqual([])
})
