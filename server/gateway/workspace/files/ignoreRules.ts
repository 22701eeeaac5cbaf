/** One line of a `.gitignore`. */
interface Rule {
  /** `!`: what a line before it ignores is not ignored after all. */
  readonly isKept: boolean
  readonly foldersOnly: boolean
  /** Parts of the path from the folder of the file; `**` stands for any number. */
  readonly parts: readonly string[]
}

/** The rules of one `.gitignore`, and the folder that it lies in. */
export interface IgnoreRules {
  /** Parts from the workspace. */
  readonly below: readonly string[]
  readonly rules: readonly Rule[]
}

const MAX_RULES = 5000
const MAX_LINE = 500

/** Reads a `.gitignore`; what is beyond the bounds counts nothing. */
export function readIgnoreRules(text: string, below: readonly string[]): IgnoreRules {
  return { below, rules: text.split('\n', MAX_RULES).flatMap((line) => readRule(line.replace(/\r$/, ''))) }
}

function readRule(line: string): Rule[] {
  const text = withoutEnd(line)
  if (text === '' || text.startsWith('#') || text.length > MAX_LINE) {
    return []
  }
  const isKept = text.startsWith('!')
  const pattern = isKept ? text.slice(1) : text
  const foldersOnly = pattern.endsWith('/')
  const path = foldersOnly ? pattern.slice(0, -1) : pattern
  const parts = path.split('/')
  const anchored = parts.length === 1 ? ['**', ...parts] : parts[0] === '' ? parts.slice(1) : parts
  return path === '' ? [] : [{ isKept, foldersOnly, parts: anchored }]
}

/** Spaces at the end count nothing, unless the last one is written `\ `. */
function withoutEnd(line: string): string {
  let end = line.length
  while (end > 0 && line[end - 1] === ' ' && line[end - 2] !== '\\') {
    end -= 1
  }
  return line.slice(0, end)
}

/**
 * Whether Git would ignore something that lies in a folder which it does not ignore. `files`: those of all folders above, the
 * outermost first. Linear in the path for each rule, whatever the rule says.
 */
export function isIgnored(files: readonly IgnoreRules[], parts: readonly string[], isFolder: boolean): boolean {
  for (const { below, rules } of files.toReversed()) {
    const path = parts.slice(below.length)
    const rule = rules.findLast((one) => (isFolder || !one.foldersOnly) && matchesParts(one.parts, path))
    if (rule !== undefined) {
      return !rule.isKept
    }
  }
  return false
}

/** Goes back to the last `**` alone: what came before it fits already. */
function matchesParts(pattern: readonly string[], path: readonly string[]): boolean {
  return wild(pattern.length, path.length, {
    isStar: (at) => pattern[at] === '**' && at < pattern.length - 1,
    fits: (at, index) => (pattern[at] === '**' ? at > 0 : matchesName(pattern[at] ?? '', path[index] ?? '')),
    isRest: (at) => pattern[at] === '**' && at === pattern.length - 1,
  })
}

/** `*`, `?`, `[a-z]` and `\x`, as in a shell. */
export function matchesName(pattern: string, name: string): boolean {
  const tokens = tokensOf(pattern)
  const letters = Array.from(name)
  return wild(tokens.length, letters.length, {
    isStar: (at) => tokens[at] === 'star',
    fits: (at, index) => {
      const token = tokens[at]
      return typeof token === 'function' && token(letters[index] ?? '')
    },
    isRest: () => false,
  })
}

interface Wild {
  readonly isStar: (at: number) => boolean
  readonly fits: (at: number, index: number) => boolean
  /** This one takes all that is left, and there must be something. */
  readonly isRest: (at: number) => boolean
}

function wild(patterns: number, items: number, { isStar, fits, isRest }: Wild): boolean {
  let at = 0
  let index = 0
  let star = -1
  let from = 0
  while (index < items) {
    if (at < patterns && isRest(at)) {
      return true
    }
    if (at < patterns && isStar(at)) {
      star = at
      from = index
      at += 1
    } else if (at < patterns && fits(at, index)) {
      at += 1
      index += 1
    } else if (star === -1) {
      return false
    } else {
      from += 1
      index = from
      at = star + 1
    }
  }
  while (at < patterns && isStar(at)) {
    at += 1
  }
  return at === patterns
}

type Token = 'star' | ((letter: string) => boolean)

function tokensOf(pattern: string): Token[] {
  const letters = Array.from(pattern)
  const tokens: Token[] = []
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at]
    const end = letter === '[' ? classEnd(letters, at) : -1
    if (letter === '*') {
      if (tokens.at(-1) !== 'star') {
        tokens.push('star')
      }
    } else if (letter === '?') {
      tokens.push(() => true)
    } else if (end !== -1) {
      tokens.push(oneOf(letters.slice(at + 1, end)))
      at = end
    } else {
      at += letter === '\\' && at + 1 < letters.length ? 1 : 0
      const plain = letters[at]
      tokens.push((other) => other === plain)
    }
  }
  return tokens
}

/** A `]` right at the beginning stands for itself. */
function classEnd(letters: readonly string[], at: number): number {
  const first = letters[at + 1] === '!' || letters[at + 1] === '^' ? at + 2 : at + 1
  return letters.indexOf(']', first + 1)
}

function oneOf(letters: readonly string[]): (letter: string) => boolean {
  const isNot = letters[0] === '!' || letters[0] === '^'
  const members = isNot ? letters.slice(1) : letters
  const ranges: [string, string][] = []
  for (let at = 0; at < members.length; at += 1) {
    const from = members[at] ?? ''
    const to = members[at + 1] === '-' ? members[at + 2] : undefined
    ranges.push([from, to ?? from])
    at += to === undefined ? 0 : 2
  }
  return (letter) => ranges.some(([from, to]) => from <= letter && letter <= to) !== isNot
}
