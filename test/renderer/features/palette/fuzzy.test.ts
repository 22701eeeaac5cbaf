import { expect, test } from 'vitest'
import { find, type Entry } from '#renderer/features/palette/entries.ts'
import { fuzzy, wordsOf } from '#renderer/features/palette/fuzzy.ts'

const entry = (label: string, more: Partial<Entry> = {}): Entry => ({
  id: label,
  group: 'sessions',
  label,
  detail: '',
  run: () => {},
  ...more,
})

const labels = (entries: readonly Entry[], query: string) => find(entries, query).map(({ entry: { label } }) => label)

test('what begins with the words comes before what holds them, and that before single letters', () => {
  const entries = ['a lone spool', 'connection pool', 'Pool timeouts', 'Plan of old'].map((label) => entry(label))
  expect(labels(entries, 'pool')).toEqual(['Pool timeouts', 'connection pool', 'a lone spool', 'Plan of old'])
})

test.each([
  ['ptm', 'Pool timeouts', true],
  ['pool time', 'Timeouts of the pool', true],
  ['POOL', 'pool', true],
  ['pool', 'loop', false],
  ['über', 'Die Übersicht', true],
  ['日本', '日本語のセッション', true],
  ['x', '', false],
  ['pool', 'Keep folders of deleted sessions', false],
  ['pool', 'Tidy the shell prompt of old', false],
  ['pts', `p${'-'.repeat(50)}t${'-'.repeat(50)}s`, false],
])('“%s” fits “%s”: %s', (query, text, fits) => {
  expect(fuzzy(wordsOf(query), text) !== null).toBe(fits)
})

test('the letters that fit are named, in order and without overlap', () => {
  expect(fuzzy(wordsOf('pool po'), 'Shared pool')?.ranges).toEqual([[7, 11]])
  expect(fuzzy(wordsOf('sp'), 'Shared pool')?.ranges).toEqual([
    [0, 1],
    [7, 8],
  ])
})

test('a text whose letters change their length in lower case is found without wrong marks', () => {
  expect(fuzzy(wordsOf('session'), 'İİ session')).toMatchObject({ ranges: [] })
})

test('a detail finds too, but counts less than a name', () => {
  const entries = [entry('first', { detail: 'api-server · Ready' }), entry('api-server')]
  expect(labels(entries, 'api')).toEqual(['api-server', 'first'])
})

test('> finds commands alone; nothing typed offers sessions and commands', () => {
  const entries = [entry('New report'), entry('New session', { group: 'commands' }), entry('Usage', { group: 'pages' })]
  expect(labels(entries, '> new')).toEqual(['New session'])
  expect(labels(entries, '')).toEqual(['New report', 'New session'])
  expect(labels(entries, 'usage')).toEqual(['Usage'])
})

test('no group pushes the others out', () => {
  const many = Array.from({ length: 500 }, (_, index) => entry(`new ${index}`))
  expect(labels([...many, entry('New session', { group: 'commands' })], 'new')).toHaveLength(9)
})
