import { expect, test } from 'vitest'
import { parseDirectives } from '#server/demo/directives.ts'

test('plain words are echoed', () => {
  expect(parseDirectives('hello\nthere').steps).toEqual([[{ kind: 'text', text: 'You said: hello\nthere' }]])
})

test('each tool ends its step; what follows comes after its result', () => {
  const { steps } = parseDirectives('@think hm\n@tool Read {"file_path":"/a"}\n@tool Bash {"command":"ls"}\n@text bye')
  expect(steps).toEqual([
    [
      { kind: 'thinking', text: 'hm' },
      { kind: 'tool', name: 'Read', input: { file_path: '/a' } },
    ],
    [{ kind: 'tool', name: 'Bash', input: { command: 'ls' } }],
    [{ kind: 'text', text: 'bye' }],
  ])
})

test('tools after @par are called together, and the script ends in words', () => {
  const { steps } = parseDirectives('@par\n@tool A {}\n@tool B {}\n@text then\n@tool C {}')
  expect(steps.map((step) => step.map((part) => ('name' in part ? part.name : part.kind)))).toEqual([
    ['A', 'B'],
    ['text', 'C'],
    ['text'],
  ])
})

test('pace, pauses, silence, breaks and errors', () => {
  const { steps, tokenMs } = parseDirectives('@slow 40\n@delay 5\n@err 429 2\n@tokens 3\n@long 10\n@hang\n@cut')
  expect(tokenMs).toBe(40)
  expect(steps).toEqual([
    [
      { kind: 'delay', ms: 5 },
      { kind: 'error', status: 429, times: 2 },
      { kind: 'text', text: 'word1 word2 word3' },
      { kind: 'text', text: 'The quick ' },
      { kind: 'hang' },
      { kind: 'cut' },
    ],
  ])
  expect(parseDirectives('@err 401').steps[0]).toEqual([{ kind: 'error', status: 401, times: Infinity }])
})

test.each(['@tool', '@tool Bash {broken', '@slow fast', '@err 200', '@nothing', '@tokens', 'mail me @ home'])(
  'what is not understood is echoed: %s',
  (line) => {
    expect(parseDirectives(line).steps).toEqual([[{ kind: 'text', text: `You said: ${line}` }]])
  },
)
