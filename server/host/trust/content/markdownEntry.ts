import { parse } from 'yaml'
import type { Entry } from './settingsEntries.ts'

/**
 * What an agent, command or skill brings beside text for Claude: everything in its front matter that is not known to be
 * harmless, and the lines that run a command when it is used. null: nothing. `rest` is what else makes it different.
 */
export function markdownEntry(text: string): Entry | null {
  const lines = text.split(/\r?\n/)
  const head = frontMatter(lines)
  const running = lines.filter((line) => line.includes('!`') || line.includes('```!'))
  const isPlain = head === null || isHarmlessHead(head)
  if (isPlain && running.length === 0) {
    return null
  }
  const shown = [...(head === null ? [] : [head]), ...running.map((line) => `runs: ${line}`)].join('\n')
  return { kind: 'other', text: shown, isHarmless: false, commands: shown.split('\n') }
}

/** null when there is none. One that does not end is taken whole. */
function frontMatter(lines: readonly string[]): string | null {
  if (lines[0]?.trim() !== '---' && lines[0]?.trim() !== '\uFEFF---') {
    return null
  }
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---')
  return lines.slice(1, end === -1 ? lines.length : end).join('\n')
}

function isHarmlessHead(head: string): boolean {
  if (head.length > MAX_READ || ODD_CHARACTERS.test(head) || isCostly(head)) {
    return false
  }
  try {
    const fields: unknown = parse(head, { maxAliasCount: 0, logLevel: 'silent' })
    if (fields === null) {
      return true
    }
    return (
      typeof fields === 'object' && !Array.isArray(fields) && Object.keys(fields).every((name) => HARMLESS.has(name))
    )
  } catch {
    // Claude Code is more lenient than a parser of YAML: what is not understood is shown.
    return false
  }
}

/**
 * What one parser takes for a space and another for the end of a line: Claude Code begins a new line after a carriage
 * return (measured), so a key may stand behind one that is a comment here.
 */
const ODD_CHARACTERS = /[^\P{Cc}\t\n]|[\p{Zl}\p{Zp}]/u

/** What people write is far below. */
const MAX_READ = 8 * 1024
const MAX_BRACKETS = 16

/** The YAML library takes time without end for `[{[{…` and `? ? ?…` of a thousand characters (measured). */
function isCostly(head: string): boolean {
  return (head.match(/[[{]/g)?.length ?? 0) > MAX_BRACKETS || EXPLICIT_KEY.test(head)
}

const EXPLICIT_KEY = /(?:^|[\s[{,:-])\?(?:\s|$)/

/** `tools` of an agent only takes away; `allowed-tools` of a skill or command lets them run unasked. */
const HARMLESS = new Set([
  'name',
  'description',
  'argument-hint',
  'author',
  'color',
  'disallowedTools',
  'disable-model-invocation',
  'effort',
  'license',
  'model',
  'tags',
  'tools',
  'user-invocable',
  'version',
  'when_to_use',
])
