import { createElement, Suspense, use, type ReactNode } from 'react'
import type { Formula } from '../math/maskMath.ts'
import { PlainCode } from '../code/CodeFrame.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { whenIdle } from '#renderer/platform/idle.ts'
import { safeAddress } from './parseMarkdown.ts'
import type { MarkdownNode } from './tree.ts'
import { FileScope } from '../files/fileScope.ts'
import { References } from './references.ts'
import { TableView } from './TableView.tsx'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import * as words from '#renderer/content/words.ts'

// The conversation shows first.
const FencedCode = lazyComponent(async () => {
  await whenIdle()
  return (await import('../code/FencedCode.tsx')).FencedCode
}, PlainCode)

/** A path is text until the conversation shows. */
const FileLink = lazyComponent(
  async () => {
    await whenIdle()
    return (await import('../files/FileLink.tsx')).FileLink
  },
  ({ children }) => children,
)

const FormulaView = lazyComponent(
  async () => (await import('../math/FormulaView.tsx')).FormulaView,
  ({ source }: Formula) => source,
)

/** Nodes of a Markdown tree, one after the other. */
export function Nodes({ nodes }: { nodes: readonly MarkdownNode[] }) {
  return nodes.map((node, index) => <Node key={index} node={node} />)
}

type Renderers = {
  readonly [T in MarkdownNode['type']]?: (node: Extract<MarkdownNode, { type: T }>) => ReactNode
}

/** How each node is rendered. Any other node shows its children or nothing; HTML is never rendered. */
const renderers: Renderers = {
  paragraph: ({ children }) => <p dir="auto">{inside(children)}</p>,
  heading: ({ depth, children }) =>
    createElement(`h${Math.min(6, depth + 2)}`, { 'data-depth': depth, dir: 'auto' }, inside(children)),
  text: ({ value }) => <Path named={value} naming="text" inside={<Marked text={value} />} />,
  emphasis: ({ children }) => <em>{inside(children)}</em>,
  strong: ({ children }) => <strong>{inside(children)}</strong>,
  delete: ({ children }) => <del>{inside(children)}</del>,
  inlineCode: ({ value }) => (
    <Path
      named={value}
      naming="code"
      inside={
        <code>
          <Marked text={value} code />
        </code>
      }
    />
  ),
  code: ({ value, lang, data }) => <Fence text={value} language={lang ?? ''} isComplete={data?.isClosed === true} />,
  formula: (formula) => (
    <Suspense fallback={formula.source}>
      <FormulaView {...formula} />
    </Suspense>
  ),
  break: () => <br />,
  thematicBreak: () => <hr />,
  blockquote: ({ children }) => (
    <blockquote dir="auto">
      {children.map((child, index) => (
        <Node key={index} node={child} paragraph="boxed" />
      ))}
    </blockquote>
  ),
  list: ({ ordered, start, children }) =>
    ordered ? (
      <ol dir="auto" start={start ?? 1}>
        {inside(children)}
      </ol>
    ) : (
      <ul dir="auto">{inside(children)}</ul>
    ),
  listItem: ({ checked, spread, children }) => (
    <li className={typeof checked === 'boolean' ? 'task-list-item' : undefined}>
      {typeof checked === 'boolean' && (
        <input type="checkbox" checked={checked} disabled aria-label={checked ? words.done : words.toDo} />
      )}{' '}
      {children.map((child, index) => (
        <Node key={index} node={child} paragraph={spread === true ? 'boxed' : 'bare'} />
      ))}
    </li>
  ),
  link: ({ url, children }) => <Anchor url={url}>{inside(children)}</Anchor>,
  // Nothing is fetched: an image is shown as a link.
  image: ({ url, alt }) => <Anchor url={url}>{alt ? alt : words.image}</Anchor>,
  linkReference: ({ identifier, children }) => <Reference identifier={identifier}>{inside(children)}</Reference>,
  imageReference: ({ identifier, alt }) => <Reference identifier={identifier}>{alt ? alt : words.image}</Reference>,
  footnoteReference: ({ identifier }) => <FootnoteCall identifier={identifier} />,
  // Rendered below the text.
  footnoteDefinition: () => null,
  table: ({ align, children }) => <TableView align={align ?? []} rows={children} renderCell={inside} />,
  html: ({ value }) => <Marked text={value} />,
}

/**
 * `paragraph`: how paragraphs are rendered. In a tight list a paragraph is bare text (`bare`). Inside a box (`boxed`)
 * it sets no direction of its own, since its letters decide the direction of the box.
 */
function Node(props: { node: MarkdownNode; paragraph?: 'free' | 'boxed' | 'bare' }): ReactNode {
  const { node, paragraph = 'free' } = props
  if (paragraph !== 'free' && node.type === 'paragraph') {
    return paragraph === 'bare' ? inside(node.children) : <p>{inside(node.children)}</p>
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

/** A program: plain until its buttons and colours have come. */
function Fence(code: { text: string; language: string; isComplete: boolean }) {
  return (
    <Suspense fallback={<PlainCode {...code} />}>
      <FencedCode {...code} />
    </Suspense>
  )
}

/** The number of a footnote, where it is referenced. */
function FootnoteCall({ identifier }: { identifier: string }) {
  const { notes } = use(References)
  return <sup>[{notes.findIndex((note) => note.identifier === identifier) + 1}]</sup>
}

/** A link whose address is defined elsewhere in the text. */
function Reference({ identifier, children }: { identifier: string; children: ReactNode }) {
  return <Anchor url={use(References).links.get(identifier) ?? ''}>{children}</Anchor>
}

function Anchor({ url, children }: { url: string; children: ReactNode }) {
  const address = safeAddress(url)
  return address === null ? (
    <Path
      named={url}
      naming="link"
      inside={
        <span title={withMarks(url)}>
          <FileScope value={null}>{children}</FileScope>
        </span>
      }
    />
  ) : (
    <a href={address} target="_blank" rel="noreferrer noopener">
      <FileScope value={null}>{children}</FileScope>
    </a>
  )
}

/** What names a file is a link to it, in a session. Most text names none, and costs no more than this look. */
function Path(props: { named: string; naming: keyof typeof pathLike; inside: ReactNode }) {
  const { named, naming, inside: children } = props
  return use(FileScope) === null || !pathLike[naming].test(named) ? (
    children
  ) : (
    <Suspense fallback={children}>
      <FileLink text={named} naming={naming}>
        {children}
      </FileLink>
    </Suspense>
  )
}

const pathLike = { text: /\.\w+:\d/, code: /[.:]\w/, link: /^[^#]/ } as const
