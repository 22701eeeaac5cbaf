import { describe, expect, test } from 'vitest'
import { hiddenKinds, isPlain, markedRuns, withMarks } from '#shared/text/hiddenCharacters.ts'

const turned = 'echo ok \u202e; rm -rf x #\u202c done'

test.each([
  ['an order turned round', turned, 'echo ok ‹RLO›; rm -rf x #‹PDF› done'],
  ['zero width', 'rm\u200b -rf\u2060', 'rm‹ZWSP› -rf‹WJ›'],
  ['controls', 'a\u0000b\u001b[2Jc\u007f', 'a‹NUL›b‹ESC›[2Jc‹DEL›'],
  ['a carriage return that overwrites', 'rm -rf x\recho ok', 'rm -rf x‹CR›echo ok'],
  ['many of one kind', `a${'\u200b'.repeat(900)}b`, 'a‹ZWSP ×900›b'],
  ['spaces that are none', 'rm\u00a0x\u3000y', 'rm‹NBSP›x‹U+3000›y'],
  ['tags', 'a\u{e0041}b', 'a‹U+E0041›b'],
  ['half a character', 'a\ud800b', 'a‹U+D800›b'],
  ['blanks that push out of view', `echo ok${' '.repeat(800)}; rm x`, 'echo ok‹800 spaces›; rm x'],
  ['a tower of accents', `e${'\u0301'.repeat(40)}`, `e${'\u0301'.repeat(4)}‹36 accents›`],
  ['a variant of a digit', 'rm 1\ufe0f', 'rm 1‹U+FE0F›'],
])('%s is seen', (_, text, drawn) => {
  expect(withMarks(text)).toBe(drawn)
  expect(isPlain(text)).toBe(false)
})

test.each([
  'npm test\n\tline two',
  'Grüße, 你好, привет',
  '👩‍👩‍👧 and ❤️ and 👍🏽',
  '    '.repeat(9) + 'deep',
  'nai\u0308ve',
  'می\u200cخواهم',
])('%s is drawn as it is', (text) => {
  expect(withMarks(text)).toBe(text)
  expect([...hiddenKinds(text)]).toEqual([])
})

test('the runs are the text, whatever it holds', () => {
  for (const text of [turned, '', 'plain', `\u202e${'\u200b\u200c'.repeat(9000)}x`, 'שלום עולם abc', '\r\n\r\n']) {
    expect(
      markedRuns(text)
        .map((run) => run.text)
        .join(''),
    ).toBe(text)
  }
})

test('letters that read from right to left stand apart, so that among code they move nothing', () => {
  expect(markedRuns('rm אב 1')).toEqual([
    { kind: 'plain', text: 'rm ' },
    { kind: 'rtl', text: 'אב' },
    { kind: 'plain', text: ' 1' },
  ])
})

test('it is told what the characters do; a line that ends as on Windows is nothing', () => {
  expect([...hiddenKinds(`${turned}\u200b\u001b\u00a0`)].toSorted()).toEqual([
    'control',
    'invisible',
    'odd_space',
    'reorders',
  ])
  expect([...hiddenKinds('a\r\nb\r\n')]).toEqual([])
  expect([...hiddenKinds('a\rb')]).toEqual(['control'])
})

describe('in time that grows as the text does', () => {
  test.each([
    ['marks', '\u202e\u200b'],
    ['blanks', ' '.repeat(39) + 'x'],
    ['accents', '\u0301'],
    ['joiners', 'a\u200d'],
    ['right to left', 'אx'],
  ])('%s', (_, unit) => {
    const cost = (times: number) => {
      const text = unit.repeat(times)
      return markedRuns(text).length <= 4002 && withMarks(text).length > 0 && hiddenKinds(text).size >= 0
    }
    // A square would take minutes at this size; the suite's own limit would end it.
    expect(cost(200_000)).toBe(true)
  })
})
