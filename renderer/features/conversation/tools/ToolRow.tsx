import { type ReactNode, Suspense } from 'react'
import type { ToolItem } from '#shared/session/timeline/items.ts'
import { describeTool, toolMark, type ToolMark } from '../describeTool.ts'
import { BackgroundLine } from './BackgroundLine.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { later } from '#renderer/ui/later.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { Fold } from '../Fold.tsx'
import { ChangeCount } from './ChangeCount.tsx'

const AskedChange = later(async () => (await import('./AskedChange.tsx')).AskedChange)
const ToolDetail = later(async () => (await import('./ToolDetail.tsx')).ToolDetail)

/** A tool call as one line, `Edited frames.ts +12 −3 ✓`, opened on demand. */
export function ToolRow(props: { tool: ToolItem; workspace: string; steps: () => ReactNode }) {
  const { tool, workspace } = props
  const { verb, object, style, change } = describeTool(tool, workspace)
  return (
    <>
      <Fold
        id={tool.id}
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
            {change === null ? <Asked tool={tool} /> : <ChangeCount {...change} />}
            {tool.children.length > 0 && <span className="shrink-0 text-xs">{stepCount(tool)}</span>}
            <MarkSign mark={toolMark(tool)} />
          </>
        }
      >
        {() => (
          <Suspense fallback={<p className="h-16 text-muted">Opening…</p>}>
            <ToolDetail {...props} />
          </Suspense>
        )}
      </Fold>
      {tool.background !== null && <BackgroundLine work={tool.background} />}
    </>
  )
}

/** What a call would change that is not over. Told by a diff that is made on demand. */
function Asked({ tool }: { tool: ToolItem }) {
  const isDiff = tool.result === null && !tool.is_cut && /^(?:Edit|MultiEdit|Write|NotebookEdit)$/.test(tool.name)
  return (
    isDiff && (
      <Suspense>
        <AskedChange tool={tool} />
      </Suspense>
    )
  )
}

function stepCount({ children }: ToolItem): string {
  const calls = children.filter((child) => child.kind === 'tool').length
  return calls === 1 ? '1 step' : `${calls} steps`
}

const marks: Readonly<Record<ToolMark, { readonly sign: string; readonly word: string; readonly look: string }>> = {
  running: { sign: '…', word: 'running', look: 'text-accent' },
  asking: { sign: '● needs you', word: '', look: 'text-lamp text-xs' },
  done: { sign: '✓', word: 'done', look: 'text-good' },
  failed: { sign: '×', word: 'failed', look: 'text-bad' },
  background: { sign: '…', word: 'in the background', look: 'text-muted' },
  cut: { sign: 'stopped', word: '', look: 'text-muted text-xs' },
  denied: { sign: 'denied', word: '', look: 'text-bad text-xs' },
}

/** How a call went, as a sign with a word behind it. */
function MarkSign({ mark }: { mark: ToolMark }) {
  const { sign, word, look } = marks[mark]
  return (
    <span className={`shrink-0 ${look}`}>
      <span aria-hidden={word !== ''}>{sign}</span>
      {word !== '' && <span className="sr-only">{word}</span>}
    </span>
  )
}
