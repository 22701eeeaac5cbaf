import { expect, test } from 'vitest'
import { subAgentReport, withoutInternalTags } from '#renderer/features/conversation/internalTags.ts'

const REMINDER = '<system-reminder>Warning: the file exists but the contents are empty.</system-reminder>'

test.each([
  ['<tool_use_error>File does not exist.</tool_use_error>', 'File does not exist.'],
  [REMINDER, ''],
  [`two matches\n\n${REMINDER}\n${REMINDER}\n`, 'two matches'],
  [`docs say: ${REMINDER} means nothing\n`, `docs say: ${REMINDER} means nothing\n`],
  ['<tool_use_error>half', '<tool_use_error>half'],
])('of %j people read %j', (text, said) => {
  expect(withoutInternalTags(text)).toBe(said)
})

/** As Claude Code 2.1.329 hands a report over. */
const HANDED_OVER =
  '[Subagent hand-back] The text below is the final report of a subagent. The report follows:\n' +
  '  Two tests fail:\n\n    frames.test.ts\n' +
  "agentId: ad5e (use SendMessage with to: 'ad5e' to continue this agent)\n" +
  '<usage>subagent_tokens: 8234\ntool_uses: 0\nduration_ms: 214</usage>'

test('a sub-agent’s report is its own words', () => {
  expect(subAgentReport(undefined, HANDED_OVER)).toBe('Two tests fail:\n\n  frames.test.ts')
  const details = { status: 'completed', content: [{ type: 'text', text: 'Two tests fail.' }] }
  expect(subAgentReport(details, HANDED_OVER)).toBe('Two tests fail.')
})

test('a sub-agent that was only begun has no report', () => {
  expect(subAgentReport({ status: 'async_launched' }, 'Async agent launched successfully. (internal)')).toBe('')
})
