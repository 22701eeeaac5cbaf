import { expect, test } from 'vitest'
import { createJudge } from '#server/host/dangers/judge.ts'
import { dangersOfRule } from '#server/host/policy/dangersOfRule.ts'

async function codes(rule: string) {
  return (await dangersOfRule(createJudge({ HOME: '/home/me' }), rule)).map(({ code }) => code)
}

test.each(
  ['', '()', '(*)', '(**)', '(/**)', '(//**)', '(~/**)', '(**/*)', '(./**)', '(//)', '(//c/**)', '(C:/**)'].flatMap(
    (content) => [`Edit${content}`, `Write${content}`, `MultiEdit${content}`],
  ),
)('%s allows every use of a tool that writes', async (rule) => {
  expect(await codes(rule)).toEqual(['whole_tool'])
})

test.each(['Edit(src/**)', 'Edit(//home/me/proj/**)', 'Write(~/notes/*)', 'Edit(a)', 'Read(//**)', 'Bash(npm test:*)'])(
  '%s has bounds, or changes nothing',
  async (rule) => {
    expect(await codes(rule)).toEqual([])
  },
)
