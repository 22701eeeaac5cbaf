import type { ToolItem } from '#shared/session/timeline/items.ts'
import { describeTool } from './describeTool.ts'
import { taskCallWords } from './taskCalls.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Fold } from './Fold.tsx'

/** How Claude kept its to-do list, as one line; each step on demand. */
export function TaskCalls({ tools, workspace }: { tools: readonly ToolItem[]; workspace: string }) {
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
