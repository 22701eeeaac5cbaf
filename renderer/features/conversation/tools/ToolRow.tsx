import type { ReactNode } from 'react'
import type { ToolItem } from '#shared/session/timelineItems.ts'
import { describeTool, toolMark } from '#renderer/words/describeTool.ts'
import { classes } from '#renderer/ui/classes.ts'
import { Fold } from '../Fold.tsx'
import { MarkSign } from './MarkSign.tsx'
import { ToolDetail } from './ToolDetail.tsx'

/** A tool call as one line, `Edited frames.ts +12 −3 ✓`, opened on demand. */
export function ToolRow(props: { tool: ToolItem; workspace: string; steps: () => ReactNode }) {
  const { tool, workspace } = props
  const { verb, object, style, change } = describeTool(tool, workspace)
  return (
    <Fold
      id={tool.id}
      line={
        <>
          <span className="shrink-0 text-text">{verb}</span>
          <span className={classes('min-w-0 truncate', style === 'code' && 'font-mono')} title={object}>
            {object}
          </span>
          {change !== null && (
            <span className="shrink-0 font-mono">
              {change.added > 0 && <span className="text-good">+{change.added}</span>}{' '}
              {change.removed > 0 && <span className="text-bad">−{change.removed}</span>}
            </span>
          )}
          {tool.children.length > 0 && <span className="shrink-0 text-xs">{stepCount(tool)}</span>}
          <MarkSign mark={toolMark(tool)} />
        </>
      }
    >
      {() => <ToolDetail {...props} />}
    </Fold>
  )
}

function stepCount({ children }: ToolItem): string {
  const calls = children.filter((child) => child.kind === 'tool').length
  return calls === 1 ? '1 step' : `${calls} steps`
}
