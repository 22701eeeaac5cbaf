import type { ReactNode } from 'react'
import type { MarkdownNode } from './tree.ts'
import * as words from '#renderer/content/words.ts'

type Table = Extract<MarkdownNode, { type: 'table' }>
type Cell = Table['children'][number]['children'][number]

/** A table; its first row is its head. Scrolls sideways inside its own block. */
export function TableView(props: {
  align: NonNullable<Table['align']>
  rows: Table['children']
  renderCell: (content: Cell['children']) => ReactNode
}) {
  const { align, renderCell } = props
  const [head, ...body] = props.rows
  const cell = (Tag: 'th' | 'td') => (one: Cell, column: number) => (
    <Tag key={column} align={align[column] ?? undefined}>
      {renderCell(one.children)}
    </Tag>
  )
  return (
    <div className="prose-table" tabIndex={0} role="group" aria-label={words.table}>
      <table dir="auto">
        <thead>
          <tr>{head?.children.map(cell('th'))}</tr>
        </thead>
        <tbody>
          {body.map((row, index) => (
            <tr key={index}>{row.children.map(cell('td'))}</tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
