import type { Terminal } from '@xterm/xterm'

/** Of the text for whoever selects of it. */
const MOST_LINES = 2000

/** The last lines of a terminal, without colours; what the screen broke is one line again. */
export function screenText({ buffer: { active } }: Pick<Terminal, 'buffer'>): string {
  const lines: string[] = []
  for (let row = Math.max(0, active.length - MOST_LINES); row < active.length; row += 1) {
    const line = active.getLine(row)
    const text = line?.translateToString(true) ?? ''
    if (line?.isWrapped === true && lines.length > 0) {
      lines.push((lines.pop() ?? '') + text)
    } else {
      lines.push(text)
    }
  }
  return lines.join('\n').trimEnd()
}
