import { memo, type ReactNode } from 'react'
import type { Approval } from '#shared/session/session.ts'
import { ErrorBoundary } from '#renderer/ui/ErrorBoundary.tsx'
import { Activity } from './Activity.tsx'
import { ItemView } from './ItemView.tsx'
import { OutgoingPrompt } from './OutgoingPrompt.tsx'
import type { Row } from './rows.ts'
import { TaskCalls } from './TaskCalls.tsx'
import { Undrawable } from './Undrawable.tsx'

/** What rows need to know of where they stand. Must keep its reference: rows are compared by it. */
export interface RowPlace {
  readonly workspace: string
  readonly renderApproval: (approval: Approval) => ReactNode
}

/** One row of the conversation. Renders again only when its own row changed; one that fails to takes no other with it. */
export const RowView = memo(
  function RowView({ row, place }: { row: Row; place: RowPlace }) {
    return (
      <ErrorBoundary instead={<Undrawable things={contentOf(row)} />} attempt={contentOf(row).at(-1)}>
        <Content row={row} place={place} />
      </ErrorBoundary>
    )
  },
  (before, after) => before.place === after.place && isSame(contentOf(before.row), contentOf(after.row)),
)

function Content({ row, place }: { row: Row; place: RowPlace }): ReactNode {
  switch (row.kind) {
    case 'item':
      return <ItemView item={row.item} workspace={place.workspace} />
    case 'tasks':
      return <TaskCalls tools={row.tools} workspace={place.workspace} />
    case 'outgoing':
      return <OutgoingPrompt outgoing={row.outgoing} />
    case 'approval':
      return <div className="py-2">{place.renderApproval(row.approval)}</div>
    case 'activity':
      return <Activity />
  }
}

/** Rows are made anew each time; what they show is not. */
function contentOf(row: Row): readonly unknown[] {
  switch (row.kind) {
    case 'item':
      return [row.item]
    case 'tasks':
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
