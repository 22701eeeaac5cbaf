import { expect, test } from 'vitest'
import { createJudge } from '#server/host/dangers/judge.ts'
import { MAX_COMMAND } from '#server/host/dangers/shell/readShell.ts'
import { growthFamilies } from './growthFamilies.ts'

const judge = createJudge({ HOME: '/home/me' })

/** Whether the time is in proportion to the length is measured by the benchmark; here, that an answer comes at all. */
test.each(Object.keys(growthFamilies))('the longest command of its kind is answered: %s', async (name) => {
  const command = growthFamilies[name]?.(MAX_COMMAND - 1000) ?? ''
  const { dangers } = await judge.judge({ tool_name: 'Bash', input: { command } }, '/home/me/proj')
  expect(dangers.length).toBeLessThanOrEqual(51)
})

test.each(Object.keys(growthFamilies))('a longer one is told as not judged: %s', async (name) => {
  const command = growthFamilies[name]?.(MAX_COMMAND * 4) ?? ''
  const { dangers } = await judge.judge({ tool_name: 'Bash', input: { command } }, '/home/me/proj')
  expect(dangers.map(({ code }) => code)).toContain('not_judged')
})
