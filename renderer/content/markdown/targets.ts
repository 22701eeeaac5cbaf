import type { gfm } from 'micromark-extension-gfm'
import type { MarkdownNode } from './tree.ts'

/** A definition, or a reference to a footnote. */
export type Mark = Extract<MarkdownNode, { type: 'definition' | 'footnoteDefinition' | 'footnoteReference' }>

/** The identifiers of link definitions and footnotes. */
export interface Targets {
  readonly links: ReadonlySet<string>
  readonly footnotes: ReadonlySet<string>
}

/** The marks in the nodes, at any depth, in their order. */
export function marksIn(nodes: readonly MarkdownNode[], found: Mark[] = []): Mark[] {
  for (const node of nodes) {
    if (node.type === 'definition' || node.type === 'footnoteDefinition' || node.type === 'footnoteReference') {
      found.push(node)
    }
    if ('children' in node) {
      marksIn(node.children, found)
    }
  }
  return found
}

export function targetsOf(marks: readonly Mark[]): Targets {
  const named = (type: Mark['type']) =>
    new Set(marks.filter((mark) => mark.type === type).map(({ identifier }) => identifier))
  return { links: named('definition'), footnotes: named('footnoteDefinition') }
}

export function isSameTargets(one: Targets, other: Targets): boolean {
  return isSameSet(one.links, other.links) && isSameSet(one.footnotes, other.footnotes)
}

function isSameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((id) => other.has(id))
}

/** An extension with the targets of the other pieces of a text. */
export function withTargets({ links, footnotes }: Targets): ReturnType<typeof gfm> {
  const told = new WeakSet<object>()
  return {
    document: {
      null: {
        name: 'targets',
        tokenize(_effects, _ok, nok) {
          const { parser } = this
          if (!told.has(parser)) {
            told.add(parser)
            parser.defined.push(...[...links].map(asWritten))
            parser.gfmFootnotes = [...(parser.gfmFootnotes ?? []), ...[...footnotes].map(asWritten)]
          }
          return nok
        },
      },
    },
  }
}

/** As micromark compares them. */
function asWritten(identifier: string): string {
  return identifier.toLowerCase().toUpperCase()
}
