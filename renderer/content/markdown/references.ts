import { createContext } from 'react'
import type { MarkdownNode } from './tree.ts'
import type { Mark } from './targets.ts'

export type Footnote = Extract<MarkdownNode, { type: 'footnoteDefinition' }>

/** The reference targets of a text. */
export interface ReferenceTable {
  /** Link addresses, by identifier. */
  readonly links: ReadonlyMap<string, string>
  /** Footnotes in the order of their references; those without references come last. */
  readonly notes: readonly Footnote[]
}

/** The reference targets of the rendered text. */
export const References = createContext<ReferenceTable>({ links: new Map(), notes: [] })

/** The first definition of an identifier wins. */
export function referencesOf(marks: readonly Mark[]): ReferenceTable {
  const links = new Map<string, string>()
  const notes = new Map<string, Footnote>()
  const calls = new Set<string>()
  for (const mark of marks) {
    if (mark.type === 'footnoteReference') {
      calls.add(mark.identifier)
    } else if (mark.type === 'footnoteDefinition') {
      notes.set(mark.identifier, notes.get(mark.identifier) ?? mark)
    } else if (!links.has(mark.identifier)) {
      links.set(mark.identifier, mark.url)
    }
  }
  const inOrder = [...new Set([...calls, ...notes.keys()])]
  return { links, notes: inOrder.flatMap((id) => notes.get(id) ?? []) }
}
