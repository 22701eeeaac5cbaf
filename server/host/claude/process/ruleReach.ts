/**
 * Whether a rule that allows may be why a call of the tool is not asked about. Claude Code counts rules for files beyond the
 * tool that they name: one that lets edit lets every tool write there, and read; one that lets read lets commands read there.
 * Where that is not certain the answer is yes: all that follows is that the call is judged.
 */
export function mayReach(rule: string, toolName: string): boolean {
  const named = toolOf(rule)
  const pattern = named.indexOf('*')
  if (pattern !== -1) {
    return toolName.startsWith(named.slice(0, pattern))
  }
  return named === toolName || toolName.startsWith(`${named}__`) || (REACH.get(named)?.has(toolName) ?? false)
}

const SHELLS = ['Bash', 'PowerShell', 'Monitor']
const READERS = ['Read', 'Grep', 'Glob', 'LS', 'NotebookRead']
const WRITERS = ['Edit', 'Write', 'MultiEdit', 'NotebookEdit']

const REACH: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [
    { named: SHELLS, reached: SHELLS },
    { named: READERS, reached: [...READERS, ...SHELLS] },
    { named: WRITERS, reached: [...WRITERS, ...READERS, ...SHELLS] },
  ].flatMap(({ named, reached }) => named.map((tool) => [tool, new Set(reached)] as const)),
)

/** The tool that a rule names: all before its parenthesis. */
function toolOf(rule: string): string {
  return /^[^(]*/.exec(rule)?.[0] ?? rule
}
