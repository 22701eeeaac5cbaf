import { expect, test } from 'vitest'
import { parseMarkdown } from '#renderer/content/markdown/parseMarkdown.ts'
import { plainText } from '#renderer/content/markdown/plainText.ts'
import { emptyReading, readMarkdown } from '#renderer/content/markdown/readMarkdown.ts'
import { prepareMath } from '#renderer/content/math/mathTree.ts'

/** The formulas of a text, as TeX; one that stands on its own lines in brackets. */
function formulas(text: string): string[] {
  const found: string[] = []
  JSON.stringify(parseMarkdown(text, { math: prepareMath }), (_, value: unknown) => {
    const { type, tex, isDisplay } = Object(value) as Record<string, unknown>
    if (type === 'formula') {
      found.push(isDisplay === true ? `[${String(tex)}]` : String(tex))
    }
    return value
  })
  return found
}

test.each<[text: string, found: string[]]>([
  ['So $a_1 + b_1$ and *more* $c_2$.', ['a_1 + b_1', 'c_2']],
  ['$$\na_1\n= b\n- c\n$$', ['[a_1\n= b\n- c]']],
  ['It is $$x^2$$ then.', ['[x^2]']],
  ['- one $x$\n- \\(y_1\\) two\n\n> $$\\frac{a}{b}$$', ['x', 'y_1', '[\\frac{a}{b}]']],
  ['\\[\nx\n\\]', ['[x]']],
  ['| a | b |\n|---|---|\n| $|x|$ | 2 |', ['|x|']],
  ['**$x$** and ($y$), שלום $z$ 你好', ['x', 'y', 'z']],
  ['$\\text{5 \\$}$', ['\\text{5 \\$}']],
])('%j has its formulas', (text, found) => {
  expect(formulas(text)).toEqual(found)
})

test.each([
  'It costs $5 and $10.',
  'From $5/$10 to US$5 and US$6',
  '$HOME/$USER and $PATH:$LD',
  'run `echo $a $b$` or ``$x$``',
  '```sh\necho $a$\n$$\nx\n$$\n```',
  '~~~\n$x$\n~~~',
  '> ```\n> $x$\n> ```',
  '    $x$',
  'a \\$x\\$ b',
  'not \\[WIP\\] a formula, nor f\\(x\\)',
  '$ x $ and $$ $$',
  '$x\n\ny$',
  '$$\nx',
  '\uE000\uE001\uF000 $x$',
  '[a](https://example.com/?q=$a$&b=1)',
])('%j has none, and stays as it is', (text) => {
  expect(formulas(text)).toEqual([])
  expect(parseMarkdown(text, { math: prepareMath })).toEqual(parseMarkdown(text))
})

test('a formula of 5,000 characters is none', () => {
  expect(formulas(`$${'x'.repeat(5_000)}$`)).toEqual([])
})

test('a text with formulas in pieces, as an answer streams, has the tree of the whole', () => {
  const text = `Let $a_1$ be.\n\n${'Words *here* and $x_1^2$ there.\n\n'.repeat(300)}$$\n- a\n+ b\n$$\n\n1. $y$\n2. two\n\nEnd.`
  const whole = readMarkdown(text, emptyReading(prepareMath))
  let pieces = emptyReading(prepareMath)
  for (let end = 0; end <= text.length + 100; end += 101) {
    pieces = readMarkdown(text.slice(0, end), pieces)
  }
  const tree = ({ settled, open }: typeof whole) =>
    JSON.stringify([...settled, ...open], (key, value: unknown) => (key === 'position' ? undefined : value))
  expect(tree(pieces)).toBe(tree(whole))
  expect(tree(whole)).toContain('"tex":"- a\\n+ b"')
  expect(plainText('So $x$.')).toBe('So $x$.')
})

test.each([
  ['dollars', '$a '],
  ['closed dollars', '$a$ '],
  ['double dollars', '$$ a '],
  ['brackets', '\\( '],
  ['back-ticks', '`a ``b '],
  ['fences', '```\n'],
  ['quoted fences', '> > > '],
  ['backslashes', '\\'],
])('100,000 %s are gone through in one go', (_what, piece) => {
  const text = piece.repeat(100_000)
  expect(prepareMath(text)?.text.length ?? text.length).toBe(text.length)
})
