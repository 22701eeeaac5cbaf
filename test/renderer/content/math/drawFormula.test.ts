import { expect, test } from 'vitest'
import { drawFormula } from '#renderer/content/math/drawFormula.ts'
import type { MathElement } from '#renderer/content/math/formulaTree.ts'

const drawn = (tex: string, isDisplay = false) => drawFormula({ tex, isDisplay })

/** All elements, and all attributes with their values. */
function parts(element: MathElement | null): string[] {
  if (element === null) {
    return []
  }
  const own = [element.tag, ...Object.entries(element.attributes).map(([name, value]) => `${name}=${value}`)]
  return [...own, ...element.children.flatMap((child) => (typeof child === 'string' ? [child] : parts(child)))]
}

test('formulas of all kinds are drawn as MathML', async () => {
  expect(parts(await drawn('\\frac{a_1}{\\sqrt{b}}'))).toEqual(
    expect.arrayContaining(['math', 'display=inline', 'mfrac', 'msub', 'msqrt', 'a', 'b']),
  )
  expect(parts(await drawn('\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}', true))).toEqual(
    expect.arrayContaining(['display=block', 'mtable', 'mtr', 'mtd']),
  )
  for (const tex of [
    '\\int_0^\\infty e^{-x^2}\\,dx',
    '\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}',
    '\\boxed{x}',
    '\\text{若}',
  ]) {
    expect(parts(await drawn(tex))).toContain('math')
  }
})

test.each([
  '\\href{javascript:alert(1)}{x}',
  '\\url{https://example.com}',
  '\\includegraphics{https://example.com/x.png}',
  '\\class{fixed inset-0}{x}',
  '\\id{root}{x}',
  '\\style{position:fixed}{x}',
  '\\data{a=b}{x}',
  '\\text{<img src=x onerror=alert(1)>}',
  '\\rule{9999em}{9999em}',
  '\\kern-9999em x',
  '\\color{white}{\\text{hidden}}',
  '\\colorbox{red}{x}',
])('%s brings nothing but letters and places', async (tex) => {
  const found = parts(await drawn(tex))
  expect(
    found.filter((part) =>
      /^(?:a|img|script|svg|href|src|style|class|id|on\w+|\w*color|mathbackground)(?:=|$)/.test(part),
    ),
  ).toEqual([])
  const sizes = found.flatMap((part) => /^(?:width|height|depth|lspace|rspace)=-?([\d.]+)em/.exec(part)?.[1] ?? [])
  expect(Math.max(0, ...sizes.map(Number))).toBeLessThanOrEqual(200)
})

test.each([
  ['a macro that a text defines', '\\def\\a{\\a\\a}\\a'],
  ['one defined in another way', '\\newcommand{\\a}{x}\\a'],
  ['an unknown command', '\\nosuchcommand'],
  ['a brace too many', 'x}'],
  ['one too long', 'x'.repeat(5_000)],
  ['one nested without an end', `${'{'.repeat(1_900)}x${'}'.repeat(1_900)}`],
  ['roots in each other', `${'\\sqrt{'.repeat(400)}x${'}'.repeat(400)}`],
])('%s is not drawn', async (_what, tex) => {
  expect(await drawn(tex)).toBeNull()
})
