import * as words from '#renderer/content/laterWords.ts'

/** In UTF-16 units: of a text, a line, and a word, whose beginnings Mermaid measures again and again to break it. */
const MAX_TEXT = 20_000
const MAX_LINE = 1_000
const LONG_WORD = /\S{201}/
/** Lines, and what `;` and `&` join on one. */
const MAX_STATEMENTS = 500
/** Groups in each other: each level takes several times as long as the one above. */
const MAX_DEPTH = 10

/**
 * Whether a text stays text because of its size. Not every browser can stop a drawing from outside, so that what takes
 * Mermaid longer than a few seconds is not begun. Linear.
 */
export function isTooLarge(text: string): boolean {
  if (text.length > MAX_TEXT) {
    return true
  }
  const statements = text.split(/[\n;&]/)
  return (
    statements.length > MAX_STATEMENTS ||
    depthOf(statements) > MAX_DEPTH ||
    LONG_WORD.test(text) ||
    text.split('\n').some((line) => line.length > MAX_LINE)
  )
}

function depthOf(statements: readonly string[]): number {
  let depth = 0
  let deepest = 0
  for (const statement of statements) {
    const line = statement.trim()
    if (OPENS.test(line) || line.endsWith('{')) {
      depth += 1
      deepest = Math.max(deepest, depth)
    } else if (line === 'end' || line === '}') {
      depth = Math.max(0, depth - 1)
    }
  }
  return deepest
}

const OPENS = /^(?:subgraph|loop|alt|opt|par|par_over|critical|break|rect|box|block)\b/

/** Whether a program in a text is a diagram, by the name after its fence. */
export function isDiagram(language: string): boolean {
  return language.toLowerCase() === 'mermaid'
}

/** What a diagram says it is called: `accTitle`, the title of its front matter, or a line `title`. `Diagram` otherwise. */
export function diagramName(text: string): string {
  const name = names
    .map((pattern) => pattern.exec(text)?.[1]?.trim())
    .find((found) => found !== undefined && found !== '')
  return name === undefined ? words.diagram : words.diagramName(name.slice(0, MAX_NAME))
}

const MAX_NAME = 200

const names = [
  /^[ \t]*accTitle[ \t]*:(.*)$/m,
  /^title:(.*)$/m,
  /^[ \t]*(?:pie[ \t]+(?:showData[ \t]+)?)?title[ \t](.*)$/m,
]
