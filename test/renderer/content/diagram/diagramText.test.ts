import { expect, test } from 'vitest'
import { diagramName, isTooLarge } from '#renderer/content/diagram/diagramText.ts'

test.each([
  ['---\ntitle: The way in\n---\nflowchart LR\n a --> b', 'Diagram: The way in'],
  ['flowchart LR\n  accTitle: The way out\n a --> b', 'Diagram: The way out'],
  ['sequenceDiagram\n  title Hello\n  A->>B: x', 'Diagram: Hello'],
  ['pie title Shares\n "a" : 1', 'Diagram: Shares'],
  ['pie showData title Shares\n "a" : 1', 'Diagram: Shares'],
  ['gantt\n    title A plan\n', 'Diagram: A plan'],
  ['flowchart LR\n a[title x] --> b', 'Diagram'],
  ['---\ntitle:   \n---\nflowchart', 'Diagram'],
  ['', 'Diagram'],
])('what a diagram is called is what it says: %j', (text, name) => {
  expect(diagramName(text)).toBe(name)
})

test('a name of any length is short', () => {
  expect(diagramName(`pie title ${'x'.repeat(20_000)}`)).toHaveLength('Diagram: '.length + 200)
})

const flow = (lines: readonly string[]) => ['flowchart TD', ...lines].join('\n')
const times = (count: number, line: string) => Array.from({ length: count }, () => line)
const nested = (depth: number) => flow([...times(depth, 'subgraph s'), 'x', ...times(depth, 'end')])

test.each([
  ['20,001 characters', flow(times(40, 'a '.repeat(251))), true],
  ['a line of 1,001', flow(['a '.repeat(501)]), true],
  ['a word of 201', flow(['a'.repeat(201)]), true],
  ['501 lines', flow(times(500, 'a')), true],
  ['501 statements on lines of ten', flow(times(50, 'a;'.repeat(10))), true],
  ['501 nodes joined', flow(times(10, `a${' & a'.repeat(50)}`)), true],
  ['groups eleven deep', nested(11), true],
  ['states eleven deep', ['stateDiagram', ...times(11, 'state a {'), ...times(11, '}')].join('\n'), true],
  ['groups ten deep', nested(10), false],
  ['forty tables', ['erDiagram', ...times(40, 'A {\n string b\n}')].join('\n'), false],
  ['forty loops', ['sequenceDiagram', ...times(40, 'loop x\n A->>B: y\nend')].join('\n'), false],
  ['a choice', flow(['a{Whole?} --> b']), false],
])('%s: is it too large to be begun?', (_what, text, isLarge) => {
  expect(isTooLarge(text)).toBe(isLarge)
})
