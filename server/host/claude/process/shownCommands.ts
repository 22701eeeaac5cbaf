import { access } from 'node:fs/promises'
import path from 'node:path'
import { upwards } from '#server/platform/files/upwards.ts'

/**
 * Whether a command or skill of this name (`review`, `team:review`) lies in the `.claude` of a folder or of one above it,
 * where all that allows or runs something was shown. Never throws.
 */
export async function liesAbove(folder: string, name: string): Promise<boolean> {
  const parts = name.split(':', MAX_PARTS)
  if (parts.some((part) => part === '..' || part === '.' || /[/\\\0]|^$/.test(part))) {
    return false
  }
  const files = [path.join('commands', ...parts) + '.md', path.join('skills', ...parts, 'SKILL.md')]
  const candidates = [...upwards(folder)].flatMap((at) => files.map((file) => path.join(at, '.claude', file)))
  return (await Promise.all(candidates.map(isThere))).includes(true)
}

const MAX_PARTS = 12

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file)
    return true
  } catch {
    return false
  }
}
