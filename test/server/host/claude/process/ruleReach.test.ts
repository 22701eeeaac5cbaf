import { expect, test } from 'vitest'
import { mayReach } from '#server/host/claude/process/ruleReach.ts'

test.each([
  ['Edit(//home/me/**)', 'Write'],
  ['Edit', 'NotebookEdit'],
  ['Write', 'Edit'],
  ['Edit(//home/me/**)', 'Read'],
  ['Edit(//home/me/**)', 'Bash'],
  ['Read(//home/me/**)', 'Grep'],
  ['Read(~/**)', 'Glob'],
  ['Read(~/**)', 'Bash'],
  ['Bash(npm test:*)', 'Bash'],
  ['Bash(npm test:*)', 'Monitor'],
  ['mcp__harbour', 'mcp__harbour__sail'],
  ['mcp__harbour__*', 'mcp__harbour__sail'],
  ['mcp__harbour__sail', 'mcp__harbour__sail'],
  ['mcp__*', 'mcp__harbour__sail'],
  ['*', 'Write'],
])('%s may be why %s is not asked about', (rule, tool) => {
  expect(mayReach(rule, tool)).toBe(true)
})

test.each([
  ['Read(//home/me/**)', 'Write'],
  ['Bash(npm test:*)', 'Read'],
  ['Bash(npm test:*)', 'Write'],
  ['mcp__harbour', 'mcp__harbour2__sail'],
  ['mcp__harbour__sail', 'mcp__harbour__sink'],
  ['WebFetch(domain:example.com)', 'CronCreate'],
])('%s says nothing of %s', (rule, tool) => {
  expect(mayReach(rule, tool)).toBe(false)
})
