const FENCE = /^ {0,3}(`{3,}|~{3,})/
/** Indented, or the next item of a list: belongs to what stands above the blank line. */
const CONTINUES = /^(?:\s|[-*+] |\d+[.)] |\||>)/

/**
 * Cuts Markdown at blank lines into pieces that mean the same when rendered one by one. A text that only grows keeps
 * all pieces but the last, so that streaming renders one paragraph and not the whole answer again.
 */
export function splitMarkdown(text: string): readonly string[] {
  const pieces: string[] = []
  let piece: string[] = []
  let fence: string | null = null
  let isBlankBefore = false
  for (const line of text.split('\n')) {
    if (fence === null && isBlankBefore && line.trim() !== '' && !CONTINUES.test(line)) {
      pieces.push(piece.join('\n'))
      piece = []
    }
    piece.push(line)
    fence = fenceAfter(fence, line)
    isBlankBefore = line.trim() === ''
  }
  return [...pieces, piece.join('\n')].filter((one) => one.trim() !== '')
}

function fenceAfter(open: string | null, line: string): string | null {
  const mark = FENCE.exec(line)?.[1]
  if (mark === undefined) {
    return open
  }
  if (open === null) {
    return mark
  }
  const closes = mark.startsWith(open) && line.trim() === mark
  return closes ? null : open
}
