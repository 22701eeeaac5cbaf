import { recordList, textField } from '#shared/session/toolInput.ts'

/** One line of a diff. `number`: its line in the new file (in the old one when removed); null where unknown. */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed' | 'gap'
  readonly text: string
  readonly number: number | null
}

/** A bigger diff is cut here: nobody reads it in a row of a conversation, and it would stall a phone. */
const MAX_LINES = 2000

/** The diff of Claude Code's `structuredPatch`; null when the details hold none. */
export function patchLines(details: Readonly<Record<string, unknown>> | undefined): readonly DiffLine[] | null {
  const hunks = recordList(details?.['structuredPatch'])
  if (hunks.length === 0) {
    return null
  }
  return hunks.flatMap((hunk, index) => [...(index > 0 ? [gap] : []), ...hunkLines(hunk)]).slice(0, MAX_LINES)
}

/** The diff that an Edit, MultiEdit or Write asks for; null for other tools. Line numbers are not known yet. */
export function askedLines(tool: string, input: Readonly<Record<string, unknown>>): readonly DiffLine[] | null {
  switch (tool) {
    case 'Edit':
      return editLines(input)
    case 'MultiEdit':
      return recordList(input['edits'])
        .flatMap((edit, index) => [...(index > 0 ? [gap] : []), ...editLines(edit)])
        .slice(0, MAX_LINES)
    case 'Write':
      return linesOf(textField(input, 'content')).map((text, index) => ({ kind: 'added', text, number: index + 1 }))
    default:
      return null
  }
}

/** How many lines a diff adds and removes. */
export function changeCounts(lines: readonly DiffLine[]): { readonly added: number; readonly removed: number } {
  return {
    added: lines.filter((line) => line.kind === 'added').length,
    removed: lines.filter((line) => line.kind === 'removed').length,
  }
}

const gap: DiffLine = { kind: 'gap', text: '⋯', number: null }

function hunkLines(hunk: Readonly<Record<string, unknown>>): DiffLine[] {
  let oldLine = typeof hunk['oldStart'] === 'number' ? hunk['oldStart'] : 1
  let newLine = typeof hunk['newStart'] === 'number' ? hunk['newStart'] : 1
  const lines = Array.isArray(hunk['lines']) ? hunk['lines'].filter((line) => typeof line === 'string') : []
  return lines.flatMap((line): DiffLine[] => {
    const text = line.slice(1)
    switch (line.charAt(0)) {
      case '+':
        return [{ kind: 'added', text, number: newLine++ }]
      case '-':
        return [{ kind: 'removed', text, number: oldLine++ }]
      case '\\':
        return []
      default:
        oldLine += 1
        return [{ kind: 'same', text, number: newLine++ }]
    }
  })
}

/** What stays the same at both ends of an edit is context, not change. */
function editLines(edit: Readonly<Record<string, unknown>>): DiffLine[] {
  const before = linesOf(textField(edit, 'old_string'))
  const after = linesOf(textField(edit, 'new_string'))
  const head = commonLength(before, after)
  const tail = commonLength(before.slice(head).toReversed(), after.slice(head).toReversed())
  const lines = (kind: DiffLine['kind'], texts: readonly string[]) =>
    texts.map((text): DiffLine => ({ kind, text, number: null }))
  return [
    ...lines('same', before.slice(0, head)),
    ...lines('removed', before.slice(head, before.length - tail)),
    ...lines('added', after.slice(head, after.length - tail)),
    ...lines('same', before.slice(before.length - tail)),
  ]
}

function commonLength(left: readonly string[], right: readonly string[]): number {
  const different = left.findIndex((line, index) => line !== right[index])
  return Math.min(different === -1 ? left.length : different, right.length)
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}
