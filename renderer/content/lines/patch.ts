import { recordList } from '#shared/session/tools/toolInput.ts'

/** One line of a diff. `number`: its line in the new file (in the old one when removed); null where unknown. */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed' | 'gap'
  readonly text: string
  readonly number: number | null
}

/** The diff of Claude Code's `structuredPatch`; null when the details hold none. */
export function patchLines(details: Readonly<Record<string, unknown>> | undefined): readonly DiffLine[] | null {
  const hunks = recordList(details?.['structuredPatch'])
  if (hunks.length === 0) {
    return null
  }
  return hunks.flatMap((hunk, index) => [...(index > 0 ? [gap] : []), ...hunkLines(hunk)])
}

/** A text as lines of one kind, numbered from `first`. A final line break starts no line. */
export function numbered(kind: DiffLine['kind'], text: string, first = 1): readonly DiffLine[] {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
  return lines.map((line, index) => ({ kind, text: line, number: first + index }))
}

/** How many lines a diff adds and removes. */
export function changeCounts(lines: readonly DiffLine[]): { readonly added: number; readonly removed: number } {
  return {
    added: lines.filter((line) => line.kind === 'added').length,
    removed: lines.filter((line) => line.kind === 'removed').length,
  }
}

const signs: Readonly<Record<DiffLine['kind'], string>> = { same: ' ', added: '+', removed: '-', gap: '' }

/** A diff to be copied: each line after its sign; lines that are all new as they are. */
export function diffText(lines: readonly DiffLine[]): string {
  const isNew = lines.every(({ kind }) => kind === 'added')
  return lines.map(({ kind, text }) => (isNew ? text : signs[kind] + text)).join('\n')
}

/** Stands for lines left out between two hunks. */
export const gap: DiffLine = { kind: 'gap', text: '⋯', number: null }

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
