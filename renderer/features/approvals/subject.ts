import type { Approval } from '#shared/session/session.ts'
import { isRecord } from '#shared/session/tools/toolInput.ts'
import { requestedLines } from '#renderer/content/lines/requestedDiff.ts'
import type { DiffLine } from '#renderer/content/lines/patch.ts'
import { duration } from '#renderer/format/numbers.ts'
import type { NamedField } from './Fields.tsx'
import * as words from './laterWords.ts'

/** What a tool would do, as the card shows it, and all remaining fields. */
export interface Subject {
  readonly main:
    | { readonly kind: 'command'; readonly command: string }
    | { readonly kind: 'diff'; readonly lines: readonly DiffLine[]; readonly path: string }
    | { readonly kind: 'url'; readonly url: string }
    | { readonly kind: 'none' }
  /** Claude's own description. */
  readonly claim: string
  readonly others: readonly NamedField[]
}

type Input = Approval['input']

/** Splits an input into its specially rendered part and all remaining fields, so that nothing is left out. */
export function subjectOf({
  tool_name,
  input,
  description,
}: Pick<Approval, 'tool_name' | 'input' | 'description'>): Subject {
  const { main, shown, more } = mainOf(tool_name, input)
  const own = typeof input['description'] === 'string' ? input['description'] : ''
  const isOwnClaim = tool_name === 'Bash' || own === description
  const claims = [isOwnClaim ? own : '', description === own ? '' : (description ?? '')].filter((text) => text !== '')
  const hidden = new Set([...shown, ...(isOwnClaim && own !== '' ? ['description'] : [])])
  const others = Object.entries(input)
    .filter(([name]) => !hidden.has(name))
    .map(([name, value]) => [name, isOfTime(tool_name, name) ? inWords(value) : value] as const)
  return { main, claim: claims.join('\n'), others: [...others, ...more] }
}

function isOfTime(tool: string, name: string): boolean {
  return tool === 'Bash' && name === 'timeout'
}

/** `120000 ms (2 m 0 s)`: as it was asked for, and as people read it. */
function inWords(value: unknown): unknown {
  const took = typeof value === 'number' && value > 0 && Number.isSafeInteger(value) ? duration(value) : ''
  return took === '' ? value : `${String(value)} ms (${took})`
}

interface Main {
  readonly main: Subject['main']
  /** The fields that it shows completely. */
  readonly shown: readonly string[]
  /** The parts of those fields that it does not show. */
  readonly more: readonly NamedField[]
}

const nothing: Main = { main: { kind: 'none' }, shown: [], more: [] }

function mainOf(tool: string, input: Input): Main {
  const text = (name: string) => (typeof input[name] === 'string' && input[name] !== '' ? input[name] : null)
  const command = text('command')
  if (command !== null) {
    return { main: { kind: 'command', command }, shown: ['command'], more: [] }
  }
  const drawn = drawnFields(tool, input)
  const path = text(tool === 'NotebookEdit' ? 'notebook_path' : 'file_path')
  if (drawn !== null && path !== null) {
    const lines = requestedLines(tool, input) ?? []
    return { main: { kind: 'diff', lines, path }, ...drawn }
  }
  const url = text('url')
  return url === null ? nothing : { main: { kind: 'url', url }, shown: ['url'], more: [] }
}

/** The fields shown as a diff; null when they do not match the tool, so that they are listed instead. */
function drawnFields(tool: string, input: Input): Pick<Main, 'shown' | 'more'> | null {
  const areTexts = (record: Input, ...names: string[]) => names.every((name) => typeof record[name] === 'string')
  switch (tool) {
    case 'Write':
      return areTexts(input, 'content') ? { shown: ['file_path', 'content'], more: [] } : null
    case 'NotebookEdit':
      return areTexts(input, 'new_source') ? { shown: ['notebook_path', 'new_source'], more: [] } : null
    case 'Edit':
      return areTexts(input, 'old_string', 'new_string')
        ? { shown: ['file_path', 'old_string', 'new_string'], more: [] }
        : null
    case 'MultiEdit': {
      const edits: readonly unknown[] = Array.isArray(input['edits']) ? input['edits'] : []
      const records = edits.filter(isRecord).filter((edit) => areTexts(edit, 'old_string', 'new_string'))
      return records.length === 0 || records.length < edits.length
        ? null
        : { shown: ['file_path', 'edits'], more: records.flatMap(restOfEdit) }
    }
    default:
      return null
  }
}

function restOfEdit(edit: Input, index: number): readonly NamedField[] {
  return Object.entries(edit)
    .filter(([name]) => name !== 'old_string' && name !== 'new_string')
    .map(([name, value]) => [words.editIndexName(index + 1, name), value] as const)
}
