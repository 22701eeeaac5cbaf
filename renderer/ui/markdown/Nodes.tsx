import { createElement, use, type ReactNode } from 'react'
import { CodeBlock } from '../CodeBlock.tsx'
import { Marked } from '../Marked.tsx'
import { safeAddress } from './parseMarkdown.ts'
import type { MarkdownNode } from './tree.ts'
import { References } from './references.ts'
import { TableView } from './TableView.tsx'

/** Nodes of a Markdown tree, one after the other. */
export function Nodes({ nodes }: { nodes: readonly MarkdownNode[] }) {
  return nodes.map((node, index) => <Node key={index} node={node} />)
}

type Renderers = {
  readonly [T in MarkdownNode['type']]?: (node: Extract<MarkdownNode, { type: T }>) => ReactNode
}

/** What each node looks like. What is not named here shows what it contains, or nothing: there is no way to HTML. */
const renderers: Renderers = {
  paragraph: ({ children }) => <p>{inside(children)}</p>,
  heading: ({ depth, children }) =>
    createElement(`h${Math.min(6, depth + 2)}`, { 'data-depth': depth }, inside(children)),
  text: ({ value }) => <Marked text={value} />,
  emphasis: ({ children }) => <em>{inside(children)}</em>,
  strong: ({ children }) => <strong>{inside(children)}</strong>,
  delete: ({ children }) => <del>{inside(children)}</del>,
  inlineCode: ({ value }) => (
    <code>
      <Marked text={value} code />
    </code>
  ),
  code: ({ value, lang }) => <CodeBlock text={value} {...(lang ? { label: `Code, ${lang}` } : {})} />,
  break: () => <br />,
  thematicBreak: () => <hr />,
  blockquote: ({ children }) => <blockquote>{inside(children)}</blockquote>,
  list: ({ ordered, start, children }) =>
    ordered ? <ol start={start ?? 1}>{inside(children)}</ol> : <ul>{inside(children)}</ul>,
  listItem: ({ checked, spread, children }) => (
    <li className={typeof checked === 'boolean' ? 'task-list-item' : undefined}>
      {typeof checked === 'boolean' && (
        <input type="checkbox" checked={checked} disabled aria-label={checked ? 'done' : 'to do'} />
      )}{' '}
      {children.map((child, index) => (
        <Node key={index} node={child} isTight={spread !== true} />
      ))}
    </li>
  ),
  link: ({ url, children }) => <Anchor url={url}>{inside(children)}</Anchor>,
  // Nothing is fetched from elsewhere: a picture is a link to where it lies.
  image: ({ url, alt }) => <Anchor url={url}>{alt ? alt : 'image'}</Anchor>,
  linkReference: ({ identifier, children }) => <Reference identifier={identifier}>{inside(children)}</Reference>,
  imageReference: ({ identifier, alt }) => <Reference identifier={identifier}>{alt ? alt : 'image'}</Reference>,
  footnoteReference: ({ identifier }) => <FootnoteCall identifier={identifier} />,
  // They stand below the text.
  footnoteDefinition: () => null,
  table: ({ align, children }) => <TableView align={align ?? []} rows={children} renderCell={inside} />,
  html: ({ value }) => <Marked text={value} />,
}

/** In a tight list a paragraph is just its text. */
function Node({ node, isTight = false }: { node: MarkdownNode; isTight?: boolean }): ReactNode {
  if (isTight && node.type === 'paragraph') {
    return inside(node.children)
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table is keyed by the node's own type
  const render = renderers[node.type] as ((node: MarkdownNode) => ReactNode) | undefined
  if (render !== undefined) {
    return render(node)
  }
  return 'children' in node ? inside(node.children) : null
}

function inside(nodes: readonly MarkdownNode[]): ReactNode {
  return <Nodes nodes={nodes} />
}

/** The number of a note, where it is called. */
function FootnoteCall({ identifier }: { identifier: string }) {
  const { notes } = use(References)
  return <sup>[{notes.findIndex((note) => note.identifier === identifier) + 1}]</sup>
}

/** A link whose address stands elsewhere in the text. */
function Reference({ identifier, children }: { identifier: string; children: ReactNode }) {
  return <Anchor url={use(References).links.get(identifier) ?? ''}>{children}</Anchor>
}

function Anchor({ url, children }: { url: string; children: ReactNode }) {
  const address = safeAddress(url)
  return address === null ? (
    <span title={url}>{children}</span>
  ) : (
    <a href={address} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  )
}
