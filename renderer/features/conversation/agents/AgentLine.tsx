import type { ToolItem } from '#shared/session/timeline/items.ts'
import { now } from '#renderer/state/workstation/now.ts'
import { useStore } from '#renderer/state/store.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { agentProgress } from './agentProgress.ts'
import * as words from '../laterWords.ts'

/** What a sub-agent does now and how far it has come, on one line that is there while its steps are folded. */
export function AgentLine({ tool, workspace }: { tool: ToolItem; workspace: string }) {
  const time = useStore(now, (value) => value)
  const { doing, needsYou, facts } = agentProgress(tool, { workspace, now: time })
  return (
    <p className="flex min-w-0 gap-1.5">
      {doing !== null && (
        <span dir="auto" title={withMarks(`${doing.verb} ${doing.object}`)} className="min-w-0 truncate text-accent">
          <Marked text={doing.verb} />{' '}
          <bdi className={doing.style === 'code' ? 'font-mono' : undefined}>
            <Marked text={doing.object} code={doing.style === 'code'} />
          </bdi>
        </span>
      )}
      {needsYou && <span className="shrink-0 text-attention">{words.needsYou}</span>}
      <span className="shrink-0">{facts}</span>
    </p>
  )
}
