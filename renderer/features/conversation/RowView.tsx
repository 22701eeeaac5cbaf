import { memo, type ReactNode } from 'react'
import type { Approval } from '#shared/session/session.ts'
import { ErrorBoundary } from '#renderer/ui/ErrorBoundary.tsx'
import { ItemRowView } from './ItemView.tsx'
import { OutgoingPrompt } from './OutgoingPrompt.tsx'
import type { Row } from './rows.ts'
import { RenderFallback } from './RenderFallback.tsx'

/** What all rows share. Must keep its identity: rows compare it by reference. */
export interface RowContext {
  readonly workspace: string
  readonly renderApproval: (approval: Approval) => ReactNode
}

/** One row of the conversation. Re-renders only when its own row changed; a rendering error affects this row only. */
export const RowView = memo(
  function RowView({ row, context }: { row: Row; context: RowContext }) {
    return (
      <ErrorBoundary instead={<RenderFallback things={contentOf(row)} />} attempt={contentOf(row).at(-1)}>
        <Content row={row} context={context} />
      </ErrorBoundary>
    )
  },
  (before, after) => before.context === after.context && isSame(contentOf(before.row), contentOf(after.row)),
)

function Content({ row, context }: { row: Row; context: RowContext }): ReactNode {
  switch (row.kind) {
    case 'item':
    case 'tasks':
    case 'group':
      return <ItemRowView row={row} workspace={context.workspace} />
    case 'outgoing':
      return <OutgoingPrompt outgoing={row.outgoing} />
    case 'approval':
      return <div className="py-2">{context.renderApproval(row.approval)}</div>
    case 'activity':
      return <Activity />
  }
}

/** Rows are created on each render; their content keeps its identity. */
function contentOf(row: Row): readonly unknown[] {
  switch (row.kind) {
    case 'item':
      return [row.item]
    case 'tasks':
    case 'group':
      return row.tools
    case 'outgoing':
      return [row.outgoing]
    case 'approval':
      return [row.approval]
    case 'activity':
      return []
  }
}

function isSame(before: readonly unknown[], after: readonly unknown[]): boolean {
  return before.length === after.length && before.every((part, index) => part === after[index])
}

/** Three static dots at the end of the list while Claude works. The activity is shown above the composer. */
function Activity() {
  return (
    <p aria-hidden="true" className="py-2 text-lg leading-none tracking-widest text-muted">
      ···
    </p>
  )
}
