import { MOST_IN_FILE, type NamedWords, isPlainName } from './foundAction.ts'

/** The targets of a Makefile that have a plain name: no files, no patterns, none of make's own. */
export function makeTargets(text: string): NamedWords[] {
  const names = linesOf(text).flatMap((line) => {
    const cut = line.indexOf(':')
    // `A := b` and `A ::= b` set variables.
    const isRule = cut > 0 && !/^[\s#.]/.test(line) && !/^:{0,2}=/.test(line.slice(cut + 1))
    const head = isRule ? line.slice(0, cut) : ''
    return head.includes('=') ? [] : head.split(/\s/)
  })
  return named(
    names.filter((name) => !name.includes('.')),
    (name) => ['make', name],
  )
}

/** The recipes of a justfile that run without being given anything. Those that begin with `_` are private. */
export function justRecipes(text: string): NamedWords[] {
  const names = linesOf(text).flatMap((line) => {
    const cut = line.indexOf(':')
    if (cut <= 0 || /^[\s#[]/.test(line) || line[cut + 1] === '=') {
      return []
    }
    const [name = '', ...parameters] = line.slice(0, cut).replace(/^@/, '').trim().split(/\s+/)
    const wants = parameters.some((parameter) => !parameter.includes('=') && !parameter.startsWith('*'))
    return wants || name.startsWith('_') ? [] : [name]
  })
  return named(names, (name) => ['just', name])
}

/** All services of a compose file together, and each by itself. */
export function composeServices(text: string): NamedWords[] {
  const lines = linesOf(text)
  const start = lines.findIndex((line) => /^services:\s*(?:#|$)/.test(line))
  const below = start === -1 ? [] : lines.slice(start + 1).filter((line) => line.trim() !== '' && !/^\s*#/.test(line))
  const end = below.findIndex((line) => !line.startsWith(' '))
  const block = end === -1 ? below : below.slice(0, end)
  const indent = (block[0] ?? '').length - (block[0] ?? '').trimStart().length
  const keys = block.flatMap((line) => {
    const [, key] = /^([\w.-]{1,80}):(?:\s|$)/.exec(line.slice(indent)) ?? []
    return key !== undefined && line.slice(0, indent).trim() === '' ? [key] : []
  })
  if (keys.length === 0) {
    return []
  }
  const all = [
    { name: 'up', words: ['docker', 'compose', 'up'] },
    { name: 'down', words: ['docker', 'compose', 'down'] },
  ]
  const each = named(keys, (name) => ['docker', 'compose', 'up', name])
  return [...all, ...each.map(({ name, words }) => ({ name: `up ${name}`, words }))]
}

function named(names: readonly string[], wordsOf: (name: string) => string[]): NamedWords[] {
  return [...new Set(names)]
    .filter(isPlainName)
    .slice(0, MOST_IN_FILE)
    .map((name) => ({ name, words: wordsOf(name) }))
}

function linesOf(text: string): string[] {
  return text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
}
