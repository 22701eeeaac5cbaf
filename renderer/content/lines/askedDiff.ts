import { diffArrays } from 'diff'
import { recordList, textField } from '#shared/session/tools/toolInput.ts'
import { type DiffLine, gap, numbered } from './patch.ts'

/** Texts with more edits than this are told as one taken away and one put there: the search costs their square. */
const MAX_EDITS = 1000

/**
 * The diff that an Edit, MultiEdit, Write or NotebookEdit asks for; null for other tools. Whole: nothing is left out.
 * Where an edit stands in its file is not known yet, so its lines have no numbers.
 */
export function askedLines(tool: string, input: Readonly<Record<string, unknown>>): readonly DiffLine[] | null {
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

/** What a Write does to a file that is there: numbered as in the file that it leaves. */
export function replacingLines(before: string, after: string): readonly DiffLine[] {
  let number = 0
  return difference(before, after).map((line) => ({ ...line, number: line.kind === 'removed' ? null : (number += 1) }))
}

function editLines(edit: Readonly<Record<string, unknown>>): DiffLine[] {
  return difference(textField(edit, 'old_string'), textField(edit, 'new_string'))
}

/** The difference line by line; what stays the same is context. */
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

/** A line break that both end with is no line; one that only one of them ends with is a difference. */
function linesOf(before: string, after: string): [string[], string[]] {
  const isLineEnd = [before, after].every((text) => text === '' || text.endsWith('\n'))
  const split = (text: string) => (text === '' ? [] : (isLineEnd ? text.slice(0, -1) : text).split('\n'))
  return [split(before), split(after)]
}
