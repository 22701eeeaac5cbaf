import { type ReactNode, Suspense } from 'react'
import type { ToolItem } from '#shared/session/timeline/items.ts'
import { describeTool, toolStatus, type ToolStatus } from '../describeTool.ts'
import { BackgroundLine } from './BackgroundLine.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { lazyAfterDrawing, lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { isSubAgent } from '#shared/session/tools/toolPhrase.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { Disclosure } from '../Disclosure.tsx'
import { ChangeCount } from './ChangeCount.tsx'
import * as words from '../words.ts'

const RequestedChange = lazyComponent(async () => (await import('./RequestedChange.tsx')).RequestedChange)
const AgentLine = lazyAfterDrawing(async () => (await import('../agents/AgentLine.tsx')).AgentLine)
const ToolDetail = lazyComponent(async () => (await import('./ToolDetail.tsx')).ToolDetail)

/** A tool call as one line, `Edited frames.ts +12 −3 ✓`, expandable. */
export function ToolRow(props: { tool: ToolItem; workspace: string; steps: () => ReactNode }) {
  const { tool, workspace } = props
  const { verb, object, style, change } = describeTool(tool, workspace)
  const isAgent = isSubAgent(tool)
  return (
    <>
      <Disclosure
        id={tool.id}
        below={isAgent && <Progress tool={tool} workspace={workspace} />}
        line={
          <>
            <span title={withMarks(verb)} className="max-w-[60%] shrink-0 truncate text-text">
              <Marked text={verb} />
            </span>
            <span
              dir={style === 'code' ? 'ltr' : 'auto'}
              className={classes('min-w-0 truncate', style === 'code' && 'font-mono')}
              title={withMarks(object)}
            >
              <Marked text={object} code={style === 'code'} />
            </span>
            {change === null ? <PendingChange tool={tool} /> : <ChangeCount {...change} />}
            <StatusSymbol mark={toolStatus(tool)} />
          </>
        }
      >
        {() => (
          <Suspense fallback={<p className="h-16 text-muted">{words.opening}</p>}>
            <ToolDetail {...props} />
          </Suspense>
        )}
      </Disclosure>
      {tool.background !== null && !isAgent && <BackgroundLine work={tool.background} />}
    </>
  )
}

/** How far a sub-agent has come. */
function Progress(props: { tool: ToolItem; workspace: string }) {
  return (
    <div className="min-h-5 pl-5 text-xs text-muted">
      <Suspense>
        <AgentLine {...props} />
      </Suspense>
    </div>
  )
}

/** The number of lines that a pending call would change, from a lazily loaded diff. */
function PendingChange({ tool }: { tool: ToolItem }) {
  const isDiff = tool.result === null && !tool.is_cut && /^(?:Edit|MultiEdit|Write|NotebookEdit)$/.test(tool.name)
  return (
    isDiff && (
      <Suspense>
        <RequestedChange tool={tool} />
      </Suspense>
    )
  )
}

const statusMarks: Readonly<
  Record<ToolStatus, { readonly sign: string; readonly label: string; readonly className: string }>
> = {
  running: { sign: '…', label: 'running', className: 'text-accent' },
  asking: { sign: words.needsYouMark, label: '', className: 'text-attention text-xs' },
  done: { sign: '✓', label: 'done', className: 'text-good' },
  failed: { sign: '×', label: 'failed', className: 'text-bad' },
  background: { sign: '…', label: words.inTheBackground, className: 'text-muted' },
  cut: { sign: words.stopped, label: '', className: 'text-muted text-xs' },
  denied: { sign: words.denied, label: '', className: 'text-bad text-xs' },
}

/** The status of a call, as a symbol with a text for screen readers. */
export function StatusSymbol({ mark }: { mark: ToolStatus }) {
  const { sign, label, className } = statusMarks[mark]
  return (
    <span className={`shrink-0 ${className}`}>
      <span aria-hidden={label !== ''}>{sign}</span>
      {label !== '' && <span className="sr-only">{label}</span>}
    </span>
  )
}
