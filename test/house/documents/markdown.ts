/** What the generated pages are put together from. The formatter lays the result out. */

/** A table; what stands in a cell may hold a bar. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))]
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n')
}

/** Text in a code span; '' stays empty. */
export function code(text: string): string {
  return text === '' ? '' : `\`${text}\``
}

/** Blocks with a blank line between them; empty ones are left out. */
export function blocks(...parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

/** Types by name, as a block of TypeScript. */
export function typescript(types: Readonly<Record<string, string>>): string {
  const lines = Object.entries(types).map(([name, text]) => `type ${name} = ${text}`)
  return `\`\`\`ts\n${lines.join('\n')}\n\`\`\``
}

/** The first line under the title of a page that nobody writes by hand. */
export function writtenFrom(sources: string): string {
  return `_Written by \`npm run docs\` from ${sources}; change those, not this page._`
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ')
}
