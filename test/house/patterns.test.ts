import { checkSync, type VulnerableDiagnostics } from 'recheck'
import { parseAst } from 'vite'
import { describe, expect, test } from 'vitest'
import { growthOf, MAX_RATIO } from '#test/attack/growth/growth.ts'
import { type SourceFile, shippedSources } from './sourceTree.ts'

/** `// super-linear -- reason` on the line above: what bounds the input of a pattern that is slow on long ones. */
const EXCEPTION = /^\s*\/\/ super-linear -- \S+/

/** Long enough for work that grows with the square of it to be seen. */
const LONGEST = 1024 * 1024

interface Pattern {
  readonly place: string
  readonly source: string
  readonly flags: string
  readonly isExcepted: boolean
}

/** Every pattern that is shipped, and every place where one is put together from text. */
function patternsOf({ name, text }: SourceFile): { readonly literals: Pattern[]; readonly made: string[] } {
  const literals: Pattern[] = []
  const made: string[] = []
  const lines = text.split('\n')
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) {
      return
    }
    const { type, regex, callee, start } = node as Node
    const line = text.slice(0, start).split('\n').length
    if (type === 'Literal' && regex !== undefined) {
      const isExcepted = EXCEPTION.test(lines[line - 2] ?? '')
      literals.push({ place: `${name}:${line}`, source: regex.pattern, flags: regex.flags, isExcepted })
    } else if (callee?.name === 'RegExp') {
      made.push(`${name}:${line}`)
    }
    Object.values(node).forEach(visit)
  }
  visit(parseAst(text, { lang: name.endsWith('x') ? 'tsx' : 'ts', sourceType: 'module' }))
  return { literals, made }
}

interface Node {
  readonly type?: string
  readonly start: number
  readonly regex?: { readonly pattern: string; readonly flags: string }
  readonly callee?: { readonly name?: string }
}

/** What makes the pattern slow; null when it needs no more time than its input is long. Decided, never guessed. */
function slowness({ source, flags }: Pick<Pattern, 'source' | 'flags'>): string | null {
  const found = checkSync(source, flags, { timeout: 120_000, checker: 'auto' })
  if (found.status === 'safe' || (found.status === 'vulnerable' && isFalseAlarm(found, new RegExp(source, flags)))) {
    return null
  }
  return found.status === 'vulnerable' ? `${found.complexity.summary}: ${found.attack.pattern}` : 'too hard to tell'
}

/**
 * Where a pattern is too large for its automaton, recheck tries texts, and takes a large constant for growth when the
 * machine is busy: such a text is grown and timed. What the automaton says is proven and stands.
 */
function isFalseAlarm(found: VulnerableDiagnostics, pattern: RegExp): boolean {
  if (found.checker !== 'fuzz' || found.complexity.type === 'exponential') {
    return false
  }
  const { pumps, suffix } = found.attack
  const text = (length: number): string => {
    const pumped = pumps.reduce((sum, { pump }) => sum + pump.length, 0)
    return `${pumps.map(({ prefix, pump }) => prefix + pump.repeat(Math.ceil(length / pumped))).join('')}${suffix}`
  }
  const read = (input: string): boolean => {
    pattern.lastIndex = 0
    return pattern.test(input)
  }
  const { ratio } = growthOf({ name: pattern.source, parts: [], longest: LONGEST, read }, { name: 'attack', text })
  return (ratio ?? 0) <= MAX_RATIO
}

const all = shippedSources().map(patternsOf)

test('no pattern needs more time than its input is long, whatever stands in it', { timeout: 300_000 }, () => {
  const known = new Map<string, string | null>()
  const wrong = all.flatMap(({ literals }) =>
    literals.flatMap(({ place, source, flags, isExcepted }) => {
      const key = `/${source}/${flags}`
      const slow = known.has(key) ? (known.get(key) ?? null) : slowness({ source, flags })
      known.set(key, slow)
      if (isExcepted) {
        return slow === null ? [`${place} is excepted for nothing`] : []
      }
      return slow === null ? [] : [`${place} ${key} ${slow}`]
    }),
  )
  expect(known.size).toBeGreaterThan(100)
  expect(wrong).toEqual([])
})

test('no pattern is put together from text', () => {
  expect(all.flatMap(({ made }) => made)).toEqual([])
})

describe('what this guard would catch', () => {
  test.each([
    ['the nesting check that one frame could stop the gateway with', String.raw`"(?:[^"\\]|\\.)*"|[[{]|[\]}]`, 'gs'],
    ['a blank run that may not end the text', String.raw`\s+$`, ''],
    ['two stretches that can trade characters', '^.*a.*b$', ''],
    ['an opening that is never closed', '<b>.*?</b>', 'gs'],
    ['a repeated repetition', '^(a+)+$', ''],
  ])('%s', (_what, source, flags) => {
    expect(slowness({ source, flags })).not.toBeNull()
  })

  test('and nothing that is linear', () => {
    expect(slowness({ source: String.raw`^[\w-]{12,}$`, flags: '' })).toBeNull()
  })
})
