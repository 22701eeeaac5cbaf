import type { ToolItem } from '#shared/session/timeline/items.ts'
import { duration } from '#renderer/format/numbers.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { describeTool, toolStatus } from '../describeTool.ts'
import { Disclosure } from '../Disclosure.tsx'
import { lookDuration, lookSummary } from '../lookSummary.ts'
import { StatusSymbol, ToolRow } from './ToolRow.tsx'

/** Calls in a row that only look, as one line: `Read 12 files, searched 9 times ✓ 31 s`. */
export function ToolGroup({ id, tools, workspace }: { id: string; tools: readonly ToolItem[]; workspace: string }) {
  const running = tools.filter((tool) => toolStatus(tool) === 'running')
  const last = running.at(-1)
  const now = last === undefined ? null : describeTool(last, workspace)
  const done = lookSummary(tools.filter((tool) => !running.includes(tool)))
  return (
    <Disclosure
      id={id}
      line={
        <>
          <span className="min-w-0 truncate text-text">{done === '' ? now?.verb : done}</span>
          {now !== null && (
            <span className="min-w-0 truncate">
              <Marked text={done === '' ? now.object : `${now.verb} ${now.object}`} code />
            </span>
          )}
          <StatusSymbol mark={now === null ? 'done' : 'running'} />
          {now === null && <span className="shrink-0 text-xs">{duration(lookDuration(tools) ?? 0)}</span>}
        </>
      }
    >
      {() => tools.map((tool) => <ToolRow key={tool.id} tool={tool} workspace={workspace} steps={() => null} />)}
    </Disclosure>
  )
}
