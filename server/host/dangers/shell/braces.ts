/** More words than these are not spelled out. */
const MAX_WORDS = 64

/**
 * The words of a brace list (`{rm,-rf,x}`, `a{b,c}d`), as far as it is plain: null for nested lists, quotes, ranges,
 * expansions and long lists. Linear.
 */
export function braceWords(text: string): readonly string[] | null {
  const open = text.indexOf('{')
  const close = text.indexOf('}', open)
  if (
    open === -1 ||
    close === -1 ||
    /[{}"'\\$`]/.test(text.slice(0, open) + text.slice(open + 1, close) + text.slice(close + 1))
  ) {
    return null
  }
  const words = text.slice(open + 1, close).split(',', MAX_WORDS + 1)
  if (words.length < 2 || words.length > MAX_WORDS) {
    return null
  }
  return words.map((word) => text.slice(0, open) + word + text.slice(close + 1)).filter((word) => word !== '')
}
