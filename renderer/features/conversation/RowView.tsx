import { memo, type ReactNode } from 'react'
import type { Approval } from '#shared/session/session.ts'
import { ErrorBoundary } from '#renderer/ui/ErrorBoundary.tsx'
import { ItemView } from './ItemView.tsx'
import { OutgoingPrompt } from './OutgoingPrompt.tsx'
import type { Row } from './rows.ts'
import { Undrawable } from './Undrawable.tsx'
import type { ToolItem } from '#shared/session/timeline/items.ts'
import { describeTool } from './describeTool.ts'
import { taskCallWords } from './taskCalls.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Fold } from './Fold.tsx'

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

/** The end of the list while Claude works: three dots that stand still. What it does is told above the composer. */
function Activity() {
  return (
    <p aria-hidden="true" className="py-2 text-lg leading-none tracking-widest text-muted">
      ···
    </p>
  )
}

/** How Claude kept its to-do list, as one line; each step on demand. */
function TaskCalls({ tools, workspace }: { tools: readonly ToolItem[]; workspace: string }) {
  return (
    <Fold id={`tasks ${tools[0]?.id ?? ''}`} line={<span className="min-w-0 truncate">{taskCallWords(tools)}</span>}>
      {() => (
        <ul className="text-muted">
          {tools.map((tool) => {
            const { verb, object } = describeTool(tool, workspace)
            return (
              <li key={tool.id} dir="auto">
                <Marked text={`${verb} ${object}`} />
              </li>
            )
          })}
        </ul>
      )}
    </Fold>
  )
}
