/**
 * What a command of Claude Code's own answers (`/cost`, `/help`) was printed for a terminal: its lines stay lines where the
 * text is drawn as a document. Tables and lists of it are not changed by that.
 */
export function inItsLines(text: string): string {
  return text.replaceAll(/([^\n])\n(?=[^\n])/g, '$1  \n')
}
