import type { Approval } from './session.ts'
import { within } from './paths.ts'
import { textField } from './toolInput.ts'

/** Patterns that destroy work or run what nobody has read. Warnings for a person, not a defence: nothing is blocked. */
const dangerousCommands: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  { pattern: /\brm\s+(?:\S+\s+)*-(?:-recursive|-force|\w*[rRf])/, why: 'Deletes files for good.' },
  { pattern: /\bfind\b.*\s-(?:delete|exec\s+rm)\b/, why: 'Deletes files for good.' },
  { pattern: /\bgit\s+push\b.*(?:\s-f\b|--force|\s\+\S)/, why: 'Overwrites history on the remote.' },
  {
    pattern: /\bgit\s+(?:reset\s+--hard|clean\s+-\w*f|checkout\s+(?:--\s+)?\.(?:\s|$))/,
    why: 'Throws away uncommitted work.',
  },
  {
    pattern: /\b(?:curl|wget)\b[^;&]*\|\s*(?:sudo\s+)?(?:\w*sh|python3?|node|perl|ruby)\b/,
    why: 'Runs a script straight from the network.',
  },
  {
    pattern: /(?:\b(?:ba|z)?sh\s+-c\s+["']?|<\()\s*\$?\(?\s*(?:curl|wget)\b/,
    why: 'Runs a script straight from the network.',
  },
  { pattern: /(?:^|[;&|]\s*)(?:sudo|doas)\b/, why: 'Runs with administrator rights.' },
  { pattern: /\b(?:mkfs(?:\.\w+)?|shred|fdisk)\b|\bdd\b.*\bof=\/dev\//, why: 'Overwrites a disk.' },
  { pattern: /\bchmod\s+(?:-\w+\s+)*0?777\b/, why: 'Lets everybody change these files.' },
  { pattern: /\b(?:DROP|TRUNCATE)\s+(?:TABLE|DATABASE|SCHEMA)\b/i, why: 'Deletes data from a database.' },
]

/**
 * Why an approval deserves a second look; null when nothing stands out. `workspace` is the session's folder: writing
 * outside it stands out.
 */
export function dangerOf(approval: Pick<Approval, 'tool_name' | 'input'>, workspace: string): string | null {
  const command = textField(approval.input, 'command')
  const found = dangerousCommands.find(({ pattern }) => pattern.test(command))
  if (found !== undefined) {
    return found.why
  }
  const path = textField(approval.input, 'file_path') || textField(approval.input, 'notebook_path')
  const isWrite = ['Write', 'Edit', 'MultiEdit', 'NotebookEdit'].includes(approval.tool_name)
  return isWrite && path !== '' && isOutside(path, workspace) ? 'Writes outside the workspace.' : null
}

function isOutside(path: string, workspace: string): boolean {
  const isAbsolute = /^(?:[/\\~]|[A-Za-z]:[/\\])/.test(path)
  const climbs = path.split(/[/\\]/).includes('..')
  return climbs || (isAbsolute && within(path, workspace) === path)
}
