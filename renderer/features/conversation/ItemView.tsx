import { memo } from 'react'
import type { TimelineItem, BackgroundItem, BlockItem } from '#shared/session/timeline/items.ts'
import { ErrorBoundary } from '#renderer/ui/ErrorBoundary.tsx'
import { Markdown } from '#renderer/content/markdown/Markdown.tsx'
import { type ItemRow, itemRows } from './itemRows.ts'
import { TaskCalls } from './tools/TaskCalls.tsx'
import { ToolGroup } from './tools/ToolGroup.tsx'
import { FailedActions, ForkedLine, PromptActions } from './LaterActions.tsx'
import { Notice, Sources } from './LaterItems.tsx'
import { NoticeLine } from './NoticeLine.tsx'
import { Prompt } from './Prompt.tsx'
import { ToolRow } from './tools/ToolRow.tsx'
import { TurnLine } from './TurnLine.tsx'
import { RenderFallback } from './RenderFallback.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { BackgroundLine } from './tools/BackgroundLine.tsx'
import { duration } from '#renderer/format/numbers.ts'
import { Disclosure } from './Disclosure.tsx'
import * as words from './words.ts'

/** Renders one item of the conversation by its kind. */
export const ItemView = memo(function ItemView({ item, workspace }: { item: TimelineItem; workspace: string }) {
  switch (item.kind) {
    case 'prompt':
      return (
        <Prompt
          text={item.text}
          at={item.at}
          attachments={item.attachments}
          actions={<PromptActions id={item.id} text={item.text} attachments={item.attachments ?? []} />}
        />
      )
    case 'text':
      return (
        <div className="py-2">
          <Markdown text={item.text} />
          <Sources block={item} />
          {item.aborted && <p className="mt-1 text-xs text-muted">{words.cutOffHere}</p>}
        </div>
      )
    case 'thinking':
      return <Thinking block={item} />
    case 'tool':
      return (
        <ToolRow
          tool={item}
          workspace={workspace}
          steps={() =>
            itemRows(item.children).map((row) => (
              <ErrorBoundary
                key={row.key}
                instead={<RenderFallback things={row.kind === 'item' ? [row.item] : row.tools} />}
                attempt={row.kind === 'item' ? row.item : row.tools.at(-1)}
              >
                <ItemRowView row={row} workspace={workspace} />
              </ErrorBoundary>
            ))
          }
        />
      )
    case 'background':
      return <BackgroundRow item={item} />
    case 'notice':
      return item.code === 'forked' ? (
        <ForkedLine details={item.details ?? {}} text={item.text} />
      ) : (
        <Notice item={item} />
      )
    case 'turn':
      return <TurnLine turn={item} />
    case 'status':
      return item.status === 'FAILED' ? (
        <>
          <NoticeLine id={item.id} level="error" text={words.theSessionFailedTheNext} />
          <FailedActions id={item.id} />
        </>
      ) : (
        <NoticeLine id={item.id} level="info" text={words.theSessionWasEndedIts} />
      )
  }
})

/** Renders one item, or the calls that share a line. */
export function ItemRowView({ row, workspace }: { row: ItemRow; workspace: string }) {
  switch (row.kind) {
    case 'item':
      return <ItemView item={row.item} workspace={workspace} />
    case 'tasks':
      return <TaskCalls tools={row.tools} workspace={workspace} />
    case 'group':
      return <ToolGroup id={row.key} tools={row.tools} workspace={workspace} />
  }
}

/** A background task without a known tool call. */
function BackgroundRow({ item }: { item: BackgroundItem }) {
  return (
    <div className="py-1">
      <p dir="auto" className="pl-5 [overflow-wrap:anywhere]">
        <Marked text={item.description} />
      </p>
      <BackgroundLine work={item.work} />
    </div>
  )
}

/** Thinking, collapsed to one line with its duration. */
function Thinking({ block }: { block: BlockItem }) {
  return (
    <Disclosure id={block.id} line={<span>{lineOf(block)}</span>}>
      {() => (
        <div className="text-muted">
          <Markdown text={block.text} />
        </div>
      )}
    </Disclosure>
  )
}

function lineOf({ live, duration_ms }: BlockItem): string {
  if (live) {
    return words.thinking
  }
  const took = duration(duration_ms ?? 0)
  return took === '' ? words.thought : words.thoughtForTook(took)
}
