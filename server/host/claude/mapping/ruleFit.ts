import type { CalledTool } from './mapState.ts'

/** Whether a permission rule is the one for a call. `perhaps`: about its tool, in words that only Claude Code judges. */
export type RuleFit = 'yes' | 'perhaps' | 'no'

/** A rule as Claude Code writes it (`Bash(npm test:*)`, `WebFetch(domain:x)`, `mcp__server`) and a call. Linear. */
export function ruleFit(rule: string, { name, input }: CalledTool): RuleFit {
  const open = rule.indexOf('(')
  const about = open === -1 ? rule : rule.slice(0, open)
  if (!isAbout(about, name)) {
    return 'no'
  }
  const content = open === -1 ? '' : rule.slice(open + 1, rule.endsWith(')') ? -1 : undefined)
  if (content === '' || content === '*') {
    return 'yes'
  }
  switch (about) {
    case 'Bash':
      return commandFit(unescaped(content), textOf(input['command']))
    case 'WebFetch':
      return domainFit(content, textOf(input['url']))
    default:
      return fileOf(input) === content ? 'yes' : 'perhaps'
  }
}

/** Tools that a rule of another name is about as well. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  Agent: ['Task'],
  Glob: ['Read'],
  Grep: ['Read'],
  LS: ['Read'],
  NotebookEdit: ['Edit'],
  Task: ['Agent'],
  Write: ['Edit'],
}

function isAbout(about: string, tool: string): boolean {
  if (about === tool || ALSO[tool]?.includes(about) === true) {
    return true
  }
  // Of a server, all its tools, or those that begin so.
  const server = about.endsWith('*') ? about.slice(0, -1) : `${about}__`
  return about.startsWith('mcp__') && tool.startsWith(server)
}

function unescaped(content: string): string {
  return content
    .replaceAll(String.raw`\(`, '(')
    .replaceAll(String.raw`\)`, ')')
    .replaceAll(String.raw`\\`, '\\')
}

/** Claude Code judges each part of a command by itself. */
function commandFit(pattern: string, command: string): RuleFit {
  const parts = command.split(/[;&|\n]+/).map((part) => part.trim())
  if ([command.trim(), ...parts].some((part) => isMatched(pattern, part))) {
    return 'yes'
  }
  // Plain words need no shell to be understood: they are what the rule does not say.
  return /^[\w\s./:=@,+-]*$/.test(command) ? 'no' : 'perhaps'
}

function isMatched(pattern: string, part: string): boolean {
  if (pattern.endsWith(':*')) {
    const prefix = pattern.slice(0, -2)
    return part === prefix || part.startsWith(`${prefix} `)
  }
  return pattern.includes('*') ? isGlobbed(pattern.split('*'), part) : part === pattern
}

/** The pieces between the stars are in the text in this order, the outer ones at its ends. */
function isGlobbed(pieces: readonly string[], text: string): boolean {
  const first = pieces[0] ?? ''
  const last = pieces.at(-1) ?? ''
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) {
    return false
  }
  let at = first.length
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at)
    if (found === -1 || found + piece.length > text.length - last.length) {
      return false
    }
    at = found + piece.length
  }
  return true
}

function domainFit(content: string, url: string): RuleFit {
  const host = URL.canParse(url) ? new URL(url).hostname : ''
  const domain = content.startsWith('domain:') ? content.slice('domain:'.length).toLowerCase() : ''
  if (host === '' || domain === '' || domain.includes('*')) {
    return 'perhaps'
  }
  return host === domain ? 'yes' : 'no'
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function fileOf(input: CalledTool['input']): unknown {
  return input['file_path'] ?? input['notebook_path'] ?? input['path']
}
