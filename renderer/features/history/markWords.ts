const NAME = 'found-words'

/** A sheet of its own: the one that writes the page's style sheet does not know `::highlight` yet, and warns of it. */
const STYLE = `::highlight(${NAME}) { background: var(--accent-ground); color: var(--accent) }`

/** More marks than anybody looks at, on one screen. */
const MOST = 500

/**
 * Marks the words of a search in what is drawn below an element, and again whenever it changes. Returns the function that
 * stops it. The elements stay as they are; a browser that cannot do that marks nothing.
 */
export function markWords(root: HTMLElement, q: string): () => void {
  const words = q
    .toLowerCase()
    .split(/[\s"“”„]+/u)
    .filter((word) => word !== '')
  if (!('highlights' in CSS) || words.length === 0) {
    return () => {}
  }
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(STYLE)
  document.adoptedStyleSheets.push(sheet)
  let frame = 0
  const mark = () => {
    CSS.highlights.set(NAME, new Highlight(...rangesIn(root, words)))
  }
  const changes = new MutationObserver(() => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(mark)
  })
  changes.observe(root, { subtree: true, childList: true, characterData: true })
  mark()
  return () => {
    changes.disconnect()
    cancelAnimationFrame(frame)
    CSS.highlights.delete(NAME)
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
  }
}

function rangesIn(root: HTMLElement, words: readonly string[]): readonly Range[] {
  const ranges: Range[] = []
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node !== null && ranges.length < MOST; node = texts.nextNode()) {
    const text = (node.textContent ?? '').toLowerCase()
    // Some letters change their length in lower case: their positions would not fit the text.
    if (text.length === node.textContent?.length) {
      words.forEach((word) => addRanges(ranges, node, { text, word }))
    }
  }
  return ranges
}

function addRanges(
  ranges: Range[],
  node: Node,
  { text, word }: { readonly text: string; readonly word: string },
): void {
  for (let at = text.indexOf(word); at !== -1 && ranges.length < MOST; at = text.indexOf(word, at + word.length)) {
    const range = document.createRange()
    range.setStart(node, at)
    range.setEnd(node, at + word.length)
    ranges.push(range)
  }
}
