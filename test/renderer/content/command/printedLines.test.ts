import { expect, test } from 'vitest'
import { printedLines } from '#renderer/content/command/printedLines.ts'
import { isForTerminal, lineText } from '#renderer/content/command/printedText.ts'

const ESC = '\u001b'
const BEL = '\u0007'

test.each([
  ['a title of the window', `${ESC}]0;my title${BEL}built`, ['built']],
  ['a title that ends as the standard says', `${ESC}]2;my title${ESC}\\built`, ['built']],
  ['a link', `see ${ESC}]8;;https://example.org${BEL}the docs${ESC}]8;;${BEL}.`, ['see the docs.']],
  ['line drawing', `${ESC}(0lqk${ESC}(B ok`, ['┌─┐ ok']],
  ['a saved and restored cursor', `${ESC}7first${ESC}8FIRST`, ['FIRST']],
  ['backspaces', `12%\b\b\b34%\b\b\b100%`, ['100%']],
  ['a progress bar', ' 10%\r 50%\r100% done\nnext', ['100% done', 'next']],
  ['a cleared line', `downloading a long name\r${ESC}[2Kdone`, ['done']],
  ['a line above that is written anew', `a 1%\nb 1%\n${ESC}[2A${ESC}[Ka 100%\n${ESC}[Kb 100%\n`, ['a 100%', 'b 100%']],
  ['Windows’ line ends', `${ESC}[1mone${ESC}[0m\r\ntwo\r\n`, ['one', 'two']],
  ['a bell and other controls', `a${BEL}b\u0001c\u0000`, ['abc']],
  ['questions to the terminal', `${ESC}[6n${ESC}[c${ESC}P$qm${ESC}\\ok`, ['ok']],
  ['a cut sequence', `ok${ESC}[3`, ['ok']],
])('%s is drawn as a terminal draws it', async (_, text, lines) => {
  expect(isForTerminal(text)).toBe(true)
  expect((await printedLines(text)).map(lineText)).toEqual(lines)
})

test('what clears the screen, or leaves it, takes nothing away', async () => {
  const text = `one\n${ESC}[2J${ESC}[H${ESC}[3Jtwo\n${ESC}[?1049hthree${ESC}[?1049l\n${ESC}cfour`
  expect((await printedLines(text)).map(lineText).filter((line) => line !== '')).toEqual([
    'one',
    'two',
    'three',
    'four',
  ])
})

test('colours become looks, also those of 256 and of 16 million', async () => {
  const [line] = await printedLines(
    `${ESC}[31;1mbad${ESC}[0m ${ESC}[38;5;46mgood${ESC}[0m ${ESC}[38;2;30;60;250mblue${ESC}[0m ${ESC}[2mfaint${ESC}[0m ${ESC}[7;33m warn ${ESC}[0m`,
  )
  expect(line?.map(({ text, style }) => [text.trim(), style.colour, style.isBold])).toEqual([
    ['bad', 'red', true],
    ['good', 'green', false],
    ['blue', 'blue', false],
    ['faint', 'grey', false],
    ['warn', 'yellow', false],
  ])
})

test('a long output comes whole and in order, a line wider than any screen in one piece', async () => {
  const wide = Array.from({ length: 3000 }, (_, index) => `word${index}`).join(' ')
  const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index}`)
  const printed = (await printedLines(`${ESC}[32m${[...lines, wide, 'end'].join('\n')}`)).map(lineText)
  expect(printed).toEqual([...lines, wide, 'end'])
})

test('counts that nobody can obey are not obeyed', async () => {
  const finals = [
    'L',
    'M',
    'S',
    'T',
    'I',
    'Z',
    'b',
    '@',
    'P',
    'X',
    'A',
    'B',
    'C',
    'D',
    'E',
    'F',
    'G',
    'd',
    'H',
    'a',
    'e',
  ]
  const text = finals.map((final) => `x${ESC}[2147483647${final}`).join('')
  const printed = (await printedLines(`${text.repeat(50)}\nend`)).map(lineText)
  expect(printed.join('\n').length).toBeLessThan(100_000)
})

test('plain text needs no terminal', () => {
  expect(isForTerminal('one\ttwo\r\nthree\nöäü 😀')).toBe(false)
})
