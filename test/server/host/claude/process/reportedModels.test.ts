import { expect, test } from 'vitest'
import { effortLevelsOf } from '#shared/session/effortLevels.ts'
import { reportedModels } from '#server/host/claude/process/reportedModels.ts'

test('models are known by their short and their full name, with the levels that they take', () => {
  const models = reportedModels({
    models: [
      { value: 'default', resolvedModel: 'claude-big-5', supportsEffort: true, supportedEffortLevels: ['high', 'low'] },
      { value: 'haiku', resolvedModel: 'claude-haiku-5', displayName: 'Haiku' },
    ],
  })
  expect(models).toEqual([
    { name: 'default', resolved: 'claude-big-5', effort_levels: ['low', 'high'] },
    { name: 'haiku', resolved: 'claude-haiku-5', effort_levels: [] },
  ])
  expect(effortLevelsOf(models, null)).toEqual(['low', 'high'])
  expect(effortLevelsOf(models, 'claude-big-5')).toEqual(['low', 'high'])
  expect(effortLevelsOf(models, 'haiku')).toEqual([])
  expect(effortLevelsOf(models, 'unheard-of')).toBeNull()
})

test.each([
  null,
  undefined,
  {},
  { models: 'no' },
  { models: [null, 7, {}, { value: '' }, { value: 'x'.repeat(1000) }, { value: 7 }] },
])('an answer without models that can be read (%j) has none', (answer) => {
  expect(reportedModels(answer)).toEqual([])
})

test('levels that nobody knows are left out, and what is no list is none', () => {
  const models = [
    { value: 'a', supportedEffortLevels: ['enormous', 'max', 'max'] },
    { value: 'b', supportedEffortLevels: 'all' },
    { value: 'c', resolvedModel: 7 },
  ]
  expect(reportedModels({ models })).toEqual([
    { name: 'a', resolved: null, effort_levels: ['max'] },
    { name: 'b', resolved: null, effort_levels: [] },
    { name: 'c', resolved: null, effort_levels: [] },
  ])
})

test('what is passed on is bounded', () => {
  const models = Array.from({ length: 5000 }, (_, index) => ({ value: `m${index}` }))
  expect(reportedModels({ models })).toHaveLength(100)
})
