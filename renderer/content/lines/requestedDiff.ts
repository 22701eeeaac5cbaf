import { diffArrays } from 'diff'
import { recordList, textField } from '#shared/session/tools/toolInput.ts'
import { type DiffLine, gap, numbered } from './patch.ts'

/** Texts with more edits than this are shown as removed and added as a whole: the search is quadratic in the edits. */
const MAX_EDITS = 1000

/**
 * The diff that an Edit, MultiEdit, Write or NotebookEdit requests; null for other tools. Complete. Without line
 * numbers: where an edit applies in its file is not known yet.
 */
export function requestedLines(tool: string, input: Readonly<Record<string, unknown>>): readonly DiffLine[] | null {
  switch (tool) {
    case 'Edit':
      return editLines(input)
    case 'MultiEdit':
      return recordList(input['edits']).flatMap((edit, index) => [...(index > 0 ? [gap] : []), ...editLines(edit)])
    case 'Write':
      return numbered('added', textField(input, 'content'))
    case 'NotebookEdit':
      return numbered('added', textField(input, 'new_source'))
    default:
      return null
  }
}

/** The diff of a Write to an existing file, with the line numbers of the new file. */
export function replacementLines(before: string, after: string): readonly DiffLine[] {
  let number = 0
  return difference(before, after).map((line) => ({ ...line, number: line.kind === 'removed' ? null : (number += 1) }))
}

function editLines(edit: Readonly<Record<string, unknown>>): DiffLine[] {
  return difference(textField(edit, 'old_string'), textField(edit, 'new_string'))
}

/** A line diff; unchanged lines are context. */
function difference(old: string, fresh: string): DiffLine[] {
  const [before, after] = linesOf(old, fresh)
  const changes = diffArrays(before, after, { maxEditLength: MAX_EDITS }) ?? [
    { removed: true, added: false, value: before },
    { removed: false, added: true, value: after },
  ]
  return changes.flatMap(({ added, removed, value }) => {
    const kind = added ? 'added' : removed ? 'removed' : 'same'
    return value.map((text): DiffLine => ({ kind, text, number: null }))
  })
}

/** A final line break of both texts is no line; one of only one text is a difference. */
function linesOf(before: string, after: string): [string[], string[]] {
  const isLineEnd = [before, after].every((text) => text === '' || text.endsWith('\n'))
  const split = (text: string) => (text === '' ? [] : (isLineEnd ? text.slice(0, -1) : text).split('\n'))
  return [split(before), split(after)]
}
