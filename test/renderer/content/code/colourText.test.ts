import { describe, expect, test } from 'vitest'
import { colourText } from '#renderer/content/code/colourText.ts'
import type { CodeLine } from '#renderer/content/code/colourRuns.ts'
import { loadGrammar } from '#renderer/content/code/grammars.ts'
import { languageOf } from '#renderer/content/code/languages.ts'

const plain = (lines: readonly CodeLine[]) => lines.map((line) => line.map(({ text }) => text).join('')).join('\n')

/** What is coloured, as `keyword:const string:'pool'`. */
async function tonesOf(text: string, language: string): Promise<string> {
  const lines = (await colourText(text, language)) ?? []
  return lines
    .flat()
    .flatMap(({ text: part, tone }) => (tone === null ? [] : [`${tone}:${part}`]))
    .join(' ')
}

describe('a program is read in colours', () => {
  test.each([
    ['ts', "const name = 'pool' // 10", "keyword:const name:name string:'pool' comment:// 10"],
    [
      'src/pool.tsx',
      'async function take() { return 5_000 }',
      'keyword:async keyword:function name:take keyword:return number:5_000',
    ],
    ['python', 'def take(): # none', 'keyword:def name:take comment:# none'],
    ['bash', "echo 'a' # b", "name:echo string:'a' comment:# b"],
    ['go', 'func Take() int { return 10 }', 'keyword:func keyword:int keyword:return number:10'],
    ['rs', 'fn take() -> u8 { 10 }', 'keyword:fn name:take keyword:u8 number:10'],
    ['yaml', 'name: "pool" # why', 'keyword:name string:"pool" comment:# why'],
    ['sql', 'select 1 from pools -- all', 'keyword:select number:1 keyword:from comment:-- all'],
  ])('%s: %s', async (language, text, tones) => {
    expect(await tonesOf(text, language)).toBe(tones)
  })

  test('no letter of it is changed, in any language', async () => {
    const text = 'const a = `x\n  ${1}` /* b\n\n*/ "\u202e\ud83d\ude00" <a href="b">\r\n\tc: 5 # d\n$x = @y; \'\n"""z\n'
    for (const language of 'ts tsx jsx json py sh css scss less html xml yaml toml ini sql rs go java kt scala c cpp cs dart objc swift rb lua pl r ps1 dockerfile diff cmake proto'.split(
      ' ',
    )) {
      const lines = await colourText(text, language)
      expect(lines === null ? language : plain(lines)).toBe(text)
    }
  })
})

describe('what cannot be read in colours stays plain', () => {
  test.each([
    ['an unknown language', 'a', 'klingon'],
    ['no language', 'a', ''],
    ['a line of 200 KB', `const a = "${'x'.repeat(200_000)}"`, 'ts'],
    ['a line that nobody wrote by hand', `const a = "${'x'.repeat(3_000)}"\nb`, 'ts'],
    ['a text of 200 KB', 'const a = 1\n'.repeat(17_000), 'ts'],
  ])('%s', async (_, text, language) => {
    expect(await colourText(text, language)).toBeNull()
  })

  test('nothing of a text that nests without an end', async () => {
    const text = '([{\n'.repeat(24_000)
    const lines = await colourText(text, 'ts')
    expect(lines === null ? text : plain(lines)).toBe(text)
  })
})

test('twice the text takes no more than about twice the steps, whatever it is', async () => {
  const pieces = ['`${', '/*', "'", '<a ', '((', '/[', '"""\n', '<!--', '{{', '$(', '\\', 'a=`']
  for (const language of ['tsx', 'sh', 'html', 'yaml', 'py']) {
    const name = languageOf(language)
    const grammar = await loadGrammar(name?.grammar ?? 'ts')
    for (const piece of pieces) {
      const text = (size: number) => `${piece.repeat(20)}\n`.repeat(size)
      const [small, large] = [steps(grammar(text(20))), steps(grammar(text(40)))]
      expect(large, `${language} ${piece}`).toBeLessThan(small * 2.5 + 50)
    }
  }
})

function steps(work: Iterator<undefined, unknown>): number {
  let count = 0
  while (work.next().done !== true) {
    count += 1
  }
  return count
}
