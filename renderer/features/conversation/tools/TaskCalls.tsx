import type { ToolItem } from '#shared/session/timeline/items.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { describeTool } from '../describeTool.ts'
import { Disclosure } from '../Disclosure.tsx'
import { taskCallSummary } from '../taskCalls.ts'

/** Claude's changes of its to-do list as one line, expandable to its steps. */
export function TaskCalls({ tools, workspace }: { tools: readonly ToolItem[]; workspace: string }) {
  return (
    <Disclosure
      id={`tasks ${tools[0]?.id ?? ''}`}
      line={<span className="min-w-0 truncate">{taskCallSummary(tools)}</span>}
    >
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
    </Disclosure>
  )
}
